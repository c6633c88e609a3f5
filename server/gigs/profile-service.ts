import type { Member } from '../../shared/members.ts'
import { type Profile, type ProfileInput, profileInput } from '../../shared/profiles.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { MatchIndex } from './matching/match-index.ts'
import { prepareProfile } from './matching/prepared-profile.ts'
import type { GigTables } from './gig-tables.ts'

/** As many members as a community lists. */
const MOST_LISTED = 5000

export interface ProfileServiceDeps {
  queries: Queries
  index: MatchIndex
  events: EventBus
  now: () => number
}

/** What members offer, and the copy of it that matching works on. */
export class ProfileService {
  readonly #deps: ProfileServiceDeps

  constructor(deps: ProfileServiceDeps) {
    this.#deps = deps
  }

  async get(memberId: string): Promise<Profile | undefined> {
    const row = await this.#deps.queries
      .selectFrom('profiles')
      .selectAll()
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return row === undefined ? undefined : toProfile(row)
  }

  /** What the members of a community read, by member, the best first; nothing of those without a profile. */
  async languagesIn(communityId: string): Promise<ReadonlyMap<string, readonly string[]>> {
    return new Map((await this.list(communityId)).map(({ memberId, languages }) => [memberId, languages]))
  }

  /** All of a community, in no order; at most 5000. */
  async list(communityId: string): Promise<Profile[]> {
    const rows = await this.#deps.queries
      .selectFrom('profiles')
      .selectAll()
      .where('community_id', '=', communityId)
      .limit(MOST_LISTED)
      .execute()
    return rows.map(toProfile)
  }

  async save(member: Pick<Member, 'id' | 'communityId'>, input: ProfileInput): Promise<Profile> {
    const row = {
      member_id: member.id,
      community_id: member.communityId,
      data: JSON.stringify(input),
      updated_at: this.#deps.now(),
    }
    const { data, updated_at } = row
    await this.#deps.queries
      .insertInto('profiles')
      .values(row)
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ data, updated_at }))
      .execute()
    this.#index(row)
    this.#deps.events.publish('profile:changed', { memberId: member.id })
    return toProfile(row)
  }

  /** Takes every profile into the index; at most `limit`. */
  async load(limit: number): Promise<void> {
    const page = 1000
    let after = ''
    for (let loaded = 0; loaded < limit; loaded += page) {
      const rows = await this.#deps.queries
        .selectFrom('profiles')
        .selectAll()
        .where('member_id', '>', after)
        .orderBy('member_id')
        .limit(page)
        .execute()
      for (const row of rows) this.#index(row)
      after = rows.at(-1)?.member_id ?? ''
      if (rows.length < page) return
    }
  }

  /** A profile was saved by another process, or its member has left. */
  async refresh(memberId: string): Promise<void> {
    const row = await this.#deps.queries
      .selectFrom('profiles')
      .selectAll()
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    if (row === undefined) this.#deps.index.removeProfile(memberId)
    else this.#index(row)
  }

  #index(row: GigTables['profiles']): void {
    const owner = { memberId: row.member_id, communityId: row.community_id, updatedAt: row.updated_at }
    this.#deps.index.setProfile(prepareProfile(owner, toProfile(row), this.#deps.now()))
  }
}

/** Parsed anew, so that a profile of an older version has the defaults of what came since. */
function toProfile(row: GigTables['profiles']): Profile {
  const data = profileInput.parse(JSON.parse(row.data))
  return { ...data, memberId: row.member_id, communityId: row.community_id, updatedAt: row.updated_at }
}
