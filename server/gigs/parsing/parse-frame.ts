import type { GigTerms } from '../../../shared/gigs.ts'
import { dateAt } from './dates-in-text.ts'
import { linksIn, sentenceAround, type Span } from './text-map.ts'

export interface FoundFrame {
  terms: GigTerms
  spans: { field: string; span: Span }[]
}

interface Told<T> extends Span {
  value: T
}

const COUNTED = new Map(
  [
    'one two three four five six seven eight nine ten eleven twelve',
    'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
    'un dos tres cuatro cinco seis siete ocho nueve diez once doce',
    'un deux trois quatre cinq six sept huit neuf dix onze douze',
  ].flatMap((words) => words.split(' ').map((word, at) => [word, at + 1] as const)),
)
const COUNT = [String.raw`\d{1,2}`, ...COUNTED.keys()].join('|')
const TO = String.raw`\s?(?:-|–|to|bis|a|à)\s?`
const WEEK = String.raw`(?:week|wk|w(?![\p{L}])|woche|semana|semaine|settimana)`
const HOURS = new RegExp(
  String.raw`(?<![\d.,$€£])(?:(?<least>\d{1,2})${TO})?(?<most>\d{1,2})\s?\+?\s?(?:hours?|hrs?|h|std\.?|stunden|horas|heures|ore)\s?(?:\/|per|an?|each|every|pro|por|par|die|in der|in a|la|weekly)?\s?(?:${WEEK}|weekly)|週(?<weekly>\d{1,2})時間`,
  'iu',
)
/** Not those of an office: 'two days a week in Berlin'. */
const DAYS = new RegExp(
  String.raw`(?<![\d.,])(?:(?<least>[1-5])${TO})?(?<most>[1-5]|one|two|three|four)\s(?:days?|tage?)\s(?:an?|per|each|pro|die|in der)\s${WEEK}(?!\s(?:in|at|on|from|home|remote))`,
  'iu',
)
const HOURS_OF_DAY = 8
const LENGTH = new RegExp(
  String.raw`(?<![\p{L}\d.,$€£])(?:(?<least>${COUNT})${TO})?(?<most>${COUNT})[\s-]?\+?\s?(?<unit>months?|mos?(?![\p{L}])|monate?n?|meses|mois|weeks?|wochen?|semanas?|semaines?)(?![\p{L}])`,
  'giu',
)
const LASTS =
  /\b(?:duration|contract|engagement|assignment|project|mission|gig|freelance|temporary|term|laufzeit|befristet\w*|dauer|durée|duración|initial\w*|extension|interim|length|est\.?|for (?:about |up to |an? (?:initial )?)?$)\b|\bfor (?:about |up to |the next |an initial )?$|(?<!\p{L})(?:für (?:zunächst |vorerst |ca\. |etwa |rund )?|durante |pendant |por |projekt\w* (?:von|über) |vertrag (?:von|über) |proyecto de |contrato de |contrat de )$/iu
const LASTS_NOT =
  /\b(?:notice|parental|maternity|paternity|leave|probation|probezeit|ago|old|experience|erfahrung|every|each|last|past|first|within|vacation|holidays?|paid|trial|runway|per|raised|since|after|interview|days off|severance|warranty|updates?)\b/iu
const WEEKS_OF_MONTH = 4.35

/** 'Remote, 75 EUR per hour, 4 months.', 'Three months from January': said by itself. */
const ALONE_BEFORE = /(?:^|[.,;|(\n•])\s*$/u
const ALONE_BEHIND = /^\s*(?:[.,;|)\n]|$|(?:from|starting|ab|desde)\s)/iu

const START =
  /\b(?:start(?:s|ing)?(?: date)?|begin(?:n|ning|s)?|projektstart|einstieg|inicio|incorporación|début|fecha de inicio|ab(?: dem)?|partir (?:del?|du|de)|(?:months?|weeks?|monate|wochen) (?:from|starting|ab))\s*[:–-]?\s*(?:is |on |from |in |am |ab |im |le |el |the |date )*/giu
const AT_ONCE =
  /^(?:asap|as soon as possible|immediate(?:ly)?|right away|at once|sofort|ab sofort|inmediat\w*|immédiat\w*|now(?![\p{L}]))/iu
const AT_ONCE_ANYWHERE =
  /\b(?:asap start|start asap|ab sofort|immediate start|start immediately|dès que possible)\b|即日/iu
const CLOSES =
  /\b(?:apply (?:by|before|until)|applications? (?:close[sd]?|due|accepted|open)(?: on| by| until)?|(?:application )?deadline|closing date|closes(?: on)?|bewerbungsfrist|bewerbung(?:en)? bis(?: zum)?|bewirb dich bis(?: zum)?|fecha límite|date limite|open until)\s*(?:is|for applications)?\s*[:–-]?\s*(?:the |zum |el |le )?|締切[:：]?\s*/giu

const APPLY =
  /\b(?:to apply|how to apply|apply|applications?|e-?mail|send (?:us|your|a|an|me)|contact|reach out|get in touch|write to|dm|bewirb|bewerbung|bewerben|postul\w+|candidat\w+|envía\w*|envoy\w+)\b|応募/giu
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/u
const WEB = /https?:\/\/[^\s)>\]"']+/u
/** At the beginning of a sentence; in the middle, posts tell of people who dare not apply. */
const SAYS_HOW =
  /^[\s•*-]*(?:please |to apply\b,?:? ?|how to apply: ?)?(?:(?:e-?mail|send|dm|contact|message) (?:us|me|your|a|an)\b|apply (?:by|with|through|via)\b|tell (?:us|me)\b|bewirb dich (?:mit|bei|über)\b|schick)/iu
