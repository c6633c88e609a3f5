import { sql } from 'kysely'
import { atLeast, type Member } from '../../shared/members.ts'
import { pathOf } from '../../shared/links.ts'
import type { SearchHit, SearchKind } from '../../shared/search.ts'
import type { Queries } from '../platform/database.ts'
import { holdsRuns, marked, snippet } from './marks.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchTables } from './search-tables.ts'
import { termsOf } from './words.ts'

type Row = SearchTables['search_entries']

export interface SearchServiceDeps {
  queries: Queries
  index: SearchIndex
  /** Whether a member may read the row of `documents` at hand, as SQL. */
  readableBy: (member: Member) => ReturnType<typeof sql<boolean>>
  /** The same of the row of `rooms` at hand, for all but guests. */
  openRoomsFor: (member: Member) => ReturnType<typeof sql<boolean>>
  /** The same of the row of `gigs` at hand. */
  openTo: (member: Member) => Promise<ReturnType<typeof sql<boolean>>>
}

/** Finds documents, boards, their cards, gigs and messages by their words, for a member: what they may not read is not there. */
export class SearchService {
  readonly #deps: SearchServiceDeps

  constructor(deps: SearchServiceDeps) {
    this.#deps = deps
  }

  async find(
    member: Member,
    {
      q,
      kind,
      room,
      limit,
      withGigs,
      withMessages,
    }: {
      q: string
      kind?: SearchKind | undefined
      room?: string | undefined
      limit: number
      withGigs: boolean
      withMessages: boolean
    },
  ): Promise<SearchHit[]> {
    const terms = termsOf(q)
    if (terms.length === 0) return []
    const { join, condition, order } = this.#deps.index.lookUp(terms)
    // Gigs and rooms are for members, as they are on their own pages.
    const messages = withMessages && atLeast(member.role, 'member') ? this.#deps.openRoomsFor(member) : sql`1 = 0`
    const gigs = withGigs && atLeast(member.role, 'member') ? await this.#deps.openTo(member) : sql`1 = 0`
    const { rows } = await sql<Row & { author_name: string | null; room_name: string | null }>`
      select search_entries.key, search_entries.kind, search_entries.document_id, search_entries.card_id,
        search_entries.gig_id, search_entries.room_id, search_entries.message_id, search_entries.title,
        search_entries.body, search_entries.place, search_entries.updated_at, room_messages.author_name,
        rooms.name as room_name
      from search_entries ${join}
      left join documents on documents.id = search_entries.document_id
      left join document_grants
        on document_grants.document_id = documents.id and document_grants.member_id = ${member.id}
      left join gigs on gigs.id = search_entries.gig_id
      left join rooms on rooms.id = search_entries.room_id
      left join room_messages on room_messages.id = search_entries.message_id
      where ${condition} and search_entries.community_id = ${member.communityId}
        and ${kind === undefined ? sql`1 = 1` : sql`search_entries.kind = ${kind}`}
        and ${room === undefined ? sql`1 = 1` : sql`search_entries.room_id = ${room}`}
        and case when search_entries.message_id is not null then ${messages}
          when search_entries.gig_id is not null then ${gigs}
          else documents.archived_at is null and ${this.#deps.readableBy(member)} end
      order by ${order}, search_entries.updated_at desc, search_entries.key limit ${limit * 2}`.execute(
      this.#deps.queries,
    )
    const found = rows.filter(({ title, body }) => holdsRuns(`${title}\n${body}`, terms))
    return found
      .filter((row, at) => isFirstOf(found, row, at))
      .slice(0, limit)
      .map((row) => ({
        kind: row.kind as SearchKind,
        documentId: row.document_id,
        cardId: row.card_id,
        gigId: row.gig_id,
        roomId: row.room_id,
        messageId: row.message_id,
        title: marked(row.author_name ?? row.title, terms),
        snippet: snippet(row.body, terms),
        place: row.room_name ?? row.place,
        path: pathOf({
          documentId: row.document_id,
          documentKind: row.kind === 'board' ? 'board' : 'text',
          cardId: row.card_id,
          gigId: row.gig_id,
          roomId: row.room_id,
          messageId: row.message_id,
        }),
        updatedAt: row.updated_at,
      }))
  }
}

/** A message may be found in several languages. */
function isFirstOf(found: readonly Pick<Row, 'message_id'>[], { message_id: id }: Pick<Row, 'message_id'>, at: number) {
  return id === null || found.findIndex((one) => one.message_id === id) === at
}
