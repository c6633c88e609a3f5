import { DateTime } from 'luxon'
import type { ProfileInput } from '../../../shared/profiles.ts'
import { findFields, findSkills } from '../parsing/find-skills.ts'
import { canonicalRole, roleFamily } from '../parsing/roles.ts'
import { canonicalSkill, impliedBy, nearTo } from '../vocabulary/skill-vocabulary.ts'

/** How a profile comes to know a skill. */
export interface Knowledge {
  kind: 'own' | 'implied' | 'near'
  /** The profile's own skill behind it. */
  through: string
  /** 0 to 1. */
  strength: number
}

const LEVEL_STRENGTH = { learning: 0.55, working: 0.9, expert: 1 }
const IMPLIED = 0.85
const NEAR = 0.4

/** A profile made ready to be compared with thousands of gigs. */
export interface PreparedProfile {
  memberId: string
  communityId: string
  profile: ProfileInput
  knows: ReadonlyMap<string, Knowledge>
  roles: ReadonlySet<string>
  families: ReadonlySet<string>
  /** Hours from UTC, now; null: not known. */
  utcOffset: number | null
  updatedAt: number
}

export function prepareProfile(
  owner: { memberId: string; communityId: string; updatedAt: number },
  profile: ProfileInput,
  now: number,
): PreparedProfile {
  const roles = profile.roles.map(canonicalRole)
  return {
    ...owner,
    profile,
    knows: knowledgeOf(profile),
    roles: new Set(roles),
    families: new Set(roles.map(roleFamily).filter((family) => family !== undefined)),
    utcOffset: DateTime.fromMillis(now, { zone: profile.timeZone }).offset / 60,
  }
}

/** The strongest way to each skill: an own one, one that an own one implies, one that is near to an own one. */
function knowledgeOf(profile: ProfileInput): Map<string, Knowledge> {
  const knows = new Map<string, Knowledge>()
  const learn = (skill: string, knowledge: Knowledge) => {
    if ((knows.get(skill)?.strength ?? 0) < knowledge.strength) knows.set(skill, knowledge)
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
