import { DateTime } from 'luxon'
import { type FairnessReport, MIN_GROUP, type ScoreEntry } from '../../../shared/fairness.ts'
import type { ParsedGig, Reason } from '../../../shared/gigs.ts'
import { type ProfileInput, profileInput } from '../../../shared/profiles.ts'
import type { Queries } from '../../platform/database.ts'
import type { PreparedProfile } from '../matching/prepared-profile.ts'

const DAY_MS = 86_400_000
/** Who has joined since counts as new. */
const NEW_MS = 90 * DAY_MS
/** A report on more would hold up the hub; it takes the newest members then. */
const MAX_MEMBERS = 20_000
const FORGOTTEN_AT_ONCE = 500

export interface ScoreLogDeps {
  queries: Queries
  keepMs: number
  now: () => number
}

interface Person {
  profile: ProfileInput
  joinedAt: number
  told: number
}

/** The log of scores that led to alerts: what was compared, by which version, and why it came out so. It goes with its member. */
export class ScoreLog {
  readonly #deps: ScoreLogDeps

  constructor(deps: ScoreLogDeps) {
    this.#deps = deps
  }

  /** Newest first. */
  async of(memberId: string, limit: number): Promise<ScoreEntry[]> {
    const rows = await this.#deps.queries
      .selectFrom('gig_matches')
      .innerJoin('gigs', 'gigs.id', 'gig_matches.gig_id')
      .selectAll('gig_matches')
      .select('gigs.title')
      .where('gig_matches.member_id', '=', memberId)
      .orderBy('gig_matches.matched_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      gigId: row.gig_id,
      title: row.title,
      score: row.score,
      reasons: JSON.parse(row.reasons) as Reason[],
      matcherVersion: row.matcher_version,
      inputs: JSON.parse(row.inputs) as Record<string, unknown>,
      matchedAt: row.matched_at,
    }))
  }

  /** Deletes what is older than is kept. */
  async forget(): Promise<void> {
    const { queries, keepMs, now } = this.#deps
    for (;;) {
      const old = await queries
        .selectFrom('gig_matches')
        .select(['gig_id', 'member_id'])
        .where('matched_at', '<', now() - keepMs)
        .limit(FORGOTTEN_AT_ONCE)
        .execute()
      for (const { gig_id, member_id } of old) {
        await queries
          .deleteFrom('gig_matches')
          .where('gig_id', '=', gig_id)
          .where('member_id', '=', member_id)
          .execute()
      }
      if (old.length < FORGOTTEN_AT_ONCE) return
    }
  }

  async report(communityId: string): Promise<FairnessReport> {
    const people = await this.#people(communityId)
    const now = this.#deps.now()
    return {
      since: now - this.#deps.keepMs,
      groupings: [
        { by: 'time', groups: groupsOf(people, ({ profile }) => timeGroup(profile.timeZone, now)) },
        {
          by: 'language',
          groups: groupsOf(people, ({ profile }) => (profile.languages.includes('en') ? 'english' : 'other')),
        },
        { by: 'newcomer', groups: groupsOf(people, ({ joinedAt }) => (now - joinedAt < NEW_MS ? 'new' : 'known')) },
      ],
    }
  }

  /** Those who want to hear of gigs: who does not is passed over by nobody. */
  async #people(communityId: string): Promise<Person[]> {
    const rows = await this.#deps.queries
      .selectFrom('profiles')
      .innerJoin('members', 'members.id', 'profiles.member_id')
      .leftJoin('gig_matches', 'gig_matches.member_id', 'profiles.member_id')
      .select(['profiles.member_id', 'profiles.data', 'members.joined_at'])
      .select(({ fn }) => fn.count<number | string>('gig_matches.gig_id').as('told'))
      .where('profiles.community_id', '=', communityId)
      .groupBy(['profiles.member_id', 'profiles.data', 'members.joined_at'])
      .orderBy('members.joined_at', 'desc')
      .limit(MAX_MEMBERS)
      .execute()
    return rows
      .map((row) => ({
        profile: profileInput.parse(JSON.parse(row.data)),
        joinedAt: row.joined_at,
        told: Number(row.told),
      }))
      .filter(({ profile }) => profile.available && profile.alerts.enabled)
  }
}

/** What of a profile and a gig goes into a score, and nothing else of them. */
export function inputsOf({ profile, utcOffset }: PreparedProfile, parsed: ParsedGig): Record<string, unknown> {
  const { skills, roles, seniority, rateFloor, places, languages, available, alerts } = profile
  const { evidence: _, terms: __, ...gig } = parsed
  return {
    profile: {
      skills,
      roles,
      seniority,
      rateFloor,
      utcOffset,
      places,
      languages,
      available,
      threshold: alerts.threshold,
    },
    gig,
  }
}

function groupsOf(
  people: readonly Person[],
  nameOf: (person: Person) => string,
): FairnessReport['groupings'][number]['groups'] {
  const byName = grouped(people, nameOf)
  const groups = [...byName].map(([name, members]) => ({
    name,
    members: members.length,
    selected: members.filter(({ told }) => told > 0).length,
    exposure: Math.round((members.reduce((sum, { told }) => sum + told, 0) / members.length) * 100) / 100,
  }))
  const large = groups.filter(({ members }) => members >= MIN_GROUP)
  const best = Math.max(0, ...large.map(({ selected, members }) => selected / members))
  return groups
    .map((group) => ({
      ...group,
      ratio:
        best === 0 || group.members < MIN_GROUP
          ? null
          : Math.round((group.selected / group.members / best) * 100) / 100,
    }))
    .toSorted((a, b) => b.members - a.members)
}

function grouped(people: readonly Person[], nameOf: (person: Person) => string): Map<string, Person[]> {
  const groups = new Map<string, Person[]>()
  for (const person of people) {
    const name = nameOf(person)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [person])
    else group.push(person)
  }
  return groups
}

function timeGroup(timeZone: string, now: number): string {
  const hours = DateTime.fromMillis(now, { zone: timeZone }).offset / 60
  return hours < -2 ? 'americas' : hours < 4.5 ? 'europe_africa' : 'asia_pacific'
}
