import type { ParsedGig, Pay } from '../../../shared/gigs.ts'
import { anyOf, type Span } from './text-map.ts'

type ContractType = ParsedGig['types'][number]

export interface Found<T> extends Span {
  value: T
}

const TYPES: readonly (readonly [ContractType, RegExp])[] = [
  [
    'intern',
    /\b(?:internship|estágio|estagiári[oa]|intern(?= (?:position|role|program))|(?:and|&|,|\||\/) interns?(?= ?(?:[|,;.)\n]|$))|praktikum|working student|werkstudent(?:in)?|prácticas|stagiaire|stage(?= de \d))\b|インターン/iu,
  ],
  [
    'part',
    /\b(?:part[ -]?time|part(?= or full[ -]?time)|teilzeit|tiempo parcial|media jornada|meio período|temps partiel|(?:[1-9]|1\d|2\d|30(?!\+))(?:\s?(?:-|–|to)\s?\d{1,2})?\+? ?(?:hours?|hrs?|h|stunden|std\.?|horas|heures) ?(?:\/|per|an?|each|every|pro|por|par|die|im|in der) ?(?:week|wk|w\b|woche|semana|semaine|month|monat)|fractional|less than (?:[1-9]|1\d|2\d|30) ?h(?:ou)?rs|(?:1|2|3|one|two|three)(?:\s?(?:-|–|to)\s?(?:2|3|4|two|three|four))? days? (?:a|per) (?:week|month)(?! (?:in|at|on|from))|週[1-4]日)/iu,
  ],
  [
    'full',
    /\b(?:full[ -]?time|vollzeit|voll-(?=(?: oder | und |\/)teilzeit)|tiempo completo|jornada completa|tempo integral|temps plein|permanent(?! resident)|festanstellung|unbefristet\w*|fte|employment contract|(?<=\|\s?)permanent|umowa o pracę|contrato indefinido|cdi|clt|w-?2 (?:only|employee|position)|(?<!\b[12]?\d ?[–-] ?)40 ?(?:hours?|hrs?|h|stunden) ?(?:\/|per|a|pro) ?(?:week|wk|woche))\b|正社員/iu,
  ],
  [
    'contract',
    /\b(?<!\bno )(?:contractors?|pj|pessoa jurídica|prestação de serviços|(?<!employment )contract(?=\s?(?:[|,;.)\n]|$|role|position|basis|work|job|to[- ]hire|opportunity|developer|engineer|designer|assignment|gig|project|type|length|duration|(?:or|\/|and) ))|(?:on|as|is|a|an|of|month|months|mos|term|freelance|time|\/|\||or|type:|employment:|remote,?|\() contract(?!s|ed|ual| law| management| negotiation| requirement| with| between| manager)|\d+[ -]?(?:\+ )?(?:month|mo|week|year)s? contract|freelanc\w*|freiberuf\w*|independent consultant|1099|(?<!b2c.{0,5})b2b(?= (?:contract|only|possible|or)|\)|,|:|\s*$)|consulting (?:contract|role|gig|project)|temp(?:orary)? (?:position|role|job|contract|assignment|to)|temporary (?=full|part)|cdd(?= |,|\.|$)|intérim|befristet(?:e[rsn]?)?(?= )|contrato temporal|fixed[- ]term|fixed[- ]price|per[- ]project|project[- ]based|one[- ](?:off|time) (?:project|job|gig|task|work)|short[- ]term (?:project|gig|contract)|ftc(?=\W|$)|(?:outside|inside) ir35|c2c|corp[- ]to[- ]corp|autónomo|tagessatz|stundensatz|projektvertrag|werkvertrag|honorarbasis|honorarkraft|retainer|tjm|day rate|daily rate|milestones|\d+[ -]month (?:assignment|engagement|project|gig)|quote us|hourly range|mission de \d|(?:the|whole|this) (?:gig|job) takes)|\[hiring\]|業務委託|フリーランス/imu,
  ],
]
/** A feed's or a post's own line beats whatever else is said of contracts: most of it is about others. */
const STATED =
  /^[ \t*•-]*(?:(?:job|employment|contract|position|work)[ -])?(?:type|schedule|beschäftigungsart|anstellungsart|contrato|jornada)[ \t]*:[ \t]*\S.*$/imu

