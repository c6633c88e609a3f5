import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { BestHour } from '../../shared/announcement-options.ts'
import type { Queries } from '../platform/database.ts'

const HOUR_MS = 3_600_000
const LOOK_BACK_MS = 28 * 24 * HOUR_MS
/** Fewer say more about single people, or about one day, than about the community. */
const LEAST_VISITS = 60
const LEAST_DAYS = 7
/** More than a community has members. */
const MOST_SEEN = 200_000

export interface ActiveHoursDeps {
  queries: Queries
  now: () => number
}

/** How many members were here in which hour. Who they were is forgotten with the hour, and never written down. */
export class ActiveHours {
  readonly #deps: ActiveHoursDeps
  /** Of this hour. */
  readonly #seen = new Set<string>()
  readonly #counts = new Map<string, number>()
  #hourAt = 0

  constructor(deps: ActiveHoursDeps) {
    this.#deps = deps
  }

  saw(communityId: string, accountId: string): void {
    const hourAt = Math.floor(this.#deps.now() / HOUR_MS) * HOUR_MS
    if (hourAt !== this.#hourAt) {
      this.#hourAt = hourAt
      this.#seen.clear()
    }
    const key = `${communityId} ${accountId}`
    if (this.#seen.has(key) || this.#seen.size >= MOST_SEEN) return
    this.#seen.add(key)
    const count = `${communityId} ${hourAt}`
    this.#counts.set(count, (this.#counts.get(count) ?? 0) + 1)
  }

  /** Writes down what was counted. A process that dies before loses that. */
  async write(): Promise<void> {
    const counts = [...this.#counts]
    this.#counts.clear()
    for (const [key, members] of counts) {
      const [communityId = '', hourAt] = key.split(' ')
      await this.#deps.queries
        .insertInto('active_hours')
        .values({ community_id: communityId, hour_at: Number(hourAt), members })
        .onConflict((conflict) =>
          conflict
            .columns(['community_id', 'hour_at'])
            .doUpdateSet({ members: sql`active_hours.members + ${members}` }),
        )
        .execute()
    }
  }

  async forget(): Promise<void> {
    await this.#deps.queries
      .deleteFrom('active_hours')
      .where('hour_at', '<', this.#deps.now() - LOOK_BACK_MS)
      .execute()
  }

  /** The hour of the day in which most members are here, by the clocks of a time zone; null while too little is known. */
  async best(communityId: string, timeZone: string): Promise<BestHour | null> {
    await this.write()
    const now = this.#deps.now()
    const rows = await this.#deps.queries
      .selectFrom('active_hours')
      .select(['hour_at', 'members'])
      .where('community_id', '=', communityId)
      .where('hour_at', '>=', now - LOOK_BACK_MS)
      .execute()
    const visits = rows.reduce((sum, { members }) => sum + members, 0)
    const byHour = new Map<number, number>()
    const days = new Set<string>()
    for (const { hour_at: hourAt, members } of rows) {
      const at = DateTime.fromMillis(hourAt, { zone: timeZone })
      days.add(at.toISODate() ?? '')
      byHour.set(at.hour, (byHour.get(at.hour) ?? 0) + members)
    }
    if (visits < LEAST_VISITS || days.size < LEAST_DAYS) return null
    const [best] = [...byHour].toSorted(([hour, count], [other, otherCount]) => otherCount - count || hour - other)
    if (best === undefined) return null
    const today = DateTime.fromMillis(now, { zone: timeZone }).set({
      hour: best[0],
      minute: 0,
      second: 0,
      millisecond: 0,
    })
    const next = today.toMillis() > now ? today : today.plus({ days: 1 })
    return { local: next.toFormat("yyyy-MM-dd'T'HH:mm"), visits, days: days.size }
  }
}
