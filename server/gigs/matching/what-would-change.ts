import type { ParsedGig } from '../../../shared/gigs.ts'
import type { PreparedProfile } from './prepared-profile.ts'

const MOST = 3
/** As strong as a skill that one works with. */
const LEARNED = 0.9
/** Less is not worth a word. */
const LEAST_LIFT = 0.01

/**
 * The skills that would lift a match the most if the profile had them, and to what. `scoreOf`: how the gig suits a profile,
 * with all that counts for this member.
 */
export function whatWouldChange(
  { skills }: ParsedGig,
  person: PreparedProfile,
  scoreOf: (person: PreparedProfile) => number,
): { skill: string; score: number }[] {
  const now = scoreOf(person)
  return [...new Set([...skills.must, ...skills.nice])]
    .filter((skill) => person.knows.get(skill)?.kind !== 'own')
    .map((skill) => ({ skill, score: scoreOf(withSkill(person, skill)) }))
    .filter(({ score }) => score - now >= LEAST_LIFT)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST)
}

/** The same profile, as if it had one skill more. */
export function withSkill(person: PreparedProfile, skill: string): PreparedProfile {
  const knows = new Map(person.knows).set(skill, { kind: 'own', through: skill, strength: LEARNED })
  return { ...person, knows }
}
