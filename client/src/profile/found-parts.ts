import type { ProfileInput } from '../../../shared/profiles.ts'
import type { ResumeReading } from '../../../shared/resumes.ts'

type Found = ResumeReading['found']

const LABELS = {
  headline: 'profile.headline',
  roles: 'profile.roles',
  seniority: 'profile.seniority',
  skills: 'profile.skills',
  languages: 'profile.languages',
  places: 'profile.places',
  timeZone: 'profile.timeZone',
  portfolio: 'profile.portfolio',
} as const satisfies Record<keyof Found, string>

export type PartName = keyof Found

export interface FoundPart {
  name: PartName
  label: (typeof LABELS)[PartName]
  words: string
}

/** What a résumé says, part by part, in words; parts that it does not speak of are left out. */
export function foundParts(found: Found, language: string): FoundPart[] {
  const list = new Intl.ListFormat(language, { type: 'unit' })
  const regions = new Intl.DisplayNames(language, { type: 'region' })
  const languages = new Intl.DisplayNames(language, { type: 'language' })
  const years = new Intl.NumberFormat(language, { style: 'unit', unit: 'year', unitDisplay: 'short' })
  const words: Record<PartName, string> = {
    headline: found.headline,
    roles: list.format(found.roles),
    seniority: found.seniority ?? '',
    skills: list.format(
      found.skills.map((skill) =>
        skill.years === undefined ? skill.name : `${skill.name} (${years.format(skill.years)})`,
      ),
    ),
    languages: list.format(found.languages.map((code) => languages.of(code) ?? code)),
    places: list.format(found.places.map((code) => regions.of(code) ?? code)),
    timeZone: found.timeZone ?? '',
    portfolio: list.format(found.portfolio.map(({ title }) => title)),
  }
  return (Object.keys(LABELS) as PartName[])
    .filter((name) => words[name] !== '')
    .map((name) => ({ name, label: LABELS[name], words: words[name] }))
}

/** Lists grow by what is new in them; what one said oneself of a skill stays. */
export function takenOver(profile: ProfileInput, found: Found, names: readonly PartName[]): Partial<ProfileInput> {
  const known = new Set(profile.skills.map(({ name }) => name.toLowerCase()))
  const titles = new Set(profile.portfolio.map(({ title }) => title.toLowerCase()))
  const all = {
    headline: found.headline,
    roles: [...new Set([...profile.roles, ...found.roles])].slice(0, 20),
    seniority: found.seniority,
    skills: [...profile.skills, ...found.skills.filter(({ name }) => !known.has(name.toLowerCase()))].slice(0, 100),
    languages: [...new Set([...profile.languages, ...found.languages])].slice(0, 20),
    places: [...new Set([...profile.places, ...found.places])].slice(0, 50),
    timeZone: found.timeZone ?? profile.timeZone,
    portfolio: [...profile.portfolio, ...found.portfolio.filter(({ title }) => !titles.has(title.toLowerCase()))].slice(
      0,
      30,
    ),
  }
  return Object.fromEntries(names.map((name) => [name, all[name]]))
}