const MAX_APPLY = 200

/** How much, how long, from when, until when one may apply, and how. `postedAt` (Unix epoch, ms) tells the year of '1 March'. */
export function parseFrame(text: string, postedAt: number | undefined): FoundFrame {
  const hours = hoursIn(text)
  const months = monthsIn(text)
  const start = startIn(text, postedAt)
  const closes = dayBehind(text, CLOSES, postedAt)
  const apply = applyIn(text)
  const found = { hours, 'project length': months, start, 'closing date': closes, 'how to apply': apply }
  return {
    terms: {
      hours: hours?.value ?? null,
      months: months?.value ?? null,
      start: start?.value ?? null,
      closes: closes?.value ?? null,
      apply: apply?.value ?? null,
    },
    spans: Object.entries(found).flatMap(([field, span]) => (span === undefined ? [] : [{ field, span }])),
  }
}

function told<T>(match: RegExpExecArray, value: T): Told<T> {
  return { value, start: match.index, end: match.index + match[0].length }
}

function counted(word: string): number {
  return COUNTED.get(word.toLowerCase()) ?? Number(word)
}

function rangeOf(match: RegExpExecArray, times: number): [number, number] {
  const { least, most = match.groups?.['weekly'] ?? '' } = match.groups ?? {}
  const high = Math.round(counted(most) * times * 10) / 10
  const low = least === undefined ? high : Math.round(counted(least) * times * 10) / 10
  return low <= high ? [low, high] : [high, high]
}

function hoursIn(text: string): Told<[number, number]> | undefined {
  const hours = HOURS.exec(text)
  if (hours !== null) {
    const [low, high] = rangeOf(hours, 1)
    if (high >= 1 && high <= 60) return told(hours, [low, high])
  }
  const days = DAYS.exec(text)
  if (
    days === null ||
    /\b(?:office|on-?site|vor ort|büro)\b[^.\n]*$/iu.test(text.slice(Math.max(0, days.index - 60), days.index))
  )
    return undefined
  return told(days, rangeOf(days, HOURS_OF_DAY))
}

function monthsIn(text: string): Told<[number, number]> | undefined {
  for (const match of text.matchAll(LENGTH)) {
    const span = { start: match.index, end: match.index + match[0].length }
    const sentence = sentenceAround(text, span)
    const [before, after] = [text.slice(sentence.start, span.start), text.slice(span.end, sentence.end)]
    const near = before.slice(-45) + after.slice(0, 30)
    const isAlone =
      ALONE_BEFORE.test(text.slice(Math.max(0, span.start - 8), span.start)) &&
      ALONE_BEHIND.test(text.slice(span.end, span.end + 12))
    const isLength = isAlone || LASTS.test(before.slice(-45)) || LASTS.test(after.slice(0, 30))
    if (!isLength || (!isAlone && LASTS_NOT.test(near))) continue
    const isWeeks = /^(?:w|sem)/iu.test(match.groups?.['unit'] ?? '')
    const [low, high] = rangeOf(match, isWeeks ? 1 / WEEKS_OF_MONTH : 1)
    if (high > 0 && high <= 60) return { value: [low, high], ...span }
  }
  return undefined
}

function startIn(text: string, postedAt: number | undefined): Told<string> | undefined {
  for (const match of text.matchAll(START)) {
    const at = match.index + match[0].length
    const now = AT_ONCE.exec(text.slice(at, at + 40))
    if (now !== null) return { value: 'asap', start: match.index, end: at + now[0].length }
    const date = dateAt(text.slice(at, at + 40), postedAt)
    if (date !== undefined) return { value: date.value, start: match.index, end: at + date.length }
  }
  const anywhere = AT_ONCE_ANYWHERE.exec(text)
  return anywhere === null ? undefined : told(anywhere, 'asap')
}

/** A whole day only: 'by March' closes nothing. */
function dayBehind(text: string, cue: RegExp, postedAt: number | undefined): Told<string> | undefined {
  for (const match of text.matchAll(cue)) {
    const at = match.index + match[0].length
    const date = dateAt(text.slice(at, at + 40), postedAt)
    if (date?.value.length === 'YYYY-MM-DD'.length)
      return { value: date.value, start: match.index, end: at + date.length }
  }
  return undefined
}

/** An address that stands with words of applying; else the sentence that says how. */
function applyIn(text: string): Told<string> | undefined {
  const links = linksIn(text)
  let instruction: Told<string> | undefined
  for (const match of text.matchAll(APPLY)) {
    // Not the 'apply' of an address.
    if (links.some(({ start, end }) => start <= match.index && match.index < end)) continue
    const { start, end } = lineAround(text, match.index)
    const rest = text.slice(match.index, end)
    const address = MAIL.exec(rest) ?? WEB.exec(rest)
    if (address !== null) {
      const value = address[0].replace(/[.,;:]+$/u, '')
      const from = match.index + address.index
      return { value, start: from, end: from + value.length }
    }
    const sentence = sentenceAround(text, { start: match.index, end: match.index + match[0].length })
    const words = text.slice(Math.max(start, sentence.start), sentence.end + 1).trim()
    if (instruction === undefined && SAYS_HOW.test(words) && words.length > 12 && words.length <= MAX_APPLY) {
      const from = text.indexOf(words, Math.max(0, sentence.start))
      instruction = { value: words, start: from, end: from + words.length }
    }
  }
  return instruction
}

function lineAround(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at) + 1
  const end = text.indexOf('\n', at)
  return { start, end: end === -1 ? text.length : end }
}
