import type { ParsedGig } from '../../../shared/gigs.ts'
import { NEAR_FIT, type SkillGap } from '../../../shared/market.ts'
import type { MatchIndex } from '../matching/match-index.ts'
import type { PreparedProfile } from '../matching/prepared-profile.ts'
import { withSkill } from '../matching/what-would-change.ts'

const MAX_GAPS = 10

interface NearGig {
  parsed: ParsedGig
  score: number
}

/** What the gigs that a member nearly fits ask for and the profile does not have, by what it would change. */
export function skillGaps(index: MatchIndex, person: PreparedProfile): SkillGap[] {
  const asking = new Map<string, NearGig[]>()
  const declined = new Set(person.profile.skillsDeclined)
  for (const { parsed } of index.gigs(person.communityId)) {
    const score = index.score(parsed, person)
    if (score < NEAR_FIT) continue
    for (const skill of new Set([...parsed.skills.must, ...parsed.skills.nice])) {
      if (person.knows.get(skill)?.kind === 'own' || declined.has(skill)) continue
      const gigs = asking.get(skill)
      if (gigs === undefined) asking.set(skill, [{ parsed, score }])
      else gigs.push({ parsed, score })
    }
  }
  const mostAsked = [...asking].toSorted((a, b) => b[1].length - a[1].length).slice(0, 4 * MAX_GAPS)
  return mostAsked
    .map(([skill, gigs]) => gapOf(index, person, skill, gigs))
    .filter(({ lift }) => lift > 0)
    .toSorted((a, b) => b.gigs * b.lift - a.gigs * a.lift)
    .slice(0, MAX_GAPS)
}

function gapOf(index: MatchIndex, person: PreparedProfile, skill: string, gigs: readonly NearGig[]): SkillGap {
  const learned = withSkill(person, skill)
  const { threshold } = person.profile.alerts
  let lift = 0
  let reached = 0
  for (const { parsed, score } of gigs) {
    const then = index.score(parsed, learned)
    lift += then - score
    if (score < threshold && then >= threshold) reached += 1
  }
  return { skill, gigs: gigs.length, lift: Math.round((lift / gigs.length) * 1000) / 1000, reached }
}
