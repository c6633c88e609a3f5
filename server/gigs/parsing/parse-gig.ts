import type { Evidence, ParsedGig } from '../../../shared/gigs.ts'
import { dollarOf } from './currencies.ts'
import { findFields, findSkills, type SkillHit } from './find-skills.ts'
import { parseFrame } from './parse-frame.ts'
import { parseHours } from './parse-hours.ts'
import { moneyIn, parsePay } from './parse-pay.ts'
import { parsePlace } from './parse-place.ts'
import { headlineOf, parseRoles, parseSeniority, tradeIn } from './parse-role.ts'
import { roleOfSkills, roleOfTask } from './role-of-skills.ts'
import { parseLanguages, parseTypes } from './parse-terms.ts'
import { demandOf } from './skill-demand.ts'
import { isInside, type Section, sectionsOf, type Span } from './text-map.ts'

const MAX_SKILLS = 60
/** In a longer text, skills may be of a trade that only happens to need them. */
const SHORT = 1200
/**
 * Reads a gig's title and text (plain, at most some ten thousand characters) into fields, without any model.
 * Evidence points into the text; what only the title says has none. `postedAt` (Unix epoch, ms): to tell the year of a date.
 */
export function parseGig(title: string, text: string, postedAt?: number): ParsedGig {
  const evidence: Evidence[] = []
  const note = (field: string, ...spans: (Span | undefined)[]) => {
    for (const span of spans) if (span !== undefined) evidence.push({ field, start: span.start, end: span.end })
  }
  const sections = sectionsOf(text)
  const role = parseRoles(title, text)
  note('role', ...role.spans)
  const seniority = parseSeniority(title, text)
  note('seniority', seniority?.span)
  const skills = parseSkills(title, text, sections, role.roles.length > 0)
  for (const hit of skills.hits) note(skills.nice.includes(hit.skill) ? 'nice-to-have skill' : 'must-have skill', hit)
  const place = parsePlace(text, sections)
  const titlePlace = parsePlace(title, [])
  const regions = place.regions ?? titlePlace.regions
  const dollar = dollarOf(regions?.codes ?? [], `${title}\n${text}`)
  const pay = parsePay(text, dollar)
  note('pay', pay)
  const titlePay = pay === undefined ? parsePay(title, dollar) : undefined
  const types = parseTypes(headlineOf(title, text), text, (pay ?? titlePay)?.pay ?? null)
  note('contract type', ...types.spans)
  note('remote', place.mode?.span)
  note('place', ...(place.regions?.spans ?? []))
  const hours = parseHours(text) ?? parseHours(title)
  note('time zones', hours !== undefined && text.slice(hours.start, hours.end).trim() !== '' ? hours : undefined)
  const languages = parseLanguages(text)
  const spoken = [...languages, ...parseLanguages(title)].map(({ value }) => value)
  note('language', ...languages)
  const frame = parseFrame(text, postedAt)
  for (const { field, span } of frame.spans) note(field, span)
  return {
    roles: role.roles.length > 0 ? role.roles : listOf(roleFromSkills(title, text, skills.must)),
    seniority: seniority?.value ?? (types.types.includes('intern') ? 'intern' : null),
    skills: { must: skills.must, nice: skills.nice },
    pay: (pay ?? titlePay)?.pay ?? null,
    types: types.types,
    mode: (titlePlace.mode ?? place.mode)?.value ?? null,
    regions: regions?.codes ?? null,
    regionsHard: regions?.isHard ?? false,
    tz: hours?.tz ?? null,
    languages: [...new Set(spoken)],
    terms: frame.terms,
    evidence: evidence.toSorted((a, b) => a.start - b.start || a.end - b.end),
  }
}

/** Where no role is named: what the title's skills speak of, or those of a short post. */
function roleFromSkills(title: string, text: string, must: readonly string[]): string | undefined {
  const titled = findSkills(headlineOf(title, text)).map(({ skill }) => skill)
  return (
    roleOfTask(headlineOf(title, text)) ??
    roleOfSkills(titled) ??
    tradeIn(title) ??
    (text.length < SHORT ? roleOfSkills(must) : undefined)
  )
}

function listOf<T>(item: T | undefined): T[] {
  return item === undefined ? [] : [item]
}

/** More skills than this in one sentence are a menu of all that an agency looks for. */
const MENU = 20

function parseSkills(title: string, text: string, sections: readonly Section[], hasRole: boolean) {
  // 'CAD 90 an hour' asks for no drawings.
  const money = moneyIn(text)
  const must = new Set(findSkills(title).map(({ skill }) => skill))
  const nice = new Set<string>()
  const hits: SkillHit[] = []
  for (const hit of withoutEmployer(text, withoutMenus(text, findSkills(text)))) {
    if (isInside(money, hit.start)) continue
    const demand = demandOf(text, hit, sections)
    if (demand === undefined) continue
    hits.push(hit)
    if (demand === 'nice') nice.add(hit.skill)
    else must.add(hit.skill)
  }
  // A post for a seller may name no tool at all: then its field of work is what it asks for.
  if (must.size === 0) {
    const titled = findFields(title)
    const fields = titled.length > 0 || hasRole || tradeIn(title) !== undefined ? titled : findFields(text)
    for (const { skill } of fields.slice(0, 3)) must.add(skill)
  }
  // What is required anywhere is not merely nice.
  for (const skill of must) nice.delete(skill)
  return {
    must: [...must].slice(0, MAX_SKILLS),
    nice: [...nice].slice(0, MAX_SKILLS),
    hits: hits.slice(0, 4 * MAX_SKILLS),
  }
}

const EMPLOYER_MENTIONS = 3

/** Who makes a product says its name all the time: 'GitLab is …', 'as an engineer at GitLab' ask for no GitLab. */
function withoutEmployer(text: string, hits: readonly SkillHit[]): readonly SkillHit[] {
  const counts = new Map<string, number>()
  const nameOf = ({ start, end }: SkillHit) => text.slice(start, end)
  for (const hit of hits) counts.set(nameOf(hit), (counts.get(nameOf(hit)) ?? 0) + 1)
  const employers = [...counts].filter(
    ([name, count]) =>
      count >= EMPLOYER_MENTIONS &&
      ([' at ', 'About ', 'Join ', 'join '].some((word) => text.includes(word + name)) ||
        ["'s ", '’s ', ' is '].some((word) => text.includes(name + word))),
  )
  const names = new Set(employers.map(([name]) => name))
  // 'Shopify | Data engineer | Remote': who hires stands first.
  const first = /^[^|\n]{1,80}(?=\|[^|\n]*\|)/u.exec(text)?.[0] ?? ''
  const name = first.replace(/\([^)]*\)|https?:\S+/gu, '').trim()
  return hits.filter((hit) => !names.has(nameOf(hit)) && !(hit.end <= first.length && nameOf(hit) === name))
}

function withoutMenus(text: string, hits: readonly SkillHit[]): readonly SkillHit[] {
  const lines = new Map<number, Set<string>>()
  const lineOf = ({ start }: SkillHit) => text.lastIndexOf('\n', start)
  for (const hit of hits) lines.set(lineOf(hit), (lines.get(lineOf(hit)) ?? new Set<string>()).add(hit.skill))
  const kept = hits.filter((hit) => (lines.get(lineOf(hit))?.size ?? 0) <= MENU)
  return kept.length > 1 ? kept : hits
}
