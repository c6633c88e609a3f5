import { anyOf, type Span } from './text-map.ts'

export interface FoundHours extends Span {
  /** Lowest and highest UTC offset, hours. */
  tz: [number, number]
}

/** Standard time, hours from UTC; summer time moves a name by one, which the width of working days swallows. */
const ZONES: Record<string, number> = {
  utc: 0,
  gmt: 0,
  wet: 0,
  bst: 1,
  cet: 1,
  cest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  gst: 4,
  ist: 5.5,
  sgt: 8,
  hkt: 8,
  cst: -6,
  jst: 9,
  kst: 9,
  aest: 10,
  aedt: 11,
  nzst: 12,
  est: -5,
  edt: -4,
  et: -5,
  eastern: -5,
  cdt: -5,
  ct: -6,
  central: -6,
  mst: -7,
  mdt: -6,
  mt: -7,
  mountain: -7,
  pst: -8,
  pdt: -7,
  pt: -8,
  pacific: -8,
  brt: -3,
  art: -3,
  berlin: 1,
  london: 0,
  paris: 1,
  madrid: 1,
  amsterdam: 1,
  lisbon: 0,
  'new york': -5,
  'san francisco': -8,
  tokyo: 9,
  sydney: 10,
  singapore: 8,
  dubai: 4,
  india: 5.5,
  portugal: 0,
  germany: 1,
  france: 1,
  spain: 1,
  poland: 1,
  cyprus: 2,
  israel: 2,
  ukraine: 2,
  argentina: -3,
  brazil: -3,
}
const ZONE = anyOf(Object.keys(ZONES))
const OFFSET = String.raw`(?:UTC|GMT)\s?(?<sign>[+\-−–])\s?(?<hours>\d{1,2})(?::?(?<minutes>30|45))?`
const WORKDAY_HOURS = 8

const AREAS: readonly (readonly [RegExp, [number, number]])[] = [
  [/\b(?:UK|British|Irish) (?:time ?zones?|(?:business|working|office) hours|hours|time)\b/u, [0, 0]],
  [/\b(?:Indian?|IST) (?:time ?zones?|(?:business|working) hours|time)\b/u, [5.5, 5.5]],
  [
    /\b(?:US|U\.S\.|American|North American?|USA)(?:[ -]based)? (?:time[ -]?zones?|(?:business|working|work) hours|hours)(?![\p{L}])/u,
    [-8, -5],
  ],
  [/\b(?:US[ /-]+(?:and|or|&) ?Canada|Canadian) (?:time ?zones?|hours)\b/u, [-8, -3.5]],
  [/\b(?:the )?Americas? time ?zones?\b/iu, [-8, -3]],
  [/\b(?:European?|EU|CET-friendly) (?:time ?zones?|(?:business|working) hours|hours)\b/iu, [0, 3]],
  [/\bEMEA (?:time ?zones?|hours)\b/u, [0, 4]],
  [/\b(?:APAC|Asian?|Asia[- ]Pacific) (?:time ?zones?|hours)\b/iu, [5.5, 10]],
]

/** The UTC offsets that a text asks for: 'UTC-8 to UTC-3', 'CET ± 2', 'four hours of overlap with Berlin', 'US time zones'. */
export function parseHours(text: string): FoundHours | undefined {
  return offsetRange(text) ?? zoneRange(text) ?? aroundZone(text) ?? overlap(text) ?? area(text) ?? named(text)
}

function offsetRange(text: string): FoundHours | undefined {
  const second = OFFSET.replaceAll('?<', '?<second_').replace('(?:UTC|GMT)\\s?', '(?:(?:UTC|GMT)\\s?)?')
  const match = new RegExp(`${OFFSET}\\s*(?:to|and|through|until|bis|–|—|-|\\.\\.+|/)\\s*${second}`, 'iu').exec(text)
  const groups = match?.groups
  if (match === null || groups === undefined) return undefined
  const first = offset(groups['sign'], groups['hours'], groups['minutes'])
  const last = offset(groups['second_sign'], groups['second_hours'], groups['second_minutes'])
  return found(match, Math.min(first, last), Math.max(first, last))
}

/** 'EST to PST', 'between GMT and CET'. */
function zoneRange(text: string): FoundHours | undefined {
  const match = new RegExp(
    `\\b(?<low>${ZONE})\\s*(?:time ?zones?)?\\s*(?:to|through|–|—|-|/|and|or)\\s*(?<high>${ZONE})\\b\\s*(?:time ?zones?|(?:business |working )?hours|time\\b|\\))`,
    'iu',
  ).exec(text)
  const [low, high] = [
    ZONES[(match?.groups?.['low'] ?? '').toLowerCase()],
    ZONES[(match?.groups?.['high'] ?? '').toLowerCase()],
  ]
  return match === null || low === undefined || high === undefined
    ? undefined
    : found(match, Math.min(low, high), Math.max(low, high))
}

