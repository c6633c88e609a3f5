import type { ParsedGig } from '../../../shared/gigs.ts'
import type { Span } from './text-map.ts'

type ContractType = ParsedGig['types'][number]

export interface Found<T> extends Span {
  value: T
}

const TYPES: readonly (readonly [ContractType, RegExp])[] = [
  [
    'intern',
    /\b(?:internship|intern(?= (?:position|role|program))|praktikum|working student|werkstudent(?:in)?|prácticas)\b/iu,
  ],
  [
    'part',
    /\b(?:part[ -]?time|teilzeit|tiempo parcial|media jornada|temps partiel|(?:[5-9]|1\d|2\d|30)(?:\s?(?:-|–|to)\s?\d{2})? ?(?:hours?|hrs?|h|stunden) ?(?:\/|per|a|each|pro|weekly) ?(?:week|wk|woche)?)\b/iu,
  ],
  [
    'full',
    /\b(?:full[ -]?time|vollzeit|tiempo completo|jornada completa|temps plein|permanent|festanstellung|fte|正社員|40 ?(?:hours?|hrs?|h) ?(?:\/|per|a) ?week)\b/iu,
  ],
  [
    'contract',
    /\b(?:contract(?:or|ors|ing)?(?! (?:law|management|negotiation))|freelanc\w*|freiberuf\w*|1099|b2b|consultancy|consulting contract|temporary|temp position|fixed[- ]term|per project|project[- ]based|one[- ]off|gig|c2c|corp[- ]to[- ]corp|autónomo|業務委託)\b/iu,
  ],
]

/** Kinds of contract that a text offers. */
export function parseTypes(title: string, text: string): { types: ContractType[]; spans: Span[] } {
  const types: ContractType[] = []
  const spans: Span[] = []
  for (const [type, pattern] of TYPES) {
    const match = pattern.exec(text)
    const inTitle =
      type === 'intern'
        ? /\b(?:intern(?:ship)?|working student|werkstudent(?:in)?|praktik\w+)\b/iu.test(title)
        : pattern.test(title)
    if (match === null && !inTitle) continue
    types.push(type)
    if (match !== null) spans.push({ start: match.index, end: match.index + match[0].length })
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
  日本語: 'ja',
  korean: 'ko',
  vietnamese: 'vi',
  thai: 'th',
  indonesian: 'id',
  malay: 'ms',
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
const NAMES = Object.keys(LANGUAGES).join('|')
const LANGUAGE = new RegExp(`(?<![\\p{L}])(${NAMES})(?:kenntnisse)?(?![\\p{L}])`, 'giu')
const SPOKEN =
  /\b(?:fluen\w*|native|mother tongue|speak\w*|spoken|written|proficien\w*|communicat\w+|command|knowledge of|skills?|level|bilingual|languages?|C1|C2|B1|B2|business|professional|excellent|good|strong|verbal|sprache|sprichst|kenntnisse|fließend|verhandlungssicher|nivel|courant|required|only)\b|ビジネスレベル/iu
const OPTIONAL =
  /\b(?:plus|bonus|nice|welcome|helps?|advantage\w*|preferred|optional|not (?:required|needed|necessary)|asset|desirable|von vorteil|would be)\b/iu

/** Languages that must be spoken; one that is only welcome is none of them. */
export function parseLanguages(text: string): Found<string>[] {
  const found = new Map<string, Found<string>>()
  for (const match of text.matchAll(LANGUAGE)) {
    const code = LANGUAGES[(match[1] ?? '').toLowerCase()]
    const [start, end] = [match.index, match.index + match[0].length]
    if (code === undefined || found.has(code)) continue
    const clause = clauseAround(text, { start, end })
    if (!/kenntnisse$/iu.test(match[0]) && !SPOKEN.test(clause)) continue
    if (OPTIONAL.test(clause)) continue
    found.set(code, { value: code, start, end })
  }
  return [...found.values()]
}

/** 'English; Spanish is welcome' are two clauses. */
function clauseAround(text: string, { start, end }: Span): string {
  const before = Math.max(...['\n', '.', ';', '•'].map((mark) => text.lastIndexOf(mark, start - 1)))
  const ends = ['\n', '. ', ';', '•'].map((mark) => text.indexOf(mark, end)).filter((at) => at !== -1)
  return text.slice(Math.max(before + 1, start - 80), Math.min(...ends, end + 60, text.length))
}
