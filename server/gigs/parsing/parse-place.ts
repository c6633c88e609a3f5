import type { ParsedGig } from '../../../shared/gigs.ts'
import { PLACE, placeCode } from './places.ts'
import { type Section, sectionAt, sentenceAround, type Span } from './text-map.ts'

export interface FoundPlace {
  mode: { value: NonNullable<ParsedGig['mode']>; span: Span } | undefined
  regions: { codes: string[]; isHard: boolean; spans: Span[] } | undefined
}

const ANYWHERE =
  /\b(?:worldwide|anywhere(?: in the world)?|from anywhere|fully distributed|any (?:location|country|time ?zone)|global(?:ly)? remote|remote[ ,(–-]+(?:global|worldwide)|ortsunabhängig|weltweit)\b/iu
const NOT_REMOTE =
  /\b(?:not (?:a )?remote|no remote|non[- ]remote|remote (?:is |work is )?not|isn['’]t remote|kein(?:e)? (?:remote|home ?office)|onsite only|on-site only|in[- ]office only)\b/iu
const HYBRID =
  /\b(?:hybrid|(?:\d|one|two|three|four) days? (?:a|per|each) (?:week|month) (?:in|at|on)[ -](?:the |our )?(?:office|site)|partly remote|partially remote|teilweise remote|híbrido)\b/iu
const EITHER =
  /\b(?:remote (?:or|\/) (?:on-?site|in[- ]office|office|hybrid)|(?:on-?site|office|hybrid) (?:or|\/) remote|remote (?:is )?(?:possible|optional|friendly)|option(?:al)? (?:to work )?remote|remote or)\b/iu
const REMOTE =
  /\b(?:remote(?:ly)?|100 ?% remote|fully remote|remote-first|work from home|wfh|work from anywhere|telecommute|home ?office|distributed team|teletrabajo|remoto|à distance|télétravail|フルリモート|リモート|anywhere in the world)\b/iu
const ONSITE =
  /\b(?:on-?site|on site|in[- ]office|in person|in-person|vor ort|presencial|sur site|relocat(?:e|ion))\b/iu

const STATED = /^[ \t]*(?:candidate )?(?:location|region|standort|ubicación)s?[ \t]*:[ \t]*\S.*$/imu

/** A place counts where a text speaks of where people are, not of offices, clients or markets. */
const PLACE_CUE_BEFORE =
  /(?:\b(?:locations?|region|country|countries|where|standort|ubicación|place)\s*:?[^.\n]{0,40}|\b(?:based|located|reside|residing|resident|residents|living|live|authorized to work|eligible to work|right to work|work permit|citizens? of|remote|within|anywhere|candidates?|people|freelancers?|developers?|contractors?|applicants?|hiring|open to|only|from|across|restricted to|site|onsite|on-site|hybrid|office|must be|you(?:['’]re| are))\b[^.\n]{0,45}|[([|–—-]\s*(?:remote[ ,:–-]*)?)$/iu
const PLACE_CUE_AFTER =
  /^[^.\n]{0,12}\b(?:only|based|residents?|citizens?|preferred|time ?zones?|remote|candidates|or remote|hours|applicants|national)\b|^\s*[)\]|]|^[ ,/]+(?:and |or )?[A-Z][\w. ]{1,20}\s*(?:\)|only|\||$)/iu
const NOT_PLACE =
  /\b(?:headquarter\w*|hq|offices? in|offices? across|clients? (?:in|across|from)|customers|founded|market|markets|users|funded|teams? in|founders|colleagues|university|time ?zones?|(?:working|business|office) hours|overlap)\b/iu
const SOFT = /\b(?:prefer\w*|ideally|preferably|nice|bonus|welcome|plus|bevorzugt|would be great)\b/iu
const HARD =
  /\b(?:only|must|required?|authori[sz]ed|eligible|right to work|work permit|citizens?|residents?|restricted|within|no applicants outside|ausschließlich|nur|solo)\b/iu

/** Remote or not, and from where people may work. `regions` is undefined when a text does not say, or says anywhere. */
export function parsePlace(text: string, sections: readonly Section[]): FoundPlace {
  // A line that states the place beats whatever else a text says of places.
  const stated = STATED.exec(text)
  const said = stated === null ? { text, sections } : { text: blanked(text, stated), sections: [] }
  const isOpen = ANYWHERE.test(said.text) && !/\bonly\b/iu.test(said.text.slice(0, 300))
  return { mode: parseMode(text), regions: isOpen ? undefined : parseRegions(said.text, said.sections) }
}

/** The text with all but one match blanked out: offsets stay as they are. */
function blanked(text: string, { index, 0: kept }: RegExpExecArray): string {
  return ' '.repeat(index) + kept + ' '.repeat(text.length - index - kept.length)
}

function parseMode(text: string): FoundPlace['mode'] {
  const order: readonly (readonly [NonNullable<ParsedGig['mode']>, RegExp])[] = [
    ['onsite', NOT_REMOTE],
    ['either', EITHER],
    ['hybrid', HYBRID],
    ['remote', REMOTE],
    ['onsite', ONSITE],
  ]
  for (const [value, pattern] of order) {
    const match = pattern.exec(text)
    if (match !== null) return { value, span: { start: match.index, end: match.index + match[0].length } }
  }
  return undefined
}

function parseRegions(text: string, sections: readonly Section[]): FoundPlace['regions'] {
  const codes = new Set<string>()
  const spans: Span[] = []
  let isHard = false
  let isSoft = false
  let previous: Span | undefined
  for (const match of text.matchAll(PLACE)) {
    const span = { start: match.index, end: match.index + match[0].length }
    const code = placeCode(match[0])
    if (code === undefined || !(isCued(text, span, sections) || isNext(text, previous, span))) continue
    codes.add(code)
    spans.push(span)
    previous = span
    const around = sentenceAround(text, span)
    const sentence = text.slice(around.start, around.end)
    if (SOFT.test(sentence)) isSoft = true
    else if (HARD.test(sentence) || isFact(sentence)) isHard = true
  }
  if (codes.size === 0) return undefined
  return { codes: withoutParts([...codes]), isHard: isHard || !isSoft, spans }
}

function isCued(text: string, span: Span, sections: readonly Section[]): boolean {
  const sentence = sentenceAround(text, span)
  const before = text.slice(Math.max(sentence.start, span.start - 70), span.start)
  const after = text.slice(span.end, Math.min(sentence.end + 1, span.end + 40))
  if (isFact(text.slice(sentence.start, sentence.end))) return true
  const kind = sectionAt(sections, span.start)
  if (kind === 'company' && !/\b(?:based|remote|only)\b/iu.test(before + after)) return false
  if (NOT_PLACE.test(before.slice(-45)) || /^\s*(?:time ?zones?|hours|offices?|team|market)\b/iu.test(after))
    return false
  return PLACE_CUE_BEFORE.test(before) || PLACE_CUE_AFTER.test(after)
}

/** A line of facts as feeds and threads have it: 'Location: Berlin', 'Acme | Engineer | REMOTE (US)'. */
function isFact(sentence: string): boolean {
  return (
    /^\s*(?:location|region|country|where|standort|place|candidate location)s?\s*:/iu.test(sentence) ||
    (sentence.match(/\|/g) ?? []).length >= 2
  )
}

/** The second of 'US, Canada or Mexico'. */
function isNext(text: string, previous: Span | undefined, span: Span): boolean {
  return (
    previous !== undefined &&
    /^[\s,/&|]*(?:and|or|und|oder|y|o)?[\s,/&|]*$/iu.test(text.slice(previous.end, span.start))
  )
}

/** 'Hamburg, Germany' is one place; 'Germany' inside of 'EU' stays, for somebody took the trouble to name it. */
function withoutParts(codes: readonly string[]): string[] {
  return codes.includes('EU') ? codes.filter((code) => code !== 'EUROPE') : [...codes]
}
