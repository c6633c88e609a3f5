import { DateTime } from 'luxon'
import type { ProfileInput } from '../../../shared/profiles.ts'
import { findFields, findSkills } from '../parsing/find-skills.ts'
import { familyMask } from '../parsing/role-families.ts'
import { canonicalRole } from '../parsing/roles.ts'
import { canonicalSkill, impliedBy, nearTo } from '../vocabulary/skill-vocabulary.ts'
import type { Knowledge, Person } from './person.ts'

const LEVEL_STRENGTH = { learning: 0.55, working: 0.9, expert: 1 }
const IMPLIED = 0.85
const NEAR = 0.4

/** A profile made ready to be compared with thousands of gigs. */
export interface PreparedProfile extends Person {
  memberId: string
  communityId: string
  profile: ProfileInput
  updatedAt: number
}

export function prepareProfile(
  owner: { memberId: string; communityId: string; updatedAt: number },
  profile: ProfileInput,
  now: number,
): PreparedProfile {
  const roles = profile.roles.map(canonicalRole)
  let knows: PreparedProfile['knows'] | undefined
  return {
    ...owner,
    profile,
    // Most of a profile's memory, and the index has what it needs of it: made when somebody asks for this one.
    get knows() {
      return (knows ??= knowledgeOf(profile))
    },
    shows: shownIn(profile.portfolio),
    roles,
    families: familyMask(roles),
    utcOffset: DateTime.fromMillis(now, { zone: profile.timeZone }).offset / 60,
  }
}

/** Skills that pieces of work name, in the order of the alphabet. */
function shownIn(portfolio: ProfileInput['portfolio']): string[] {
  const texts = portfolio.map(({ title, problem, solution, result }) => [title, problem, solution, result].join('\n'))
  return [...new Set(texts.flatMap((text) => findSkills(text).map(({ skill }) => skill)))].toSorted()
}

/** The strongest way to each skill: an own one, one that an own one implies, one that is near to an own one. */
export function knowledgeOf(profile: ProfileInput): Map<string, Knowledge> {
  const knows = new Map<string, Knowledge>()
  const learn = (skill: string, { kind, through, strength: exact }: Knowledge) => {
    const strength = Math.fround(exact)
    if ((knows.get(skill)?.strength ?? 0) < strength) knows.set(skill, { kind, through, strength })
  }
  for (const { name, level } of profile.skills) {
    const own = canonicalSkill(name)
    const strength = LEVEL_STRENGTH[level]
    learn(own, { kind: 'own', through: own, strength })
    for (const skill of impliedBy(own)) learn(skill, { kind: 'implied', through: own, strength: strength * IMPLIED })
    for (const skill of nearTo(own)) learn(skill, { kind: 'near', through: own, strength: strength * NEAR })
  }
  // A role speaks of skills, too: gigs ask for 'front-end' as often as for a front-end developer.
  for (const { skill } of profile.roles.flatMap((role) => [...findSkills(role), ...findFields(role)])) {
    learn(skill, { kind: 'own', through: skill, strength: LEVEL_STRENGTH.working })
    for (const implied of impliedBy(skill)) {
      learn(implied, { kind: 'implied', through: skill, strength: LEVEL_STRENGTH.working * IMPLIED })
    }
  }
  return knows
}
