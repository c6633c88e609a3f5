import type { ParsedGig } from '../../../shared/gigs.ts'
import { isCountry, namesTown, PLACE, placeCode, TOWN } from './places.ts'
import { type Section, sectionAt, sentenceAround, type Span } from './text-map.ts'

export interface FoundPlace {
  mode: { value: NonNullable<ParsedGig['mode']>; span: Span } | undefined
  regions: { codes: string[]; isHard: boolean; spans: Span[] } | undefined
}

const ANYWHERE =
  /\b(?:world-?wide|anywhere(?! (?:in|within|across|on|from) (?!the (?:world|globe)|earth)| we )|from anywhere(?! (?:in|within|across) (?!the world)| we )|fully distributed|any (?:location|country|time ?zone)|global(?:ly)? remote|remote[ ,(–-]+(?:global(?:ly)?|worldwide)|all locations|ortsunabhängig|weltweit|desde cualquier lugar)\b/iu
const NOT_REMOTE =
  /\b(?:not (?:a |fully )?remote|no remote|non[- ]remote|remote (?:is |work is )?not|isn['’]t remote|kein(?:e)? (?:remote|home ?office)|onsite only|on-site only|in[- ]office only|100 ?% (?:on-?site|presencial|vor ort))\b/iu
const HYBRID =
  /\b(?:hybrid|hybride|híbrid[oa]|(?:1|2|3|4|one|two|three|four)(?:\s?(?:-|–|to)\s?\d)? days?(?: (?:a|per|each|every|\/) ?(?:week|month|fortnight))? (?:in (?:the |our )?(?:office|person)|on-?site|at (?:the|our) (?:office|site))|(?:on-?site|in[- ]person|in (?:the |our )?office)[^.\n|]{0,30}\b(?:[1-4]|one|two|three|four)(?:\s?(?:-|–|to)\s?[1-4])? days? (?:a|per|each|every) (?:week|month|fortnight)|(?:[1-4]|eine?[nmr]?|zwei|drei|vier)(?:\s?(?:-|–|bis)\s?[1-4])? tage?n? (?:(?:pro|in der|die|im|je) (?:woche|monat)|im (?:home[- ]?office|büro)|home[- ]?office|vor ort|präsenz|remote)|(?:\d|one|two|three|four)(?:\s?(?:-|–|to)\s?\d)? days? (?:a|per|each|\/) ?(?:week|month) (?:in|at|on|from)[ -](?:the |our |home|site|office)|(?:\d|one|two|three|four) (?:days?|tage?)[^.\n]{0,12}(?:in[- ](?:the |our )?office|vor ort|im büro)|partly remote|partially remote|\d(?:\s?[–-]\s?\d)?x ?(?:\/|per |a )? ?week (?:in|at) (?:the |our )?office|\(up to \d+ ?% remote\)|\d (?:remote|home[- ]?office)(?: working)? days?|anteilig remote|teilweise remote|[1-9]\d ?% (?:remote|home ?office|on-?site)|télétravail partiel|teletrabajo parcial|\d jours?(?: de| en| sur| au)? (?:télétravail|présence|présentiel|site|bureau)|\d días? (?:de )?(?:teletrabajo|oficina))\b|ハイブリッド/iu
const EITHER =
  /\b(?:(?:on-?site|office|hybrid|in[- ]person|local)(?: ?\([^)\n]*\))? ?(?:&|\+|\/|and|or) ?remote|remote, hybrid,? (?:or|oder) (?:on-?site|vor ort)|remote (?:or|\/|and\/or) (?:on-?site|in[- ]office|in person|office|hybrid)|(?:on-?site|office|hybrid|in[- ]person) (?:or|\/) (?:\w+ )?remote|remote(?: work)? (?:is )?(?:possible|optional|friendly|an option)|option(?:al)? (?:to work )?remote|remote or\b(?! (?:flexible|distributed))|or (?:fully |100% )?(?:remote|home ?office)(?! (?:first|team|work)|ly)|oder (?:remote|home ?office)|remoto ou\b|ou remoto|(?:home[- ]?office|remote|télétravail|teletrabajo) (?:möglich|possible|posible)(?![^.\n]{0,40}\bhybrid)|o (?:en )?remoto|remote ok\b)/iu
const REMOTE =
  /\b(?:remote(?:ly)?(?! (?:sens|control|desktop|site|server|procedure|monitoring|access|support|patient|diagnos))|100 ?% remote|fully remote|remote-first|work(?:ing)? from home|wfh|from home|work from anywhere|telecommute|telework|home[- ]?office|home[- ]based|distributed team|teletrabajo|remot[oa]|télétravail|anywhere in the world|you can be anywhere|wherever you (?:want|like|are|live|prefer)|zdalnie|zdalna)\b|à distance|フルリモート|リモート|在宅/iu
const ONSITE =
  /\b(?:wfo|work from office|on-?site|on site)\b(?! (?:visit|week|meeting|gym|day|interview|workshop|event|parking|medical|search|conversion|seo|chef|childcare|amenities))|\b(?:in[- ]office|in[- ]person(?! (?:event|meeting|retreat|collaboration|interview))|vor ort|presencial|sur site|in (?:our|the) [\p{L} ,-]{2,30}? office|at our [\p{L} ,-]{2,30}? (?:office|lab|site|studio|headquarters|hq))\b|出社|常駐/iu
/** Small print of employers with all sorts of places to work: it says nothing of this one. */
const BOILERPLATE =
  /\b(?:flexible approach to work|work schedules|(?:remote|hybrid|office|field)(?:, (?:remote|hybrid|office|field|on-?site)){1,3}(?:,)? (?:or|and) (?:remote|hybrid|office|field)(?: office)?)\b/iu
const STATED_MODE =
  /^[ \t*•-]*(?:remote|workplace(?: type)?|work (?:mode|model|type|arrangement)|location type|arbeitsmodell)[ \t]*:[ \t]*(\S.*)$/imu

const STATED =
  /^[ \t]*(?:candidate |work |job )?(?:location|region|standort|einsatzort|ubicación)s?[ \t]*:[ \t]*\S.*$|勤務地[:：][^。\n]*/imu

/** A place counts where a text speaks of where people are, not of offices, clients or markets. */
const PLACE_CUE_BEFORE =
  /(?:\b(?:locations?|region|country|countries|where|standort|ubicación|place)\s*:?[^.\n]{0,40}|\b(?:based|located|reside|residing|resident|residents|living|live|remot[oa]|télétravail|authorized to work|eligible to work|right to work|work permit|citizens? of|remote|within|anywhere|candidates?|people|freelancers?|developers?|contractors?|applicants?|hiring|hire|open to|only|from|across|restricted to|site|onsite|on-site|hybrid|office|must be|you(?:['’]re| are))\b[^.\n]{0,45}|(?<!\p{L})(?:bas[ée]e?s?|situ[ée]e?s?|sediad[oa]|ubicad[oa]|localizad[oa]|residente|wohnhaft|ansässig|innerhalb|desde|depuis)(?!\p{L})[^.\n]{0,30}|(?:\bremote[ ,:–—(-]+|(?:^|\|)\s*)(?:remote[ ,:–-]*)?)$/iu
const PLACE_CUE_AFTER =
  /^[^.\n]{0,12}\b(?:only|based|residents?|citizens?|preferred|time ?zones?|remote|candidates|or remote|hours|applicants|national)\b|^\s*[\]|]|^[ ,/]+(?:and |or )?[A-Z][\w. ]{1,20}\s*(?:\)|only|\||$)/iu
/** Right before a place, whatever else its sentence speaks of. */
const IS_WHERE =
  /\b(?:remote(?:ly)?|on-?site|in[- ]person|based|located|reside|residing|live|living|candidates|freelancers|hire|hiring|only)(?: (?:people|anywhere|only))? (?:in|from|within|across|throughout) (?:the )?$/iu
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

type Mode = NonNullable<ParsedGig['mode']>

const MODES: readonly (readonly [Mode, RegExp])[] = [
  ['onsite', NOT_REMOTE],
  ['either', EITHER],
  ['hybrid', HYBRID],
  ['remote', REMOTE],
  ['onsite', ONSITE],
]

/** The line that states it, else the header, else the first that the text says. */
function parseMode(text: string): FoundPlace['mode'] {
  const stated = STATED_MODE.exec(text)
  const value = stated?.[1] ?? ''
  if (stated !== null) {
    const span = { start: stated.index, end: stated.index + stated[0].length }
    if (/^(?:yes|ja|true|sí|oui)\b/iu.test(value)) return { value: 'remote', span }
    const known = modeIn(value)
    if (known !== undefined) return { value: known.value, span }
  }
  const [header = ''] = text.split('\n', 1)
  const inHeader = header.split('|').length > 2 ? modeIn(header) : undefined
  if (inHeader?.value === 'remote' && isTownOrRemote(header)) return { ...inHeader, value: 'either' }
  if (inHeader !== undefined) return inHeader
  const place = /^[ \t]*(?:location|standort|ubicación)s?[ \t]*:[^\n]*/imu.exec(text)
  const inPlace = place === null ? undefined : modeIn(place[0])
  if (place !== null && inPlace !== undefined) {
    return {
      value: inPlace.value,
      span: { start: place.index + inPlace.span.start, end: place.index + inPlace.span.end },
    }
  }
  return modeIn(text)
}

/** 'Denver / Remote (US)', 'SF & REMOTE', 'REMOTE (US) + Boston': there or remote. */
function isTownOrRemote(header: string): boolean {
  return header.split(/\||\s[-–—]\s/u).some((part) => {
    const before = /^(.*?)\s*(?:[/&+]|\bor\b)\s*(?:fully |100 ?% )?remote\b/iu.exec(part)?.[1]
    const behind = /\bremote\s?(?:\([^)]*\))?\s*[/&+]\s*(.+)$/iu.exec(part)?.[1]
    return namesTown(before ?? '') || namesTown(behind ?? '')
  })
}

function modeIn(text: string): FoundPlace['mode'] {
  const said = text.replace(new RegExp(BOILERPLATE, 'giu'), (words) => ' '.repeat(words.length))
  for (const [value, pattern] of MODES) {
    const match = pattern.exec(said)
    if (match !== null) return { value, span: { start: match.index, end: match.index + match[0].length } }
  }
  return undefined
}

/** Asked first: looking for towns costs ten times as much. */
const HAS_STATE = /, [A-Z]{2}(?![\p{L}])/u

function parseRegions(text: string, sections: readonly Section[]): FoundPlace['regions'] {
  const codes = new Set<string>()
  const spans: Span[] = []
  let isHard = false
  let isSoft = false
  let previous: Span | undefined
  const towns = HAS_STATE.test(text) ? text.matchAll(TOWN) : []
  const mentions = [...text.matchAll(PLACE), ...towns].toSorted((a, b) => a.index - b.index)
  for (const match of mentions) {
    const span = { start: match.index, end: match.index + match[0].length }
    const code = placeCode(match[0])
    if (code === undefined || !(isCued(text, span, sections) || isNext(text, previous, span))) continue
    codes.add(code)
    spans.push(span)
    previous = span
    if (isAbbreviation(match[0])) for (const next of codesBehind(text, span)) codes.add(next)
    const around = sentenceAround(text, span)
    const sentence = text.slice(around.start, around.end)
    if (SOFT.test(sentence)) isSoft = true
    else if (HARD.test(sentence) || isFact(sentence)) isHard = true
  }
  if (codes.size === 0) return undefined
  return { codes: withoutParts([...codes]), isHard: isHard || !isSoft, spans }
}

/** Near the beginning, a place that stands alone between commas is where the work is: 'Part-time, Zürich.' */
const SHORT = 400

function isCued(text: string, span: Span, sections: readonly Section[]): boolean {
  const sentence = sentenceAround(text, span)
  const before = text.slice(Math.max(sentence.start, span.start - 70), span.start)
  const after = text.slice(span.end, Math.min(sentence.end + 1, span.end + 40))
  if (/^\s*(?:time ?zones?|hours|offices?\b(?! \())/iu.test(after) && !/\boffice/iu.test(after)) return false
  if (isFact(text.slice(sentence.start, sentence.end)) || isHeader(text, span)) return true
  if (IS_WHERE.test(before)) return true
  if (/^ (?:start-?up|compan(?:y|ies)|clients?|customers?|agency|firm|team|market|brand)\b/iu.test(after)) return false
  if (
    /\b(?:in|at|from|out of|to) (?:our|the) $/iu.test(before) &&
    /^(?:[ -][\p{L}-]+)? (?:office|lab|studio|site|hq|headquarters)\b/iu.test(after)
  )
    return true
  if (/^ (?:office|lab|studio)\b/iu.test(after) && /(?:^|[.\n])\s*$/u.test(before)) return true
  if (LOCAL_CUE[languageOf(text)]?.test(before) === true && span.start < 900) return true
  const kind = sectionAt(sections, span.start)
  if (kind === 'company' && !/\b(?:based|remote|only)\b/iu.test(before + after)) return false
  if (NOT_PLACE.test(before.slice(-45)) || /^\s*(?:time ?zones?|hours|offices?|team|market)\b/iu.test(after))
    return false
  if (span.start < SHORT && /(?:^|[.,;|\n])\s*$/u.test(text.slice(0, span.start)) && /^\s*(?:[.;|\n,]|$)/u.test(after))
    return true
  if (/[([]\s*$/u.test(before) && /^\s*(?:only)?\s*[)\]]/iu.test(after)) return true
  return PLACE_CUE_BEFORE.test(before) || PLACE_CUE_AFTER.test(after)
}

/** Where a post in another language says where the work is: 'in Köln', 'à Lyon', 'dentro de España'. */
const LOCAL_CUE: Record<string, RegExp> = {
  de: /\b(?:in|im raum|raum|standort|aus|großraum|nähe)\s+$/iu,
  fr: /(?:^|[\s(])(?:à|en|sur|basée? à|région)\s+$/iu,
  es: /\b(?:en|dentro de|desde|solo|toda)\s+$/iu,
  pt: /(?<!\p{L})(?:em|no|na|desde|região de)\s+$/iu,
  it: /\b(?:a|in|su|sede di|zona)\s+$/iu,
}

const WORDS_OF: readonly (readonly [string, RegExp])[] = [
  ['de', /\b(?:und|für|mit|wir|suchen|der|die|das|einen?|oder|bei|zum|dein|ihr)\b/giu],
  ['fr', /\b(?:et|pour|nous|les|des|une|vous|avec|dans|du|au|jours|par|semaine|mission|poste|recherch\w+)\b/giu],
  ['es', /\b(?:para|una|con|los|las|buscamos|empresa|experiencia|requisitos|del|nuestro|trabajo)\b/giu],
  [
    'pt',
    /(?<!\p{L})(?:para|uma|com|os|da|vaga|empresa|experiência|nosso|você|trabalho|conhecimentos?|não|contratação)(?!\p{L})/giu,
  ],
  ['it', /\b(?:per|una|con|gli|della|cerchiamo|azienda|esperienza|requisiti|nostro|lavoro|conoscenza|sede)\b/giu],
]

function languageOf(text: string): string {
  const head = text.slice(0, 1200)
  const words = (head.match(/\p{L}+/gu) ?? []).length
  for (const [language, pattern] of WORDS_OF)
    if ((head.match(pattern) ?? []).length > Math.max(2, words * 0.07)) return language
  return 'en'
}

/** A line of facts as feeds and threads have it: 'Location: Berlin', 'Acme | Engineer | REMOTE (US)'. */
function isFact(sentence: string): boolean {
  return (
    /^\s*(?:(?:candidate |work |job |office )?location|region|country|where|standort|einsatzort|ort|place|lieu|ubicación)s?\s*:|勤務地[:：]/iu.test(
      sentence,
    ) || (sentence.match(/\|/g) ?? []).length >= 2
  )
}

/** A first line in parts, as threads have it: 'Acme - Budapest, Hungary - Full time'. */
function isHeader(text: string, { start }: Span): boolean {
  const line = text.split('\n', 1)[0] ?? ''
  return (
    start < line.length &&
    line.length < 200 &&
    !/[.!?]\s+\p{Lu}/u.test(line) &&
    (line.match(/\s[-–—]+\s|\|/gu) ?? []).length >= 2
  )
}

function isAbbreviation(name: string): boolean {
  return name.length <= 3 && name === name.toUpperCase()
}

/** The others of 'US, UK, CA, AU': codes that are no places on their own. */
function codesBehind(text: string, { end }: Span): string[] {
  const list = /^(?:(?:\s?[,/]\s?|,? (?:and|or) )[A-Z]{2}(?![\p{L}\p{N}]))+/u.exec(text.slice(end, end + 80))?.[0] ?? ''
  return (list.match(/[A-Z]{2}/gu) ?? []).filter((code) => isCountry(code))
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
