import { type ProfileInput, profileInput } from '../../../shared/profiles.ts'
import { findSkills } from '../parsing/find-skills.ts'
import { parseLanguages } from '../parsing/parse-terms.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { PLACE, placeCode } from '../parsing/places.ts'
import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'

export interface DescribedPerson {
  /** A résumé, or what somebody says of themselves; plain text. */
  text: string
  skills?: readonly string[] | undefined
  location?: string | undefined
}

const HEAD = 400
const OFTEN = 3

/** Reads a profile out of what a person wrote. What the text does not say stays open: it then neither helps nor harms. */
export function profileFromText({ text, skills = [], location }: DescribedPerson): ProfileInput {
  const mentions = new Map<string, number>()
  for (const { skill } of findSkills(text)) mentions.set(skill, (mentions.get(skill) ?? 0) + 1)
  for (const skill of skills.map(canonicalSkill)) mentions.set(skill, (mentions.get(skill) ?? 0) + OFTEN)
  const head = text.slice(0, HEAD)
  const [firstLine = ''] = text.split('\n', 1)
  return profileInput.parse({
    headline: firstLine.slice(0, 160),
    skills: [...mentions]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, 100)
      .map(([name, count]) => ({ name: name.slice(0, 60), level: count >= OFTEN ? 'expert' : 'working' })),
    roles: parseRoles(firstLine, head).roles,
    seniority: seniorityOf(head, text),
    languages: languagesOf(text),
    places: placesOf(location, head),
  })
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