/** 'CET +/- 3 hours', 'within 2 hours of EST', 'UTC+1 ± 2'. */
function aroundZone(text: string): FoundHours | undefined {
  const zone = `(?:${OFFSET}|\\b(?<zone>${ZONE})\\b)`
  const after = new RegExp(
    `${zone}\\s*(?:time ?zone)?\\s*\\(?\\s*(?:\\+\\s?/\\s?[-−–]|±|plus or minus|plus/minus)\\s*(?<width>\\d{1,2})`,
    'iu',
  ).exec(text)
  const before = new RegExp(
    `(?:within|max\\.?|maximum|\\+\\s?/\\s?-|±)\\s*(?<width>\\d{1,2})\\s*(?:hours?|h|hrs)\\s*(?:time ?zone )?(?:difference )?(?:of|from|around|to|either side of)?\\s*(?:the )?${zone}`,
    'iu',
  ).exec(text)
  const match = after ?? before
  if (match?.groups === undefined) return undefined
  const centre = centreOf(match.groups)
  const width = Number(match.groups['width'])
  return found(match, centre - width, centre + width)
}

/** Who must share n hours of an eight-hour day may be 8 − n hours away. */
function overlap(text: string): FoundHours | undefined {
  const zone = `(?:${OFFSET}|\\b(?<zone>${ZONE})\\b)`
  const pattern = `(?<count>\\d{1,2}|one|two|three|four|five|six|seven|eight)\\+?\\s*(?:hours?|h|hrs)[^.\\n]{0,25}overlap[^.\\n]{0,30}?${zone}`
  const match =
    new RegExp(pattern, 'iu').exec(text) ??
    new RegExp(
      `overlap[^.\\n]{0,25}?(?<count>\\d{1,2}|one|two|three|four|five|six)\\+?\\s*(?:hours?|h|hrs)[^.\\n]{0,25}?${zone}`,
      'iu',
    ).exec(text)
  if (match?.groups === undefined) return undefined
  const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']
  const count = match.groups['count'] ?? '4'
  const hours = /\d/u.test(count) ? Number(count) : words.indexOf(count.toLowerCase())
  const centre = centreOf(match.groups)
  const width = Math.max(0, WORKDAY_HOURS - hours)
  return found(match, centre - width, centre + width)
}

function area(text: string): FoundHours | undefined {
  for (const [pattern, [low, high]] of AREAS) {
    const match = pattern.exec(text)
    if (match !== null) return found(match, low, high)
  }
  return undefined
}

/** 'EST hours', 'CET time zone', 'working hours: PST', '9 to 5 ET', 'Remote (UTC+3)': in that zone, no wider. */
function named(text: string): FoundHours | undefined {
  const zone = `(?:${OFFSET}|\\b(?<zone>${ZONE})\\b)`
  const match =
    new RegExp(`${zone}\\s*(?:time ?zone|business hours|working hours|work hours|hours|time\\b)`, 'iu').exec(text) ??
    new RegExp(
      `(?:time ?zone|(?:business|working) hours|overlap with|hours in)\\s*:?\\s*(?:is |the |in )?${zone}`,
      'iu',
    ).exec(text) ??
    new RegExp(`\\d\\s?(?:am|pm|:00)?\\s*(?:-|–|to)\\s*\\d{1,2}(?::\\d\\d)?\\s?(?:am|pm)?\\s*\\(?${zone}`, 'iu').exec(
      text,
    ) ??
    new RegExp(`\\bremote[ ,:(]{1,3}${OFFSET}`, 'iu').exec(text)
  if (match?.groups === undefined) return undefined
  const centre = centreOf(match.groups)
  return found(match, centre, centre)
}

function centreOf(groups: Record<string, string | undefined>): number {
  const zone = groups['zone']
  return zone === undefined
    ? offset(groups['sign'], groups['hours'], groups['minutes'])
    : (ZONES[zone.toLowerCase()] ?? 0)
}

function offset(sign: string | undefined, hours: string | undefined, minutes: string | undefined): number {
  const value = Number(hours ?? 0) + Number(minutes ?? 0) / 60
  return sign === '+' ? value : -value
}

function found(match: RegExpExecArray, low: number, high: number): FoundHours {
  return { tz: [Math.max(-12, low), Math.min(14, high)], start: match.index, end: match.index + match[0].length }
}
