import type { Rule } from './protection-rule.ts'

/** Programs that are no words, or are followed by what makes them a command. */
const PROGRAMS =
  'git (?:add|bisect|blame|branch|checkout|cherry-pick|clone|commit|diff|fetch|init|log|merge|pull|push|rebase|reset|restore|revert|stash|status|switch|tag)|(?:npm|pnpm|yarn|npx) (?:add|audit|build|ci|create|init|install|publish|remove|run|start|test|uninstall|update)(?: (?:build|dev|lint|start|test))?|(?:pip3?|brew|cargo|apt|apt-get|dnf|gem) (?:add|build|install|run|test|uninstall|update|upgrade)|docker(?:-compose| compose)? (?:build|exec|logs|ps|pull|push|run|stop|up|down)|kubectl (?:apply|delete|describe|exec|get|logs)(?: (?:pods?|deployments?|services?|svc|nodes?|jobs?))?|systemctl \\w+'
/** Words to some; with an option or a path behind them, they are commands. */
const TOOLS =
  'awk|bash|cat|cd|chmod|chown|cp|curl|dig|find|ffmpeg|grep|java|jq|kill|ls|make|mkdir|mv|node|ping|ps|python3?|rm|rsync|scp|sed|ssh|tail|tar|touch|wget|sh'
/** An option, a path, a file or an address: what follows these then is part of a command. */
const BEGINNING = String.raw`(?:-{1,2}[A-Za-z][^\s"'<>]*|[.~$/][\w./~-]*[\w/]|[\w-]+(?:[._][\w-]+)+(?![\w./@]))`
/** Whatever is no plain word. */
const ARGUMENT = String.raw`(?:${BEGINNING}|GET|POST|PUT|PATCH|DELETE|HEAD|'[^'\n]{0,200}'|"[^"\n]{0,200}"|[\w.-]+[:=][\w./-]*\w|[^\s"'A-Z]*[^\s"'\p{L}.,;:!?()*_~|–—]+[^\s"']*[\w/*}])(?<![.,;:!?)])`
const SQL_NAME = String.raw`[\w."\[\]` + '`' + String.raw`]{1,80}`

/** Code that nobody has marked as such. */
export const CODE_RULES: readonly Rule[] = [
  // A whole statement where it says where it ends; its head where it does not.
  {
    kind: 'technical',
    pattern: new RegExp(
      String.raw`\b(?:SELECT\b[^;\n]{1,300}?\bFROM|INSERT INTO|UPDATE ${SQL_NAME} SET|DELETE FROM|(?:CREATE|ALTER|DROP) (?:TABLE|INDEX|VIEW|DATABASE)(?: IF (?:NOT )?EXISTS)?)\b(?:[^;\n]{0,500};| ${SQL_NAME})`,
      'g',
    ),
  },
  // Formulas, expressions that find text, keys, and what no reader sees.
  {
    kind: 'technical',
    signs: '$<',
    pattern:
      /\${1,2}(?=[^$\n]*[\\^_={}])[^\s$](?:[^$\n]{0,300}[^\s$])?\${1,2}|<kbd>[^<\n]{1,40}<\/kbd>|<!--[^\n]{0,1000}?-->/g,
  },
  {
    kind: 'technical',
    signs: '^[\\',
    pattern: /(?<!\S)(?:\^\S{1,200}\$|\S{0,100}(?:\[[^\s\]]{1,60}\]|\\[dwsbDWSB])[+*?{]\S{0,100})(?<![.,;:!?])/g,
  },
  {
    kind: 'technical',
    signs: '={',
    pattern:
      /\b(?:const|let|var) [\w${}[\], ]{1,80} = [^;\n]{1,300};|\bif \([^()\n]{1,100}\) \{[^{}\n]{0,200}\}|[.#]?[A-Za-z][\w:.#-]{0,80} \{ [^{}\n:]{1,100}:[^{}\n]{0,200}\}/g,
  },
  // Where in a program something went wrong.
  {
    kind: 'technical',
    signs: '("',
    pattern:
      /\bat (?:async |new )?[\w.<>$[\]]{1,200} \([^()\s]{1,300}:\d+(?::\d+)?\)|\bFile "[^"\n]{1,300}", line \d+(?:, in \S+)?|\bTraceback \(most recent call last\):/g,
  },
  {
    kind: 'technical',
    signs: ':',
    pattern: /^\s*(?:Uncaught |Caused by: )?[\w.]{0,200}[A-Za-z](?:Error|Exception): .+/g,
  },
  {
    kind: 'technical',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}_-])(?:sudo )?(?:(?:${PROGRAMS})(?: ${ARGUMENT}){0,20}|(?:${TOOLS}) ${BEGINNING}(?: ${ARGUMENT}){0,20})(?![\p{L}\p{N}_-])`,
      'gu',
    ),
  },
  {
    kind: 'technical',
    signs: '{',
    pattern: /\{\s*["'](?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]{0,100}\}){0,100}\}){0,300}\}/g,
  },
  {
    kind: 'technical',
    signs: '"',
    pattern: /"[\w.$-]{1,80}"\s?:\s?(?:true|false|null|-?\d[\d.eE+-]*|"[^"\n]{0,200}")/g,
  },
  {
    kind: 'technical',
    signs: '0',
    pattern:
      /\b[1-5]\d\d (?:OK|Created|Accepted|No Content|Moved Permanently|Found|Not Modified|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Conflict|Gone|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Timeout)\b/g,
  },
  {
    kind: 'technical',
    signs: ':',
    pattern: /\b(?:magnet|urn|data|blob|about|view-source|bitcoin|ethereum):[^\s<>"'`]*[\w/=]/g,
  },
  { kind: 'technical', signs: ':', pattern: /(?<![\w:])[A-Za-z_]\w*(?:::~?\w+)+/g },
  // 'x <= y', 'x²', 'a) …', 'Q: …'
  {
    kind: 'technical',
    pattern:
      /(?<![\p{L}\p{N}'’])(?:[A-Za-z] ?(?:[<>]|[-=!<>]=?[=>]) ?[A-Za-z\d](?![\p{L}\p{N}])|[A-Za-z][\u00b2\u00b3\u2070-\u2079\u2080-\u2089]+|[a-z]\)(?=\s)|[QA]:(?=\s|$)|U\+[\dA-F]{4,6}(?!\w))/gu,
  },
  // Tags and '<file>'.
  { kind: 'technical', signs: '<', pattern: /<\/?[A-Za-z][\w-]*(?:\s[^<>\n]{0,80})?\/?>/g },
]
