import { type ProfileInput, profileInput } from '../../../shared/profiles.ts'
import { findSkills } from '../parsing/find-skills.ts'
import { parsePay } from '../parsing/parse-pay.ts'
import { parseLanguages } from '../parsing/parse-terms.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { PLACE, placeCode } from '../parsing/places.ts'
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

export interface ReadProfile {
  profile: ProfileInput
  /** False: `profile.timeZone` is a default that says nothing. */
  zoneKnown: boolean
}

/** Reads a profile out of what a person wrote. What the text does not say stays open: it then neither helps nor harms. */
export function profileFromText({ text, skills = [], location }: DescribedPerson): ReadProfile {
  const mentions = new Map<string, number>()
  for (const { skill } of findSkills(text)) mentions.set(skill, (mentions.get(skill) ?? 0) + 1)
  for (const skill of skills.map(canonicalSkill)) mentions.set(skill, (mentions.get(skill) ?? 0) + OFTEN)
  const head = text.slice(0, HEAD)
  const [firstLine = ''] = text.split('\n', 1)
  const places = placesOf(location, head)
  const zone = zoneOfPlace(places[0], location ?? head)
  const profile = profileInput.parse({
    headline: firstLine.slice(0, 160),
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
  const named = parseRoles(firstLine, text.slice(0, HEAD)).roles
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
  return value === undefined ? null : value === 'intern' ? 'junior' : value
}

/** Only where several are named: who writes of none speaks English and perhaps others. */
function languagesOf(text: string): string[] {
  const spoken = parseLanguages(text).map(({ value }) => value)
  return spoken.length === 0 ? [] : [...new Set(['en', ...spoken])]
}

function placesOf(location: string | undefined, head: string): string[] {
  const stated =
    location ?? /\b(?:location|based in|located in|living in|from)\b:?\s*([^\n.;|]{2,60})/iu.exec(head)?.[1]
  if (stated === undefined) return []
  const codes = [...stated.matchAll(PLACE)].map(([name]) => placeCode(name))
  return [
    ...new Set(codes.filter((code) => code !== undefined && /^[A-Z]{2}$/u.test(code) && code !== 'EU')),
  ] as string[]
}