/** Kinds of contract that a text offers. `pay`: who is paid by the piece or the project is a contractor. */
export function parseTypes(
  title: string,
  text: string,
  pay: Pay | null = null,
): { types: ContractType[]; spans: Span[] } {
  const stated = STATED.exec(text)
  const line = stated === null ? undefined : typesIn(stated[0], stated.index)
  const found = line !== undefined && line.types.length > 0 ? line : typesIn(openingOf(text), 0)
  const types = new Set(found.types)
  for (const type of typesIn(title, 0).types) types.add(type)
  // Whoever says so is one, whatever the feed's own line calls it.
  if (
    /\b(?:as an?|on an?) independent contractor|\bthis freelance (?:project|role|position|opportunity)\b/iu.test(text)
  )
    types.add('contract')
  const isGig =
    pay?.period === 'project' ||
    pay?.period === 'unit' ||
    (isHired(text) && pay !== null && pay.period !== 'year' && pay.period !== 'month')
  if (isGig && !types.has('full')) types.add('contract')
  return { types: [...types], spans: found.spans }
}

/** Without the small print: 'regardless of full-time or part-time status' is no offer. */
function openingOf(text: string): string {
  const at = text.search(
    /\b(?:full[- ]time (?:or|and|\/) part[- ]time (?:status|employees)|equal opportunity|benefits package|comprehensive benefits)\b/iu,
  )
  return at === -1 ? text : text.slice(0, at)
}

/** Words of who hires by the hour for a while. */
function isHired(text: string): boolean {
  return /\b(?:duration: *\d+ (?:months?|weeks?)|possibility (?:for|of) (?:an )?extension|\d+ (?:to|-|–) \d+ (?:months|weeks)|est(?:\.|imated) \d+|max(?:\.|imum)? \d+ hours|for \d+ (?:days|weeks|months)|\d+(?:\s?[–-]\s?\d+)? hours at|hourly:|ongoing|freelancers?|side project|hours? (?:a|per) (?:week|month))\b/iu.test(
    text,
  )
}

function typesIn(text: string, offset: number): { types: ContractType[]; spans: Span[] } {
  const types: ContractType[] = []
  const spans: Span[] = []
  for (const [type, pattern] of TYPES) {
    const match = pattern.exec(text)
    if (match === null) continue
    types.push(type)
    spans.push({ start: offset + match.index, end: offset + match.index + match[0].length })
  }
  return { types, spans }
}

const LANGUAGES: Record<string, string> = {
  english: 'en',
  englisch: 'en',
  inglés: 'en',
  anglais: 'en',
  英語: 'en',
  german: 'de',
  deutsch: 'de',
  alemán: 'de',
  french: 'fr',
  französisch: 'fr',
  français: 'fr',
  francés: 'fr',
  spanish: 'es',
  spanisch: 'es',
  español: 'es',
  italian: 'it',
  italienisch: 'it',
  portuguese: 'pt',
  portugués: 'pt',
  dutch: 'nl',
  niederländisch: 'nl',
  polish: 'pl',
  czech: 'cs',
  slovak: 'sk',
  russian: 'ru',
  ukrainian: 'uk',
  swedish: 'sv',
  norwegian: 'no',
  danish: 'da',
  finnish: 'fi',
  hungarian: 'hu',
  romanian: 'ro',
  bulgarian: 'bg',
  greek: 'el',
  turkish: 'tr',
  arabic: 'ar',
  hebrew: 'he',
  hindi: 'hi',
  urdu: 'ur',
  bengali: 'bn',
  tamil: 'ta',
  mandarin: 'zh',
  chinese: 'zh',
  cantonese: 'zh',
  japanese: 'ja',
  japanisch: 'ja',
  japonés: 'ja',
  'brazilian portuguese': 'pt',
  portugiesisch: 'pt',
  polnisch: 'pl',
  alemand: 'de',
  allemand: 'de',
  espagnol: 'es',
  italiano: 'it',
  português: 'pt',
  inglês: 'en',
  中国語: 'zh',
  韓国語: 'ko',
  日本語: 'ja',
  korean: 'ko',
  vietnamese: 'vi',
  thai: 'th',
  indonesian: 'id',
  malay: 'ms',
  malayalam: 'ml',
  telugu: 'te',
  kannada: 'kn',
  marathi: 'mr',
  gujarati: 'gu',
  punjabi: 'pa',
  nepali: 'ne',
  sinhala: 'si',
  farsi: 'fa',
  persian: 'fa',
  icelandic: 'is',
  albanian: 'sq',
  bosnian: 'bs',
  macedonian: 'mk',
  armenian: 'hy',
  georgian: 'ka',
  kazakh: 'kk',
  uzbek: 'uz',
  mongolian: 'mn',
  burmese: 'my',
  khmer: 'km',
  afrikaans: 'af',
  amharic: 'am',
  zulu: 'zu',
  wolof: 'wo',
  hausa: 'ha',
  yoruba: 'yo',
  basque: 'eu',
  galician: 'gl',
  welsh: 'cy',
  tagalog: 'tl',
  filipino: 'tl',
  swahili: 'sw',
  croatian: 'hr',
  serbian: 'sr',
  slovenian: 'sl',
  catalan: 'ca',
  latvian: 'lv',
  lithuanian: 'lt',
  estonian: 'et',
}
const NAMES = anyOf(Object.keys(LANGUAGES).filter((name) => /^\p{Script=Latin}/u.test(name)))
const LANGUAGE = new RegExp(
  `(?<![\\p{L}])(${NAMES})(?:kenntnisse\\w*|sprachig\\w*|e[ns]?)?(?![\\p{L}])|(日本語|英語|中国語|韓国語)`,
  'giu',
)
const SPOKEN =
  /\b(?:fluen\w*|native|mother tongue|speak\w*|speaking|spoken|written|writing|proficien\w*|communicat\w+|translators?|translation|subtitles|command|knowledge of|skills?|level|bilingual|languages?|C1|C2|B1|B2|business|professional|professionnel\w*|opérationnel\w*|in wort und schrift|schreibst|fehlerfrei\w*|excellent|good|strong|verbal|enough|advanced|conversational|sprache|sprichst|sprechen|kenntnisse|\w+kenntnisse|fließend\w*|sicher\w*|verhandlungssicher\w*|muttersprach\w*|nivel|n[ií]vel|nativo|fluido|fluente|hablado|avanzado|avançado|intermediário|intermedio|fluency|courant|couramment|bilingue|maîtrise|parlé|exigé|required|must|only)\b|ビジネスレベル|必須|ネイティブ|コミュニケーション|流暢/iu
