import { CODE_RULES } from './code-rules.ts'
import { KNOWN_NAMES, TITLED } from './known-names.ts'
import type { Rule } from './protection-rule.ts'

const EXTENSIONS =
  'js|mjs|cjs|ts|tsx|jsx|json|md|ya?ml|toml|py|ipynb|rb|go|rs|java|kt|swift|cpp|hpp|cs|php|html?|css|scss|sql|sh|bat|txt|csv|tsv|xml|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|webp|mp[34]|zip|gz|lock|env|log|conf|ini|exe|dll|so|onnx|mlmodel|tflite|gguf|pt'
const UNITS =
  'km/h|m/s|[kMGT]?i?B/s|[kMG]?bit/s|[kMGT]?i?B|[kMG]?bps|[mµn]s|s|min|h|[km]?g|[kcm]?m|px|fps|[kMG]?Hz|k?W|kWh|m?A|V|dB|pt|r?em'
const CURRENCIES =
  'USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|TRY|INR|CNY|KRW|BRL|MXN|ARS|CLP|COP|ZAR|BTC|ETH|USDT|USDC'
const DOMAINS = 'com|org|net|io|dev|app|ai|co|me|eu|de|uk|jp|fr|es|it|nl|ch|at|gg|tv|local|example|test'

/** What has the same form in every language. First come, first served where two would take the same letters. */
export const TECHNICAL_RULES: readonly Rule[] = [
  ...CODE_RULES,
  {
    kind: 'technical',
    signs: '0',
    pattern:
      /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/g,
  },
  {
    kind: 'technical',
    signs: '0l',
    pattern: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d{1,2})?\b|\blocalhost(?::\d+)?\b(?:\/[^\s<>)]*[\w/])?/g,
  },
  { kind: 'technical', signs: '=', pattern: /(?<![\w=.-])[\w.-]{1,80}=[^\s=,;)\\"'<>][^\s=,;)\\<>]*/g },
  {
    kind: 'technical',
    signs: '0',
    pattern: /\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?/gi,
  },
  // In capitals only: 'est' is a word.
  {
    kind: 'technical',
    signs: '0',
    pattern: /(?<=\d(?:\s?[AaPp]\.?[Mm]\.?)?\s)(?:[CEMP][SD]T|CES?T|EES?T|WES?T|BST|MSK|IST|JST|KST|SGT|AE[SD]T)\b/g,
  },
  { kind: 'technical', signs: 'UG', pattern: /\b(?:UTC|GMT)(?:\s?[+−-]\d{1,2}(?::?\d{2})?)?(?!\w)/g },
  // Keys to be pressed.
  {
    kind: 'technical',
    signs: '+⌘⌥⇧⌃',
    pattern: /\b(?:ctrl|cmd|command|shift|alt|option|meta|super|win|esc)(?:\+[\w.,/-]{1,12})+|[⌘⌥⇧⌃]+\s?\p{L}?/giu,
  },
  // '.env.example'
  { kind: 'technical', signs: '.', pattern: /(?<![\w.])\.[a-z][\w-]*(?:\.\w+)*(?!\w)/g },
  { kind: 'technical', signs: '.', pattern: /\bwww\.[^\s<>]+[\w/]/gi },
  {
    kind: 'technical',
    signs: '.',
    pattern: new RegExp(String.raw`(?<![\w@.-])(?:[\w-]{1,63}\.){1,8}(?:${DOMAINS})(?:\/[^\s<>)]*[\w/])?(?![\w])`, 'g'),
  },
  { kind: 'technical', signs: '/', pattern: /(?<![\w/])(?:~|\.{1,2})?\/(?:[\w.@+-]+\/)*[\w.@+-]*\w(?![\w])/g },
  // 'C:\Program Files\nodejs': a space is part of it where another backslash follows.
  {
    kind: 'technical',
    signs: '%\\',
    pattern:
      /\b[A-Za-z]:\\(?:[^\\\s:"'<>|]+(?: [^\\\s:"'<>|]+){0,4}\\)*\S+|%[A-Z_]{2,40}%(?:\\\S+)?|(?<![\w\\])\\{1,2}\w[\w.-]*(?:\\[\w.$-]*[\w$])+/g,
  },
  {
    kind: 'technical',
    signs: '@',
    pattern: /(?<![\w@.-])@?\w[\w.-]{0,80}(?:\/[\w.-]{1,80})?@[\^~]?v?\d[\w.-]*(?<=\w)/g,
  },
  { kind: 'technical', signs: '@', pattern: /(?<![\w@])@[\w-]+(?:\.\w[\w-]*)*(?:\/[\w.-]*\w)?/g },
  { kind: 'technical', signs: '#', pattern: /(?<![\w&])#[\p{L}\p{N}_-]+/gu },
  {
    kind: 'technical',
    signs: '-!?',
    pattern:
      /(?<!\S)--[A-Za-z][\w-]*(?:=\S+)?|(?<!\S)-[A-Za-z](?![\w'-])|(?<=\S\s)-[A-Z][\w-]*|(?<!\S)[!?][a-z][\w-]*/g,
  },
  {
    kind: 'technical',
    signs: '$%{',
    pattern: /\$\{[\w.]+\}|\$[A-Za-z_]\w*(?:\/[\w.@+-]*\w)*|\{\{?[\w. ]{1,40}\}\}?|%(?:\d+\$)?[sd@](?!\w)/g,
  },
  {
    kind: 'technical',
    signs: '.',
    pattern: new RegExp(
      String.raw`(?<![\w./@-])[\w@-]{0,80}\w(?:[./][\w@-]{1,80}){0,12}\.(?:${EXTENSIONS})(?::\d+)*(?![\w])`,
      'g',
    ),
  },
  { kind: 'technical', signs: '/', pattern: /(?<![\w-])[\w-]{1,80}\/[\w.-]{1,80}(?:\/[\w.-]{0,80}\w)+/g },
  { kind: 'technical', signs: '(', pattern: /(?<![\w$.])[A-Za-z_$][\w$]{0,80}(?:\.[A-Za-z_$][\w$]{0,80}){0,12}\(\)/g },
  // 'config.apply'
  { kind: 'technical', signs: '.', pattern: /(?<![\w.])[A-Za-z_]\w{1,80}(?:\.[a-z_]\w{1,80})+(?![\w.]*@)/g },
  { kind: 'technical', signs: '_', pattern: /\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|(?<!\w)_[A-Za-z]\w*/g },
  {
    kind: 'technical',
    pattern: /\b[a-z]+(?:[A-Z][a-z0-9]*)+\b|\b[A-Z][a-z0-9]+(?:[A-Z][a-zA-Z0-9]*)+\b|\b[A-Z]{2,}[a-z]+[A-Z]\w*\b/g,
  },
  {
    kind: 'technical',
    signs: '+#.-',
    pattern: /(?<!\w)(?:C\+\+|[CF]#|\.NET|Objective-C|Node\.js|Next\.js|Vue\.js|D3\.js|Three\.js)(?!\w)/g,
  },
  {
    kind: 'technical',
    signs: '0',
    pattern: /[$€£¥₹₩]\s?\d[\d.,]*(?:\s?[kKmMbB]\b)?|(?<![\w.,])\d[\d.,]*\s?(?:[€£¥₹₩%‰]|°(?:\s?[CFNSEW](?!\w))?)/g,
  },
  {
    kind: 'technical',
    signs: '0',
    pattern: new RegExp(
      String.raw`(?<![\w.,])\d[\d.,]*\s?(?:${UNITS}|${CURRENCIES})(?![\w])|\b(?:${CURRENCIES}|US\$)\s?\d[\d.,]*(?:\s?[kKmM]\b)?`,
      'g',
    ),
  },
  // '2nd' and '3rd' are words.
  {
    kind: 'technical',
    signs: '0',
    pattern:
      /(?<![\w.,])(?!\d+(?:st|nd|rd|th)\b)(?=[A-Za-z\d.-]{0,60}\d)(?=[\d.-]{0,60}[A-Za-z])[A-Za-z\d]+(?:[.-][A-Za-z\d]+)*(?!\w)/g,
    accepts: mixesLettersAndDigits,
  },
  { kind: 'technical', signs: '0', pattern: /(?<![\w.,])\d+(?:[.,]\d+)+(?![\w])/g },
  { kind: 'technical', pattern: /(?<!\w)[:;=]-?[)(DPpOo|*3]+(?!\w)|<\/?3|(?<!\w)[xX]D\b|¯?\\?_?\(ツ\)_?\/?¯?/g },
  {
    kind: 'emoji',
    pattern:
      /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*](?=\ufe0f?\u20e3))(?:\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\ufe0f\u20e3]|[\u{e0020}-\u{e007f}])*/gu,
  },
  // Revisions 'HEAD~3', 'R&D', header fields, words with stars inside, and what stands in columns.
  { kind: 'technical', signs: '~^&', pattern: /\b\w{2,40}(?:[~^]\d+)+(?!\w)|\b[A-Z]&[A-Z]\b/g },
  {
    kind: 'technical',
    signs: '-:',
    pattern:
      /\b(?:X(?:-[A-Z][A-Za-z]+)+|Content-[A-Z][a-z]+|Accept-[A-Z][a-z]+|Authorization(?=:)|Cache-Control|Set-Cookie|User-Agent|Retry-After)\b/g,
  },
  { kind: 'technical', signs: '*~', pattern: /(?<!\p{L})\p{L}{1,80}(?:[*~]+\p{L}{1,80})+/gu },
  { kind: 'technical', signs: '\t', pattern: /(?<=\S) *\t[\t ]*(?=\S)/g },
  // Entities, '\\n', 'feature/new-board'.
  { kind: 'technical', signs: '&\\', pattern: /&(?:[a-z]{2,8}|#\d{1,6});|\\[A-Za-z]+/g },
  { kind: 'technical', signs: '=', pattern: /(?<![\w=.-])[\w.-]{1,80}=[^\s=,;)\\]+/g },
  {
    kind: 'technical',
    signs: '/',
    pattern:
      /(?<![\w/.-])(?!(?:and\/or|either\/or|s?he\/s?he|his\/her|him\/her|yes\/no|on\/off|pros\/cons)\b)[A-Za-z][\w.-]{0,80}\/\w[\w.-]{0,80}(?<![.-])/gi,
  },
  // Signs of code and arithmetic; some engines drop them.
  {
    kind: 'technical',
    signs: '<>=~^{}|+*\\',
    pattern: /[-=]+>|<[-=]+|[!=<>]=+|(?<![\p{L}\p{N}])[~^\\{}<>|=+*]+(?!\p{L})/gu,
  },
  { kind: 'technical', pattern: KNOWN_NAMES },
  { kind: 'technical', pattern: TITLED },
  // Would be read as our own marks, or as no letter at all.
  { kind: 'technical', pattern: /[⟦⟧\0]+|\p{Surrogate}+/gu },
]

function mixesLettersAndDigits(found: string): boolean {
  return /\d/.test(found) && /[A-Za-z]/.test(found)
}
