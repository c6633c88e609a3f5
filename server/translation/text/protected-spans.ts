import { isCardNumber, isIban } from './checksums.ts'
import { COMMANDS, KNOWN_NAMES, TITLED } from './known-names.ts'

/** Why no engine may change, or see, a part of a text. */
export type ProtectedKind = 'term' | 'private' | 'technical' | 'emoji'

export interface ProtectedSpan {
  start: number
  end: number
  kind: ProtectedKind
  /** What is written instead in the other language; absent: the same. */
  becomes?: string
}

export interface Term {
  term: string
  /** Undefined: it stays as it is. */
  becomes: string | undefined
}

interface Rule {
  kind: ProtectedKind
  pattern: RegExp
  accepts?: (found: string) => boolean
}

const EXTENSIONS =
  'js|mjs|cjs|ts|tsx|jsx|json|md|ya?ml|toml|py|ipynb|rb|go|rs|java|kt|swift|cpp|hpp|cs|php|html?|css|scss|sql|sh|bat|txt|csv|tsv|xml|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|webp|mp[34]|zip|gz|lock|env|log|conf|ini|exe|dll|so|onnx|mlmodel|tflite|gguf|pt'
const UNITS =
  'km/h|m/s|[kMGT]?i?B/s|[kMG]?bit/s|[kMGT]?i?B|[kMG]?bps|[mµn]s|s|min|h|[km]?g|[kcm]?m|px|fps|[kMG]?Hz|k?W|kWh|m?A|V|dB|pt|r?em|USD|EUR|GBP|JPY|CHF|CAD|AUD'
const CURRENCIES = 'USD|EUR|GBP|JPY|CHF|CAD|AUD|US\\$'
const DOMAINS = 'com|org|net|io|dev|app|ai|co|me|eu|de|uk|jp|fr|es|it|nl|ch|at|gg|tv|local|example|test'