const OPTIONAL =
  /n['’]t (?:need\w*|required|necessary|a must)\b|\b(?:plus|bonus|nice|welcome|helps?|helpful|advantage\w*|preferred|optional|not (?:strictly )?(?:required|needed|necessary|a must)|no need|asset|desirable|von vorteil|wünschenswert|would be|se valora|un plus|apprécié)\b|歓迎|尚可/iu
/** Not spoken but dealt in: 'a French company', 'our German clients', 'translate from English into …'. */
const NOT_SPOKEN_AFTER =
  /^\s*(?:compan(?:y|ies)|clients?|customers?|market|startup|start-up|team|government|law|bank|brands?|retailer|government|insurer|citizens?|time|holidays?|literature|food)\b/iu

/** 'English to Norwegian' is work for who speaks Norwegian. */
const TRANSLATED = new RegExp(`^\\s*(?:to|into|→|>|-)\\s*(?:${NAMES})(?![\\p{L}])`, 'iu')

/** Languages that must be spoken; one that is only welcome is none of them. */
export function parseLanguages(text: string): Found<string>[] {
  const found = new Map<string, Found<string>>()
  const mentions = [...text.matchAll(LANGUAGE)]
  for (const [index, match] of mentions.entries()) {
    const code = LANGUAGES[(match[1] ?? match[2] ?? '').toLowerCase()]
    const [start, end] = [match.index, match.index + match[0].length]
    if (
      code === undefined ||
      found.has(code) ||
      TRANSLATED.test(text.slice(end, end + 30)) ||
      NOT_SPOKEN_AFTER.test(text.slice(end, end + 24))
    )
      continue
    const sentence = clauseAround(text, { start, end }, SENTENCE_ENDS)
    if (!/kenntnisse|sprachig/iu.test(match[0]) && !SPOKEN.test(sentence)) continue
    if (OPTIONAL.test(ownClause(text, { start, end }, mentions[index + 1]))) continue
    found.set(code, { value: code, start, end })
  }
  return [...found.values()]
}

const SENTENCE_ENDS = ['\n', '. ', ';', '•', '。', '|']
const CLAUSE_ENDS = [...SENTENCE_ENDS, ',', '、', ' but ', ' aber ', '(', ')']

/** 'Fluent English, Spanish is welcome' are two clauses; in 'Spanish, French or Italian is welcome', all three are. */
function ownClause(text: string, span: Span, next: RegExpExecArray | undefined): string {
  const own = clauseAround(text, span, CLAUSE_ENDS)
  const isListed =
    next !== undefined && /^[\s,/]*(?:or|and|und|oder|y|o|ou|et)?\s*$/iu.test(text.slice(span.end, next.index))
  // What stands alone between two commas is said by whatever follows it.
  if (!isListed || SPOKEN.test(own)) return own
  return clauseAround(text, { start: next.index, end: next.index + next[0].length }, CLAUSE_ENDS)
}

function clauseAround(text: string, { start, end }: Span, marks: readonly string[]): string {
  const from = Math.max(0, start - 90)
  const [before, after] = [text.slice(from, start), text.slice(end, end + 70)]
  const begin = Math.max(
    0,
    ...marks.map((mark) => before.lastIndexOf(mark) + (before.includes(mark) ? mark.length : 0)),
  )
  const stops = marks.map((mark) => after.indexOf(mark)).filter((at) => at !== -1)
  return before.slice(begin) + text.slice(start, end) + after.slice(0, Math.min(...stops, after.length))
}
