import type { FeedHealth, FeedKind } from '../../../shared/gigs.ts'
import type { Queries } from '../../platform/database.ts'
import type { GigTables } from '../gig-tables.ts'

/** A poll that did not come back within this is done by another process. */
const CLAIM_MS = 5 * 60_000

export interface FeedRow {
  id: string
  communityId: string
  kind: FeedKind
  name: string
  url: string
  intervalMinutes: number
  etag: string | null
  lastModified: string | null
  /** In a row. */
  failures: number
}

export type PollOutcome =
  | {
      ok: true
      nextPollAt: number
      /** Undefined: nothing new since the last time (304). */
      page: { seen: number; broken: number } | undefined
      validators: { etag: string | null; lastModified: string | null } | undefined
    }
  | { ok: false; nextPollAt: number; error: string }

/** Feeds and how they are. */
export class FeedStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** @returns undefined when the community has a feed of this address already. */
  async add(feed: Omit<FeedRow, 'etag' | 'lastModified' | 'failures'>, now: number): Promise<FeedHealth | undefined> {
    const row: GigTables['feeds'] = {
      id: feed.id,
      community_id: feed.communityId,
      kind: feed.kind,
      name: feed.name,
      url: feed.url,
      interval_minutes: feed.intervalMinutes,
      enabled: 1,
      etag: null,
      last_modified: null,
      last_polled_at: null,
      last_success_at: null,
      next_poll_at: now,
      failures: 0,
      last_error: null,
      items_seen: 0,
      items_broken: 0,
      created_at: now,
    }
    const inserted = await this.#queries
      .insertInto('feeds')
      .values(row)
      .onConflict((conflict) => conflict.columns(['community_id', 'url']).doNothing())
      .executeTakeFirst()
    return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0 ? undefined : toHealth(row)
  }

  /** By name; at most 200. */
  async list(communityId: string): Promise<FeedHealth[]> {
    const rows = await this.#queries
      .selectFrom('feeds')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('name')
      .orderBy('id')
      .limit(200)
      .execute()
    return rows.map(toHealth)
  }

  async get(communityId: string, feedId: string): Promise<{ row: FeedRow; health: FeedHealth } | undefined> {
    const row = await this.#queries
      .selectFrom('feeds')
      .selectAll()
      .where('id', '=', feedId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    return row === undefined ? undefined : { row: toFeed(row), health: toHealth(row) }
  }

  /** @returns false when there was none. */
  async remove(communityId: string, feedId: string): Promise<boolean> {
    const removed = await this.#queries
      .deleteFrom('feeds')
      .where('id', '=', feedId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    return Number(removed.numDeletedRows) > 0
  }

  /** Feeds that are due; each is handed to one process only, which has `CLAIM_MS` for it. */
  async claimDue(now: number, limit: number): Promise<FeedRow[]> {
    const due = await this.#queries
      .selectFrom('feeds')
      .selectAll()
      .where('enabled', '=', 1)
      .where('next_poll_at', '<=', now)
      .orderBy('next_poll_at')
      .limit(limit)
      .execute()
    const claimed: FeedRow[] = []
    for (const row of due) {
      const taken = await this.#queries
        .updateTable('feeds')
        .set({ next_poll_at: now + CLAIM_MS })
        .where('id', '=', row.id)
        .where('next_poll_at', '=', row.next_poll_at)
        .executeTakeFirst()
      if (Number(taken.numUpdatedRows) > 0) claimed.push(toFeed(row))
    }
    return claimed
  }

  async settle(feedId: string, outcome: PollOutcome, now: number): Promise<void> {
    const polled = { last_polled_at: now, next_poll_at: outcome.nextPollAt }
    await this.#queries
      .updateTable('feeds')
      .set((eb) =>
        outcome.ok
          ? {
              ...polled,
              last_success_at: now,
              last_error: null,
              failures: 0,
              ...(outcome.page === undefined
                ? {}
                : { items_seen: outcome.page.seen, items_broken: outcome.page.broken }),
              ...(outcome.validators === undefined
                ? {}
                : { etag: outcome.validators.etag, last_modified: outcome.validators.lastModified }),
            }
          : { ...polled, last_error: outcome.error, failures: eb('failures', '+', 1) },
      )
      .where('id', '=', feedId)
      .execute()
  }
}

function toFeed(row: GigTables['feeds']): FeedRow {
  return {
    id: row.id,
    communityId: row.community_id,
    kind: row.kind as FeedRow['kind'],
    name: row.name,
    url: row.url,
    intervalMinutes: row.interval_minutes,
    etag: row.etag,
    lastModified: row.last_modified,
    failures: row.failures,
  }
}

function toHealth(row: GigTables['feeds']): FeedHealth {
  return {
    id: row.id,
    communityId: row.community_id,
    kind: row.kind as FeedHealth['kind'],
    name: row.name,
    url: row.url,
    intervalMinutes: row.interval_minutes,
    enabled: row.enabled === 1,
    lastPolledAt: row.last_polled_at,
    lastSuccessAt: row.last_success_at,
    nextPollAt: row.next_poll_at,
    lastError: row.last_error,
    itemsSeen: row.items_seen,
    itemsBroken: row.items_broken,
  }
}