/** First come, first served where two would take the same letters. */
const RULES: readonly Rule[] = [
  // Never leaves the machine: kept first, so that nothing else takes a part of it.
  {
    kind: 'private',
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu,
  },
  {
    kind: 'private',
    pattern:
      /\b(?:sk-|pk-|rk_|sk_|pk_|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|hf_|npm_|AKIA|ASIA|AIza|ya29\.|eyJ)[\w.-]{12,}/g,
  },
  // Addresses of databases and the like hold passwords; those of the web are read by the scanner.
  { kind: 'private', pattern: /\b[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s<>"'`|]*[\w/]/g },
  { kind: 'private', pattern: /-----BEGIN [A-Z ]+-----|-----END [A-Z ]+-----/g },
  { kind: 'private', pattern: /(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/-]{28,}={0,2}(?![\w=])/g },
  { kind: 'private', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, accepts: isIban },
  { kind: 'private', pattern: /(?<![\w.,])\d(?:[ -]?\d){12,18}(?![\w])/g, accepts: isCardNumber },
  {
    kind: 'technical',
    pattern:
      /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/g,
  },
  { kind: 'technical', pattern: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d{1,2})?\b/g },
  {
    kind: 'private',
    pattern: /(?<![\w.,$€£])(?:\+\d{1,3}[ .-]?|\(\d{2,5}\)[ .-]?|0)(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d{2,}(?![\w%])/g,
    accepts: hasPhoneDigits,
  },
  { kind: 'private', pattern: /(?<![\w.,$€£-])\d{3}[ .-]\d{3}[ .-]\d{4}(?![\w%-])/g },
  { kind: 'technical', pattern: /(?<![\w=.-])[\w.-]{1,80}=[^\s=,;)\\"'<>][^\s=,;)\\<>]*/g },
  {
    kind: 'technical',
    pattern: /\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?/gi,
  },
  { kind: 'technical', pattern: /\b(?:UTC|GMT)(?:\s?[+−-]\d{1,2}(?::?\d{2})?)?(?!\w)/g },
  // Keys to be pressed.
  {
    kind: 'technical',
    pattern: /\b(?:ctrl|cmd|command|shift|alt|option|meta|super|win|esc)(?:\+[\w.,/-]{1,12})+|[⌘⌥⇧⌃]+\s?\p{L}?/giu,
  },
  { kind: 'technical', pattern: /\bwww\.[^\s<>]+[\w/]/gi },
  {
    kind: 'technical',
    pattern: new RegExp(String.raw`(?<![\w@.-])(?:[\w-]{1,63}\.){1,8}(?:${DOMAINS})(?:\/[^\s<>)]*[\w/])?(?![\w])`, 'g'),
  },
  { kind: 'technical', pattern: /(?<![\w/])(?:~|\.{1,2})?\/(?:[\w.@+-]+\/)*[\w.@+-]*\w(?![\w])/g },
  // 'C:\Program Files\nodejs': a space is part of it where another backslash follows.
  {
    kind: 'technical',
    pattern: /\b[A-Za-z]:\\(?:[^\\\s:"'<>|]+(?: [^\\\s:"'<>|]+){0,4}\\)*\S+|%[A-Z_]{2,40}%(?:\\\S+)?/g,
  },
  { kind: 'technical', pattern: /(?<![\w@])@[\w-]+(?:\.\w[\w-]*)*(?:\/[\w.-]*\w)?/g },
  { kind: 'technical', pattern: /(?<![\w&])#[\p{L}\p{N}_-]+/gu },
  { kind: 'technical', pattern: /(?<!\S)--[A-Za-z][\w-]*(?:=\S+)?|(?<!\S)-[A-Za-z](?![\w'-])/g },
  {
    kind: 'technical',
    pattern: /\$\{[\w.]+\}|\$[A-Za-z_]\w*(?:\/[\w.@+-]*\w)*|\{\{?[\w. ]{1,40}\}\}?|%(?:\d+\$)?[sd@](?!\w)/g,
  },
  {
    kind: 'technical',
    pattern: new RegExp(
      String.raw`(?<![\w./@-])[\w@-]{0,80}\w(?:[./][\w@-]{1,80}){0,12}\.(?:${EXTENSIONS})(?::\d+)*(?![\w])`,
      'g',
    ),
  },
  { kind: 'technical', pattern: /(?<![\w-])[\w-]{1,80}\/[\w.-]{1,80}(?:\/[\w.-]{0,80}\w)+/g },
  { kind: 'technical', pattern: /\b[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\(\)/g },
  { kind: 'technical', pattern: /\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|(?<!\w)_[A-Za-z]\w*/g },
  {
    kind: 'technical',
    pattern: /\b[a-z]+(?:[A-Z][a-z0-9]*)+\b|\b[A-Z][a-z0-9]+(?:[A-Z][a-zA-Z0-9]*)+\b|\b[A-Z]{2,}[a-z]+[A-Z]\w*\b/g,
  },
  {
    kind: 'technical',
    pattern: /(?<!\w)(?:C\+\+|[CF]#|\.NET|Objective-C|Node\.js|Next\.js|Vue\.js|D3\.js|Three\.js)(?!\w)/g,
  },
  { kind: 'technical', pattern: /[$€£¥₹₩]\s?\d[\d.,]*(?:\s?[kKmMbB]\b)?|(?<![\w.,])\d[\d.,]*\s?(?:[€£¥₹₩%‰]|°[CF]?)/g },
  {
    kind: 'technical',
    pattern: new RegExp(
      String.raw`(?<![\w.,])\d[\d.,]*\s?(?:${UNITS})(?![\w])|\b(?:${CURRENCIES})\s?\d[\d.,]*(?:\s?[kKmM]\b)?`,
      'g',
    ),
  },
  // '2nd' and '3rd' are words.
  {
    kind: 'technical',
    pattern:
      /(?<![\w.,])(?!\d+(?:st|nd|rd|th)\b)(?=[A-Za-z\d.-]{0,60}\d)(?=[\d.-]{0,60}[A-Za-z])[A-Za-z\d]+(?:[.-][A-Za-z\d]+)*(?!\w)/g,
    accepts: mixesLettersAndDigits,
  },
  { kind: 'technical', pattern: /(?<![\w.,])\d+(?:[.,]\d+)+(?![\w])/g },
  { kind: 'technical', pattern: /(?<!\w)[:;=]-?[)(DPpOo|*3]+(?!\w)|<\/?3|(?<!\w)[xX]D\b|¯?\\?_?\(ツ\)_?\/?¯?/g },
  {
    kind: 'emoji',
    pattern:
      /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})(?:\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\ufe0f\u20e3]|[\u{e0020}-\u{e007f}])*/gu,
  },
  // Revisions 'HEAD~3', 'R&D', header fields, words with stars inside, and what stands in columns.
  { kind: 'technical', pattern: /\b\w{2,40}(?:[~^]\d+)+(?!\w)|\b[A-Z]&[A-Z]\b/g },
  {
    kind: 'technical',
    pattern:
      /\b(?:X(?:-[A-Z][A-Za-z]+)+|Content-[A-Z][a-z]+|Accept-[A-Z][a-z]+|Cache-Control|Set-Cookie|User-Agent|Retry-After)\b/g,
  },
  { kind: 'technical', pattern: /\p{L}+(?:[*~]+\p{L}+)+/gu },
  { kind: 'technical', pattern: /(?<=\S) *\t[\t ]*(?=\S)/g },
  // Tags and '<file>', entities, '\\n', JSON, 'feature/new-board', 'config.apply'.
  { kind: 'technical', pattern: /<\/?[A-Za-z][\w-]*(?:\s[^<>\n]{0,80})?\/?>|&(?:[a-z]{2,8}|#\d{1,6});|\\[A-Za-z]+/g },
  { kind: 'technical', pattern: /\{\s*["'][^{}\n]{0,300}\}|(?<![\w=.-])[\w.-]{1,80}=[^\s=,;)\\]+/g },
  {
    kind: 'technical',
    pattern:
      /(?<![\w/.-])(?!(?:and\/or|either\/or|s?he\/s?he|his\/her|him\/her|yes\/no|on\/off|pros\/cons)\b)[A-Za-z][\w.-]{0,80}\/\w[\w.-]{0,80}(?<![.-])/gi,
  },
  { kind: 'technical', pattern: /(?<![\w.])[a-z_]\w{1,80}(?:\.[a-z_]\w{1,80})+(?![\w.]*@)/g },
  // Signs of code and arithmetic; some engines drop them.
  { kind: 'technical', pattern: /[-=]+>|<[-=]+|[!=<>]=+|(?<![\p{L}\p{N}])[~^\\{}<>|=+*]+(?!\p{L})/gu },
  { kind: 'technical', pattern: COMMANDS },
  { kind: 'technical', pattern: KNOWN_NAMES },
  { kind: 'technical', pattern: TITLED },
  // Would be read as our own marks.
  { kind: 'technical', pattern: /[⟦⟧\0]+/g },
]

const OTHER_SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Arabic', 'Hebrew', 'Cyrillic', 'Thai', 'Devanagari']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('')

/** What a text in Latin letters quotes in another script is a name, or an example. */
const QUOTED: Rule = {
  kind: 'technical',
  pattern: new RegExp(String.raw`[${OTHER_SCRIPTS}][\p{M}ー]*(?:[ ・]?[${OTHER_SCRIPTS}\p{M}ー])*`, 'gu'),
}

/** Outside of what is held already. Japanese endings tell of a sentence; names are written without them. */
function isMostlyLatin(text: string, taken: readonly ProtectedSpan[]): boolean {
  let words = text
  for (const { start, end } of taken) words = words.slice(0, start) + ' '.repeat(end - start) + words.slice(end)
  const count = (pattern: RegExp) => words.match(pattern)?.length ?? 0
  const latin = count(/\p{Script=Latin}/gu)
  const others = count(/\p{L}/gu) - latin
  const weight =
    others + 0.5 * count(/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/gu) + 3 * count(/\p{Script=Hiragana}/gu)
  return others > 0 && latin >= 12 && latin / (latin + weight) >= 0.7
}

/** @returns what must not be changed in a text, in order, without overlaps. */
export function protectedSpans(text: string, terms: readonly Term[]): ProtectedSpan[] {
  const taken: ProtectedSpan[] = []
  const isFree = (start: number, end: number) => !taken.some((span) => start < span.end && end > span.start)
  const take = ({ kind, pattern, accepts }: Rule) => {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const span = { start: index, end: index + found.length, kind }
      if (found !== '' && (accepts?.(found) ?? true) && isFree(span.start, span.end)) taken.push(span)
    }
  }
  for (const rule of RULES.filter(({ kind }) => kind === 'private')) take(rule)
  for (const span of termSpans(text, terms)) if (isFree(span.start, span.end)) taken.push(span)
  for (const rule of RULES.filter(({ kind }) => kind !== 'private')) take(rule)
  if (isMostlyLatin(text, taken)) take(QUOTED)
  return taken.toSorted((a, b) => a.start - b.start)
}

/** Longest first: of 'Core ML' and 'ML', the former. */
function termSpans(text: string, terms: readonly Term[]): ProtectedSpan[] {
  const lower = text.toLowerCase()
  // Some letters change their length: then only what is written the same is found.
  const haystack = lower.length === text.length ? lower : text
  return terms
    .toSorted((a, b) => b.term.length - a.term.length)
    .flatMap(({ term, becomes }) =>
      placesOf(haystack, haystack === lower ? term.toLowerCase() : term)
        // Several of a name that stays are called by it, too.
        .map(({ start, end }) => ({ start, end: becomes === undefined ? end + pluralAt(text, end) : end }))
        .filter(({ start, end }) => isWholeWord(text, start, end))
        .map(({ start, end }): ProtectedSpan => ({
          start,
          end,
          kind: 'term',
          ...(becomes === undefined ? {} : { becomes }),
        })),
    )
}

function pluralAt(text: string, at: number): number {
  return /^e?s(?![\p{L}\p{N}])/u.exec(text.slice(at, at + 3))?.[0].length ?? 0
}

function placesOf(haystack: string, needle: string): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = []
  if (needle === '') return places
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    places.push({ start: at, end: at + needle.length })
  }
  return places
}

const SPACED = /[\p{L}\p{N}]/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** Scripts that put no spaces between words have no edges to look at. */
function isWholeWord(text: string, start: number, end: number): boolean {
  const joins = (a: string, b: string) => SPACED.test(a) && SPACED.test(b) && !UNSPACED.test(a) && !UNSPACED.test(b)
  return !joins(text.charAt(start - 1), text.charAt(start)) && !joins(text.charAt(end - 1), text.charAt(end))
}

function hasPhoneDigits(found: string): boolean {
  const digits = found.replace(/\D/g, '').length
  return digits >= 7 && digits <= 16
}

function mixesLettersAndDigits(found: string): boolean {
  return /\d/.test(found) && /[A-Za-z]/.test(found)
}
