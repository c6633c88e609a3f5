import type { Evidence } from '../../../shared/gigs.ts'
import type { ProfileInput } from '../../../shared/profiles.ts'
import type { ResumeReading } from '../../../shared/resumes.ts'
import { zoneOfPlace } from '../matching/zone-of-place.ts'
import { findSkills } from '../parsing/find-skills.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { parseLanguages } from '../parsing/parse-terms.ts'
import { PLACE, placeCode } from '../parsing/places.ts'
import { type Line, listedLanguages, listedProjects, withoutContacts } from './resume-sections.ts'

type Skill = ProfileInput['skills'][number]

/** Who writes a résumé says in its first lines what they are and where they live. */
const HEAD_LINES = 8
const MAX_ROLE_LINE = 90
const MAX_ROLES = 3
const MAX_SKILLS = 60
/** Of one skill: where else it stands says nothing new. */
const MAX_MARKS = 2
const OFTEN = 3

const YEARS_BEFORE =
  /(?<![\d.])(\d{1,2})\s?\+?\s?(?:years?|yrs?|jahren?|años|ans)\s(?:(?:of|with|in|mit|de|con|en|d['’])\s?)?$/iu
const YEARS_AFTER = /^\s?[(:,–—-]{0,2}\s?(\d{1,2})\s?\+?\s?(?:years?|yrs?|jahren?|años|ans)(?![\p{L}])/iu

/** Reads a résumé by the words alone; what it does not say stays empty. */
export function readResume(text: string): ResumeReading {
  const lines = linesOf(text)
  const head = lines.filter(({ text: line }) => line !== '').slice(0, HEAD_LINES)
  const evidence: Evidence[] = []
  const mark = (field: string, start: number, length: number) => evidence.push({ field, start, end: start + length })

  const { roles, headline } = rolesIn(lines)
  for (const line of roles.lines) mark('role', line.start, line.text.length)
  // The newest position stands first; what years there are in the text come after all titles.
  const titled = lines.find((line) => isTitle(line) && parseSeniority(line.text, '') !== undefined)
  const seniority = parseSeniority(titled?.text ?? headline, text)
  if (seniority?.span !== undefined) mark('seniority', seniority.span.start, seniority.span.end - seniority.span.start)

  const skills = skillsIn(text, mark)
  const languages = uniqueBy([...parseLanguages(text), ...listedLanguages(lines)], ({ value }) => value)
  for (const { start, end } of languages) mark('language', start, end - start)
  const places = placesIn(head, mark)
  const projects = listedProjects(lines)
  for (const { line } of projects) mark('portfolio', line.start, line.text.length)
  const zone = places[0] === undefined ? undefined : zoneOfPlace(places[0], head.map((line) => line.text).join('\n'))
  return {
    text,
    evidence: evidence.toSorted((a, b) => a.start - b.start),
    found: {
      headline: withoutContacts(headline).slice(0, 160),
      roles: roles.names,
      seniority: seniority === undefined ? null : seniority.value === 'intern' ? 'junior' : seniority.value,
      skills,
      languages: languages.map(({ value }) => value),
      places,
      timeZone: zone ?? null,
      portfolio: projects.map(({ piece }) => piece),
    },
  }
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.toReversed().map((item) => [key(item), item])).values()].toReversed()
}

export function levelOfYears(years: number): Skill['level'] {
  return years < 1 ? 'learning' : years < 5 ? 'working' : 'expert'
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const found = { text: line, start }
    start += line.length + 1
    return found
  })
}

function isTitle({ text }: Line): boolean {
  return text !== '' && text.length <= MAX_ROLE_LINE && !text.endsWith('.') && parseRoles(text, '').roles.length > 0
}

/** Titles stand in lines of their own; a sentence that names a trade may speak of somebody else. */
function rolesIn(lines: readonly Line[]): { roles: { names: string[]; lines: Line[] }; headline: string } {
  const names: string[] = []
  const named: Line[] = []
  for (const line of lines) {
    if (!isTitle(line)) continue
    const fresh = parseRoles(line.text, '').roles.filter((role) => !names.includes(role))
    if (fresh.length === 0) continue
    names.push(...fresh)
    named.push(line)
    if (names.length >= MAX_ROLES) break
  }
  return { roles: { names: names.slice(0, MAX_ROLES), lines: named }, headline: named[0]?.text ?? '' }
}

function skillsIn(text: string, mark: (field: string, start: number, length: number) => void): Skill[] {
  const found = new Map<string, { count: number; years: number | undefined }>()
  for (const { skill, start, end } of findSkills(text)) {
    const known = found.get(skill) ?? { count: 0, years: undefined }
    const before = YEARS_BEFORE.exec(text.slice(Math.max(0, start - 40), start))
    const after = YEARS_AFTER.exec(text.slice(end, end + 24))
    const years = Number(before?.[1] ?? after?.[1] ?? Number.NaN)
    if (known.count < MAX_MARKS) mark('skill', start, end - start)
    if (years <= 60) {
      if (before !== null) mark('years', start - before[0].length, before[0].trimEnd().length)
      else if (after !== null) mark('years', end, after[0].length)
      known.years = Math.max(known.years ?? 0, years)
    }
    known.count += 1
    found.set(skill, known)
  }
  return [...found]
    .toSorted((a, b) => b[1].count - a[1].count)
    .slice(0, MAX_SKILLS)
    .map(([name, { count, years }]) => ({
      name: name.slice(0, 60),
      level: years === undefined ? (count >= OFTEN ? 'expert' : 'working') : levelOfYears(years),
      ...(years === undefined ? {} : { years }),
    }))
}

/** In the first lines, but for a name that is one: 'Paris Jordan' lives in neither. */
function placesIn(head: readonly Line[], mark: (field: string, start: number, length: number) => void): string[] {
  const places = new Set<string>()
  for (const [at, { text, start }] of head.entries()) {
    if (at === 0 && !/[,|·]/u.test(text)) continue
    for (const found of text.matchAll(PLACE)) {
      const code = placeCode(found[0])
      if (code === undefined || code === 'EU' || !/^[A-Z]{2}$/u.test(code)) continue
      mark('place', start + found.index, found[0].length)
      places.add(code)
    }
  }
  return [...places].slice(0, 5)
}
