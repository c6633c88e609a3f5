import type { Evidence, ParsedGig } from '../../../shared/gigs.ts'
import { findSkills, type SkillHit } from './find-skills.ts'
import { parseHours } from './parse-hours.ts'
import { parsePay } from './parse-pay.ts'
import { parsePlace } from './parse-place.ts'
import { parseRoles, parseSeniority } from './parse-role.ts'
import { parseLanguages, parseTypes } from './parse-terms.ts'
import { type Section, sectionAt, sectionsOf, sentenceAround, type Span } from './text-map.ts'

const MAX_SKILLS = 60
const NICE =
  /\b(?:nice[ -]to[ -]have|(?:is|are|as|would be|also) (?:a )?(?:big |huge |strong |definite )?(?:plus|bonus|advantage|asset)|a plus\b|bonus(?: points)?|preferred|preferably|ideally|desirable|desired|good to have|optional|helps|helpful|welcome|soft spot|familiarity is|wünschenswert|von vorteil|se valora|deseable|un plus|souhaité|extra credit)\b/iu

/**
 * Reads a gig's title and text (plain, at most some ten thousand characters) into fields, without any model.
 * Evidence points into the text; what only the title says has none.
 */
export function parseGig(title: string, text: string): ParsedGig {
  const evidence: Evidence[] = []
  const note = (field: string, ...spans: (Span | undefined)[]) => {
    for (const span of spans) if (span !== undefined) evidence.push({ field, start: span.start, end: span.end })
  }
  const sections = sectionsOf(text)
  const role = parseRoles(title, text)
  note('role', ...role.spans)
  const seniority = parseSeniority(title, text)
  note('seniority', seniority?.span)
  const skills = parseSkills(title, text, sections)
  for (const hit of skills.hits) note(skills.nice.includes(hit.skill) ? 'nice-to-have skill' : 'must-have skill', hit)
  const pay = parsePay(text)
  note('pay', pay)
  const titlePay = pay === undefined ? parsePay(title) : undefined
  const types = parseTypes(title, text)
  note('contract type', ...types.spans)
  const place = parsePlace(text, sections)
  const titlePlace = parsePlace(title, [])
  note('remote', place.mode?.span)
  note('place', ...(place.regions?.spans ?? []))
  const regions = place.regions ?? titlePlace.regions
  const hours = parseHours(text) ?? parseHours(title)
  note('time zones', hours !== undefined && text.slice(hours.start, hours.end).trim() !== '' ? hours : undefined)
  const languages = parseLanguages(text)
  note('language', ...languages)
  return {
    roles: role.roles,
    seniority: seniority?.value ?? null,
    skills: { must: skills.must, nice: skills.nice },
    pay: (pay ?? titlePay)?.pay ?? null,
    types: types.types,
    mode: (titlePlace.mode ?? place.mode)?.value ?? null,
    regions: regions?.codes ?? null,
    regionsHard: regions?.isHard ?? false,
    tz: hours?.tz ?? null,
    languages: languages.map(({ value }) => value),
    evidence: evidence.toSorted((a, b) => a.start - b.start || a.end - b.end),
  }
}

function parseSkills(title: string, text: string, sections: readonly Section[]) {
  const must = new Set(findSkills(title).map(({ skill }) => skill))
  const nice = new Set<string>()
  const hits: SkillHit[] = []
  for (const hit of findSkills(text)) {
    const demand = demandOf(text, hit, sections)
    if (demand === undefined) continue
    hits.push(hit)
    if (demand === 'nice') nice.add(hit.skill)
    else must.add(hit.skill)
  }
  // What is required anywhere is not merely nice; what a required skill implies need not be said.
  for (const skill of must) nice.delete(skill)
  return {
    must: [...must].slice(0, MAX_SKILLS),
    nice: [...nice].slice(0, MAX_SKILLS),
    hits: hits.slice(0, 4 * MAX_SKILLS),
  }
}

/** @returns undefined where a text speaks of the company or its benefits: what it uses there is not asked for. */
function demandOf(text: string, hit: SkillHit, sections: readonly Section[]): 'must' | 'nice' | undefined {
  const sentence = sentenceAround(text, hit)
  if (NICE.test(text.slice(sentence.start, sentence.end))) return 'nice'
  const kind = sectionAt(sections, hit.start)
  if (kind === 'nice') return 'nice'
  return kind === 'company' || kind === 'benefits' || kind === 'apply' ? undefined : 'must'
}
