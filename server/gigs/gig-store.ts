import type { GigCorrections } from '../../shared/gig-posts.ts'
import type { Feedback, Gig, GigTrust, ParsedGig } from '../../shared/gigs.ts'
import type { Queries } from '../platform/database.ts'
import { clientKey } from './client-key.ts'
import type { GigTables } from './gig-tables.ts'
import type { IncomingGig } from './incoming-gig.ts'

type GigRow = GigTables['gigs']
const OPEN_PER_PAGE = 500

/** Gigs, the items they came from, and what members said of them. Passes `test/contracts/gig-store.ts` on both databases. */
export class GigStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async get(gigId: string): Promise<Gig | undefined> {
    const row = await this.#queries.selectFrom('gigs').selectAll().where('id', '=', gigId).executeTakeFirst()
    return row === undefined ? undefined : toGig(row)
  }

  /** In the order of the ids; those that are gone are left out. At most 200. */
  async getAll(gigIds: readonly string[]): Promise<Gig[]> {
    if (gigIds.length === 0) return []
    const rows = await this.#queries.selectFrom('gigs').selectAll().where('id', 'in', gigIds.slice(0, 200)).execute()
    const byId = new Map(rows.map((row) => [row.id, toGig(row)]))
    return gigIds.flatMap((id) => byId.get(id) ?? [])
  }

  /** Every gig of every community that can be taken up, newest first, in pages: for building the index. `limit`: of them in all. */
  async *takeable(limit: number): AsyncGenerator<Gig> {
    for (let offset = 0; offset < limit; offset += OPEN_PER_PAGE) {
      const rows = await this.#queries
        .selectFrom('gigs')
        .selectAll()
        .where('status', 'in', ['open', 'early'])
        .orderBy('posted_at', 'desc')
        .orderBy('id', 'desc')
        .limit(Math.min(OPEN_PER_PAGE, limit - offset))
        .offset(offset)
        .execute()
      for (const row of rows) yield toGig(row)
      if (rows.length < OPEN_PER_PAGE) return
    }
  }

  /** What was asked for and paid since then, newest first, of the gigs that everybody may see. */
  async postedSince(
    communityId: string,
    { since, now, limit }: { since: number; now: number; limit: number },
  ): Promise<Pick<Gig, 'title' | 'parsed' | 'postedAt'>[]> {
    const rows = await this.#queries
      .selectFrom('gigs')
      .select(['title', 'parsed', 'posted_at'])
      .where('community_id', '=', communityId)
      .where('status', 'in', ['open', 'closed'])
      .where('members_only', '=', 0)
      .where((eb) => eb.or([eb('early_until', 'is', null), eb('early_until', '<=', now)]))
      .where('posted_at', '>=', since)
      .orderBy('posted_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      title: row.title,
      parsed: JSON.parse(row.parsed) as ParsedGig,
      postedAt: row.posted_at,
    }))
  }

  /** How many gigs of the same client everybody may see, and how many of them members say they won. */
  async clientCounts(
    gig: Pick<Gig, 'communityId' | 'company' | 'postedBy'>,
    now: number,
  ): Promise<{ gigs: number; won: number }> {
    const own = this.#queries
      .selectFrom('gigs')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('community_id', '=', gig.communityId)
      .where('client_key', '=', clientKey(gig) ?? '')
      .where('status', 'in', ['open', 'closed'])
      .where('members_only', '=', 0)
      .where((eb) => eb.or([eb('early_until', 'is', null), eb('early_until', '<=', now)]))
    const all = await own.executeTakeFirstOrThrow()
    const won = await own
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('gig_feedback')
            .select('gig_feedback.gig_id')
            .whereRef('gig_feedback.gig_id', '=', 'gigs.id')
            .where('gig_feedback.kind', '=', 'won'),
        ),
      )
      .executeTakeFirstOrThrow()
    return { gigs: Number(all.count), won: Number(won.count) }
  }

  /** Newest first; at most 200. */
  async held(communityId: string): Promise<Gig[]> {
    const rows = await this.#queries
      .selectFrom('gigs')
      .selectAll()
      .where('community_id', '=', communityId)
      .where('status', '=', 'held')
      .orderBy('posted_at', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute()
    return rows.map(toGig)
  }

  /** @returns false when it is not in the status `was` any more. */
  async setStatus(
    queries: Queries,
    was: Pick<Gig, 'id' | 'status'>,
    change: Pick<Gig, 'status' | 'trust' | 'early' | 'updatedAt'>,
  ): Promise<boolean> {
    const { status, trust, updatedAt } = change
    const { numUpdatedRows } = await queries
      .updateTable('gigs')
      .set({ status, trust: JSON.stringify(trust), updated_at: updatedAt, ...earlyColumns(change) })
      .where('id', '=', was.id)
      .where('status', '=', was.status)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async setParsed(queries: Queries, { id, parsed, refinedBy, updatedAt }: Gig): Promise<void> {
    await queries
      .updateTable('gigs')
      .set({ parsed: JSON.stringify(parsed), refined_by: refinedBy, updated_at: updatedAt })
      .where('id', '=', id)
      .execute()
  }

  /** A gig was read anew by the rules: a model may look at it again, unless a person said no. */
  async refineAnew(queries: Queries, gigId: string): Promise<void> {
    await queries
      .updateTable('gig_refinements')
      .set({ state: 'stale' })
      .where('gig_id', '=', gigId)
      .where('state', '!=', 'overruled')
      .execute()
  }

  /** What who posted a gig knew better than the parser. */
  async correctionsOf(queries: Queries, gigId: string): Promise<GigCorrections> {
    const rows = await queries.selectFrom('gig_items').select('raw').where('gig_id', '=', gigId).limit(20).execute()
    const said = rows.map(({ raw }) => (JSON.parse(raw) as IncomingGig).corrections)
    return said.find((corrections) => corrections !== undefined) ?? {}
  }

  /** Those whose time among members of their niches is over, at most 100. */
  async earlyDue(now: number): Promise<Gig[]> {
    const rows = await this.#queries
      .selectFrom('gigs')
      .selectAll()
      .where('status', '=', 'early')
      .where('early_until', '<=', now)
      .orderBy('early_until')
      .limit(100)
      .execute()
    return rows.map(toGig)
  }

  /** @returns false when somebody else has opened it, or it is closed by now. */
  async open(queries: Queries, gigId: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await queries
      .updateTable('gigs')
      .set({ status: 'open', early_until: null, opened_at: now, updated_at: now })
      .where('id', '=', gigId)
      .where('status', '=', 'early')
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  /** The gig that an item of a source became, and the hash of what the item said then. */
  async itemOf(
    queries: Queries,
    key: { communityId: string; sourceKey: string; externalId: string },
  ): Promise<{ gigId: string; hash: string } | undefined> {
    const row = await queries
      .selectFrom('gig_items')
      .select(['gig_id', 'hash'])
      .where('community_id', '=', key.communityId)
      .where('source_key', '=', key.sourceKey)
      .where('external_id', '=', key.externalId)
      .executeTakeFirst()
    return row === undefined ? undefined : { gigId: row.gig_id, hash: row.hash }
  }

  /** By which id a source knows a gig that is its own. */
  async externalIdOf(communityId: string, sourceKey: string, gigId: string): Promise<string | undefined> {
    const row = await this.#queries
      .selectFrom('gig_items')
      .select('external_id')
      .where('community_id', '=', communityId)
      .where('source_key', '=', sourceKey)
      .where('gig_id', '=', gigId)
      .executeTakeFirst()
    return row?.external_id
  }

  async putItem(queries: Queries, item: GigTables['gig_items']): Promise<void> {
    const { gig_id, hash, raw, seen_at } = item
    await queries
      .insertInto('gig_items')
      .values(item)
      .onConflict((conflict) =>
        conflict.columns(['community_id', 'source_key', 'external_id']).doUpdateSet({ gig_id, hash, raw, seen_at }),
      )
      .execute()
  }

  /** Inserts or replaces by id. */
  async put(queries: Queries, gig: Gig, closesAt: number | null): Promise<void> {
    const { id, ...change } = toRow(gig, closesAt)
    await queries
      .insertInto('gigs')
      .values({ id, ...change })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
      .execute()
  }

  /** Closes what is past its day. @returns what was closed, at most 500 at a time. */
  async closePast(queries: Queries, now: number): Promise<Gig[]> {
    const past = await queries
      .selectFrom('gigs')
      .selectAll()
      .where('status', 'in', ['open', 'early'])
      .where('closes_at', '<=', now)
      .limit(500)
      .execute()
    if (past.length === 0) return []
    await queries
      .updateTable('gigs')
      .set({ status: 'closed', updated_at: now })
      .where(
        'id',
        'in',
        past.map(({ id }) => id),
      )
      .execute()
    return past.map((row) => toGig({ ...row, status: 'closed', updated_at: now }))
  }

  /** Those to whom a gig was a good match before. */
  async matchedBefore(gigId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#queries.selectFrom('gig_matches').select('member_id').where('gig_id', '=', gigId).execute()
    return new Set(rows.map(({ member_id }) => member_id))
  }

  async recordMatch(queries: Queries, match: GigTables['gig_matches']): Promise<void> {
    const { gig_id: _, member_id: __, ...change } = match
    await queries
      .insertInto('gig_matches')
      .values(match)
      .onConflict((conflict) => conflict.columns(['gig_id', 'member_id']).doUpdateSet(change))
      .execute()
  }

  async feedbackOf(memberId: string): Promise<Map<string, Feedback>> {
    const rows = await this.#queries
      .selectFrom('gig_feedback')
      .selectAll()
      .where('member_id', '=', memberId)
      .orderBy('given_at', 'desc')
      .limit(5000)
      .execute()
    return new Map(rows.map((row) => [row.gig_id, toFeedback(row)]))
  }

  /** The same of several members, by member; those who said nothing are not in it. */
  async feedbackOfAll(memberIds: readonly string[]): Promise<Map<string, Map<string, Feedback>>> {
    const byMember = new Map<string, Map<string, Feedback>>()
    if (memberIds.length === 0) return byMember
    const rows = await this.#queries
      .selectFrom('gig_feedback')
      .selectAll()
      .where('member_id', 'in', memberIds)
      .orderBy('given_at', 'desc')
      .limit(50_000)
      .execute()
    for (const row of rows) {
      const said = byMember.get(row.member_id) ?? new Map<string, Feedback>()
      byMember.set(row.member_id, said.set(row.gig_id, toFeedback(row)))
    }
    return byMember
  }

  /** What members said of one gig, by member. */
  async feedbackOn(queries: Queries, gigId: string): Promise<Map<string, Feedback>> {
    const rows = await queries.selectFrom('gig_feedback').selectAll().where('gig_id', '=', gigId).execute()
    return new Map(rows.map((row) => [row.member_id, toFeedback(row)]))
  }

  /** Null takes it back. */
  async setFeedback(gigId: string, memberId: string, feedback: Feedback | null, now: number): Promise<void> {
    if (feedback === null) {
      await this.#queries
        .deleteFrom('gig_feedback')
        .where('gig_id', '=', gigId)
        .where('member_id', '=', memberId)
        .execute()
      return
    }
    const row = { ...feedback, given_at: now }
    await this.#queries
      .insertInto('gig_feedback')
      .values({ gig_id: gigId, member_id: memberId, ...row })
      .onConflict((conflict) => conflict.columns(['gig_id', 'member_id']).doUpdateSet(row))
      .execute()
  }
}

function toGig(row: GigRow): Gig {
  return {
    id: row.id,
    communityId: row.community_id,
    title: row.title,
    company: row.company,
    text: row.text,
    url: row.url,
    source: { feedId: row.feed_id, name: row.source_name, url: row.source_url },
    parsed: JSON.parse(row.parsed) as ParsedGig,
    refinedBy: row.refined_by,
    postedBy: row.posted_by,
    status: row.status as Gig['status'],
    nicheIds: JSON.parse(row.niche_ids) as string[],
    early: row.members_only === 1 ? { until: null } : row.early_until === null ? null : { until: row.early_until },
    trust: JSON.parse(row.trust) as GigTrust,
    postedAt: row.posted_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(gig: Gig, closesAt: number | null): Omit<GigRow, 'opened_at'> {
  return {
    id: gig.id,
    community_id: gig.communityId,
    title: gig.title,
    company: gig.company,
    text: gig.text,
    url: gig.url,
    feed_id: gig.source.feedId,
    source_name: gig.source.name,
    source_url: gig.source.url,
    parsed: JSON.stringify(gig.parsed),
    refined_by: gig.refinedBy,
    status: gig.status,
    trust: JSON.stringify(gig.trust),
    posted_at: gig.postedAt,
    closes_at: closesAt,
    created_at: gig.createdAt,
    updated_at: gig.updatedAt,
    posted_by: gig.postedBy,
    niche_ids: JSON.stringify(gig.nicheIds),
    ...earlyColumns(gig),
    client_key: clientKey(gig) ?? null,
  }
}

function earlyColumns({ early }: Pick<Gig, 'early'>) {
  return { early_until: early?.until ?? null, members_only: early !== null && early.until === null ? 1 : 0 }
}

function toFeedback(row: GigTables['gig_feedback']): Feedback {
  return { kind: row.kind, reason: row.reason, note: row.note } as Feedback
}
