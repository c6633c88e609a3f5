import { type ProfileInput, profileInput } from '../../../shared/profiles.ts'
import { findFields, findSkills } from '../parsing/find-skills.ts'
import { parsePay } from '../parsing/parse-pay.ts'
import { parseLanguages } from '../parsing/parse-terms.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { PLACE, placeCode, TOWN } from '../parsing/places.ts'
import { roleOfSkills } from '../parsing/role-of-skills.ts'
import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'
import { zoneOfPlace } from './zone-of-place.ts'

export interface DescribedPerson {
  /** A résumé, or what somebody says of themselves; plain text. */
  text: string
  skills?: readonly string[] | undefined
  location?: string | undefined
}

const HEAD = 400
const LEAST = /\b(?:minimum|at least|not (?:below|under|less than)|no less than|floor|mindestens|starting at)\b/iu
const OFTEN = 3
/** A line of facts as threads have them: it names no trade. */
const FACT =
  /^\s*(?:location|remote|willing to relocate|relocat\w+|technologies|skills|languages|r[ée]sum[ée](?:\/cv)?|cv|e-?mail|website|github|linkedin|portfolio|rate|availability)s?\s*:/iu
const SEEKING = /^\s*seeking work\s*\|?/iu
const YEARS =
  /\b(\d{1,2}|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\+?\s*(?:years?|yrs\.?|jahren?|años|ans)(?![\p{L}])/iu
const YEARS_IN_WORDS = new Map(
  Object.entries({ five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fifteen: 15, twenty: 20 }),
)

export interface ReadProfile {
  profile: ProfileInput
  /** False: `profile.timeZone` is a default that says nothing. */
  zoneKnown: boolean
}

/** Reads a profile out of what a person wrote. What the text does not say stays open: it then neither helps nor harms. */
export function profileFromText({ text, skills = [], location }: DescribedPerson): ReadProfile {
  const mentions = new Map<string, number>()
  for (const { skill } of findSkills(text)) mentions.set(skill, (mentions.get(skill) ?? 0) + 1)
  // What a post only mentions, a person has done.
  for (const { skill } of findFields(text)) if (!mentions.has(skill)) mentions.set(skill, 1)
  for (const skill of skills.map(canonicalSkill)) mentions.set(skill, (mentions.get(skill) ?? 0) + OFTEN)
  const head = text.slice(0, HEAD)
  const firstLine = text.split('\n').find((line) => line.trim() !== '' && !FACT.test(line)) ?? ''
  const places = placesOf(location, head)
  const zone = zoneOfPlace(places[0], location ?? head)
  const profile = profileInput.parse({
    headline: firstLine.replace(SEEKING, '').trim().slice(0, 160),
    skills: [...mentions]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, 100)
      .map(([name, count]) => ({ name: name.slice(0, 60), level: count >= OFTEN ? 'expert' : 'working' })),
    roles: rolesOf(firstLine, text, [...mentions.keys()]),
    seniority: seniorityOf(head, text),
    languages: languagesOf(text),
    places,
    rateFloor: floorIn(text),
    ...(zone === undefined ? {} : { timeZone: zone }),
  })
  return { profile, zoneKnown: zone !== undefined }
}

function rolesOf(firstLine: string, text: string, skills: readonly string[]): string[] {
  const named = parseRoles(firstLine.replace(SEEKING, ''), text.slice(0, HEAD)).roles
  const role = named.length > 0 ? undefined : roleOfSkills(skills)
  return role === undefined ? named : [role]
}

/** Only what is called a least: 'rate: $60' is where somebody begins to talk. */
function floorIn(text: string): ProfileInput['rateFloor'] {
  const said = LEAST.exec(text)
  const pay = said === null ? undefined : parsePay(text.slice(Math.max(0, said.index - 40), said.index + 60))?.pay
  const least = pay?.min ?? pay?.max ?? null
  if (pay === undefined || least === null || pay.period === 'project' || pay.period === 'unit') return null
  return { amountCents: Math.round(least * 100), currency: pay.currency, period: pay.period }
}

function seniorityOf(head: string, text: string): ProfileInput['seniority'] {
  const value = parseSeniority(head, text)?.value
  if (value !== undefined) return value === 'intern' ? 'junior' : value
  const said = YEARS.exec(text)?.[1]?.toLowerCase()
  if (said === undefined) return null
  const years = YEARS_IN_WORDS.get(said) ?? Number(said)
  return years > 45 ? null : years >= 5 ? 'senior' : years >= 2 ? 'mid' : 'junior'
}

/** Only where several are named: who writes of none speaks English and perhaps others. */
function languagesOf(text: string): string[] {
  const spoken = parseLanguages(text).map(({ value }) => value)
  return spoken.length === 0 ? [] : [...new Set(['en', ...spoken])]
}

function placesOf(location: string | undefined, head: string): string[] {
  const stated =
    location ??
    /\b(?:location|based in|located in|living in|live in|wohnhaft in|standort|from|aus)\b:?\s*([^\n.;|]{2,60})/iu.exec(
      head,
    )?.[1] ??
    placeAlone(head)
  if (stated === undefined) return []
  const codes = [...stated.matchAll(PLACE), ...stated.matchAll(TOWN)].map(([name]) => placeCode(name))
  return [
    ...new Set(codes.filter((code) => code !== undefined && /^[A-Z]{2}$/u.test(code) && code !== 'EU')),
  ] as string[]
}

/** 'iOS developer | Berlin | remote', 'Austin, TX.': a place that stands by itself, not one that clients are in. */
function placeAlone(head: string): string | undefined {
  const lines = head
    .split('\n')
    .filter((line) => !/\brelocat/iu.test(line))
    .join('\n')
  return [...lines.matchAll(TOWN), ...lines.matchAll(PLACE)].find(
    ({ 0: name, index }) =>
      placeCode(name) !== undefined &&
      /(?:^|[|\n•.(]\s*)$/u.test(lines.slice(0, index)) &&
      /^\s*(?:[|\n.,)•]|$)/u.test(lines.slice(index + name.length)),
  )?.[0]
}
