import { z } from 'zod'
import { HubError } from '../../../shared/errors.ts'
import type { Evidence } from '../../../shared/gigs.ts'
import { MAX_PORTFOLIO_PIECES, type PortfolioPiece, portfolioPiece, type Profile } from '../../../shared/profiles.ts'
import type { ResumeReading } from '../../../shared/resumes.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { parseLanguages } from '../parsing/parse-terms.ts'
import { zoneOfPlace } from '../matching/zone-of-place.ts'
import { levelOfYears } from './read-resume.ts'

const SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'
const MAX_LIST = 200
const MAX_ROLES = 20
const LEVELS = { learning: 'Beginner', working: 'Intermediate', expert: 'Expert' } as const

const words = z.string().trim().max(2000).catch('')
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.slice(0, MAX_LIST).flatMap((one) => item.safeParse(one).data ?? []))

const country = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/u)

/**
 * JSON Résumé 1.0.0, read leniently: a part that is not as it should be is left out. The standard lets one add fields of
 * one's own: `roles` and `places` in basics, `years` of a skill, `solution` and `result` of a project are ours.
 */
const jsonResume = z.object({
  basics: z
    .object({
      label: words,
      roles: list(z.string().trim().min(1).max(80)),
      places: list(country),
      location: z.object({ countryCode: country.catch(''), city: words }).catch({ countryCode: '', city: '' }),
    })
    .catch({ label: '', roles: [], places: [], location: { countryCode: '', city: '' } }),
  work: list(z.object({ position: words })),
  skills: list(
    z.object({
      name: words,
      level: words,
      keywords: list(z.string()),
      years: z.number().min(0).max(60).optional().catch(undefined),
    }),
  ),
  languages: list(z.object({ language: words, fluency: words })),
  projects: list(
    z.object({
      name: words,
      description: words,
      highlights: list(z.string()),
      url: words,
      solution: words.optional(),
      result: words.optional(),
    }),
  ),
})

/** @throws HubError 'invalid_input' for what is no JSON object. */
export function readJsonResume(json: string): ResumeReading {
  const resume = parsed(json)
  const lines = new Lines()
  const { label, location } = resume.basics
  if (label !== '') lines.add('role', label)
  const positions = resume.work.map(({ position }) => position).filter((position) => position !== '')
  for (const position of positions.slice(0, 3)) lines.add('role', position)
  for (const role of resume.basics.roles.slice(0, MAX_ROLES)) lines.add('role', role)
  const readRoles = [label, ...positions].flatMap((line) => parseRoles(line, '').roles).slice(0, 3)
  const roles = resume.basics.roles.length > 0 ? resume.basics.roles : readRoles

  const places = [...new Set([location.countryCode, ...resume.basics.places].filter((code) => code !== ''))]
  for (const [at, code] of places.entries())
    lines.add('place', at === 0 && location.city !== '' ? `${location.city}, ${code}` : code)
  const skills = new Map<string, ResumeReading['found']['skills'][number]>()
  for (const { name, level, keywords, years } of resume.skills) {
    // With keywords, the name is a heading: 'Web: HTML, CSS'.
    for (const skill of keywords.length === 0 ? [name] : keywords) {
      const trimmed = skill.trim().slice(0, 60)
      if (trimmed === '' || skills.size >= 100 || skills.has(trimmed.toLowerCase())) continue
      lines.add('skill', trimmed, [level, years === undefined ? '' : `${years}`].filter(Boolean).join(', '))
      const known = years === undefined ? {} : { years }
      skills.set(trimmed.toLowerCase(), { name: trimmed, level: levelOf(level, years), ...known })
    }
  }
  const languages = new Set<string>()
  for (const { language, fluency } of resume.languages) {
    const code = /^[a-z]{2}$/u.test(language) ? language : parseLanguages(`${language} language`)[0]?.value
    if (code === undefined) continue
    lines.add('language', language, fluency)
    languages.add(code)
  }
  const portfolio = resume.projects.flatMap((project) => pieceOf(project) ?? []).slice(0, MAX_PORTFOLIO_PIECES)
  for (const { title } of portfolio) lines.add('portfolio', title)
  const level = [label, ...positions].map((line) => parseSeniority(line, '')?.value).find((one) => one !== undefined)
  return {
    text: lines.text,
    evidence: lines.evidence,
    found: {
      headline: label.slice(0, 160),
      roles: [...new Set(roles)].slice(0, MAX_ROLES),
      seniority: level === undefined ? null : level === 'intern' ? 'junior' : level,
      skills: [...skills.values()],
      languages: [...languages],
      places: places.slice(0, 50),
      timeZone: zoneOfPlace(places[0], location.city) ?? null,
      portfolio,
    },
  }
}

/** What the profile says; what one earns and when one is told of gigs is nobody's business. */
export function toJsonResume(name: string, profile: Profile): object {
  const { headline, skills, roles, languages, places, portfolio } = profile
  const languageNames = new Intl.DisplayNames('en', { type: 'language' })
  return {
    $schema: SCHEMA,
    basics: {
      name,
      label: headline || (roles[0] ?? ''),
      roles,
      places,
      ...(places[0] === undefined ? {} : { location: { countryCode: places[0] } }),
    },
    skills: skills.map(({ name: skill, level, years }) => ({
      name: skill,
      level: LEVELS[level],
      ...(years === undefined ? {} : { years }),
    })),
    languages: languages.map((code) => ({ language: languageNames.of(code) ?? code, fluency: 'Professional working' })),
    projects: portfolio.map(({ title, problem, solution, result, url }) => ({
      name: title,
      description: problem,
      highlights: [solution, result].filter((line) => line !== ''),
      solution,
      result,
      ...(url === null ? {} : { url }),
    })),
    meta: { version: 'v1.0.0', lastModified: new Date(profile.updatedAt).toISOString() },
  }
}

function parsed(json: string): z.output<typeof jsonResume> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw new HubError('invalid_input', 'This file is not valid JSON.', { cause })
  }
  const resume = jsonResume.safeParse(value)
  if (!resume.success) throw new HubError('invalid_input', 'This file is JSON, but not a JSON Résumé.')
  return resume.data
}

function levelOf(level: string, years: number | undefined): ResumeReading['found']['skills'][number]['level'] {
  if (/expert|master|advanced|senior|fluent/iu.test(level)) return 'expert'
  if (/beginner|novice|basic|learning|junior/iu.test(level)) return 'learning'
  return level === '' && years !== undefined ? levelOfYears(years) : 'working'
}

function pieceOf(project: z.output<typeof jsonResume>['projects'][number]): PortfolioPiece | undefined {
  const { name, description, highlights } = project
  const [first = '', ...others] = highlights
  const cut = (text: string) => text.slice(0, 600)
  const piece = {
    title: name.slice(0, 120),
    problem: cut(description),
    solution: cut(project.solution ?? first),
    result: cut(project.result ?? others.join(' ')),
  }
  const withLink = portfolioPiece.safeParse({ ...piece, url: project.url })
  return withLink.success ? withLink.data : portfolioPiece.safeParse(piece).data
}

/** The parts that were read, a line each, and where each of them stands. */
class Lines {
  text = ''
  readonly evidence: Evidence[] = []

  add(field: string, value: string, more = ''): void {
    if (this.text !== '') this.text += '\n'
    this.evidence.push({ field, start: this.text.length, end: this.text.length + value.length })
    this.text += more === '' ? value : `${value} (${more})`
  }
}
