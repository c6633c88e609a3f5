import type { DocumentChange } from '../changes/change-service.ts'
import type { CardContents } from '../changes/contents.ts'
import { pathOf, type Place } from '../../shared/links.ts'
import type { Queries } from '../platform/database.ts'
import type { OutgoingEvent, WebhookOutbox } from './webhook-outbox.ts'

export interface WebhookSourcesDeps {
  queries: Queries
  outbox: WebhookOutbox
  /** Whether a gig may leave the hub, by its source's post. */
  mayPassOn: (sourceUrl: string | null) => boolean
  publicUrl: () => string
  now: () => number
}

/** Of one document, 'changed' is told at most this often. */
const QUIET_MS = 60_000
/** What is older was told already, or happened while no webhook asked for it. */
const LOOK_BACK_MS = 24 * 3_600_000
const ROWS_AT_ONCE = 200
const OVERLAP_MS = 10_000

type NewRow = Omit<OutgoingEvent, 'communityId'> & { happenedAt: number }

/** Where the events of webhooks come from: looks into documents, and new rows of gigs, documents and members. */
export class WebhookSources {
  readonly #deps: WebhookSourcesDeps
  /** By community and table; Unix epoch, ms. */
  readonly #lookedUntil = new Map<string, number>()

  constructor(deps: WebhookSourcesDeps) {
    this.#deps = deps
  }

  /** In the transaction that counts the change as seen. */
  async takeChange(queries: Queries, { document, happenings }: DocumentChange): Promise<undefined> {
    const board = { id: document.id, title: document.title }
    for (const happening of happenings) {
      const common = { communityId: document.communityId, subject: `document:${document.id}` }
      switch (happening.kind) {
        case 'card.created':
          await this.#deps.outbox.put(queries, {
            ...common,
            type: 'card.created',
            key: `card.created:${document.id}:${happening.card.id}`,
            data: { board, card: this.#card(document.id, happening.card), by: happening.by },
          })
          break
        case 'card.moved':
          await this.#deps.outbox.put(queries, {
            ...common,
            type: 'card.moved',
            key: `card.moved:${document.id}:${happening.card.id}:${placeOf(happening.card)}`,
            data: {
              board,
              card: this.#card(document.id, happening.card),
              fromColumnId: happening.fromColumnId,
              by: happening.by,
            },
          })
          break
        case 'card.commented':
          await this.#deps.outbox.put(queries, {
            ...common,
            type: 'card.commented',
            key: `card.commented:${document.id}:${happening.card.id}:${happening.comment.id}`,
            data: {
              board,
              card: this.#card(document.id, happening.card),
              comment: { id: happening.comment.id, text: happening.comment.text },
              by: happening.by,
            },
          })
          break
        case 'document.changed':
          await this.#deps.outbox.put(queries, {
            ...common,
            type: 'document.changed',
            key: `document.changed:${document.id}:${document.updatedAt}`,
            data: {
              document: {
                ...board,
                kind: document.kind,
                url: this.#url({ documentId: document.id, documentKind: document.kind }),
              },
              by: happening.by,
            },
            quietMs: QUIET_MS,
          })
          break
        case 'card.assigned':
        case 'mentioned':
          break
      }
    }
  }

  /** Looks for what is new in the tables; what was found before is left by its key. */
  async look(): Promise<void> {
    const wanted = await this.#deps.queries
      .selectFrom('webhooks')
      .select('community_id')
      .distinct()
      .where('enabled', '=', 1)
      .execute()
    for (const { community_id: communityId } of wanted) {
      await this.#lookFor(communityId, 'members', (from) => this.#newMembers(communityId, from))
      await this.#lookFor(communityId, 'documents', (from) => this.#newDocuments(communityId, from))
      await this.#lookFor(communityId, 'gigs', (from) => this.#newGigs(communityId, from))
    }
  }

  async #lookFor(communityId: string, table: string, read: (from: number) => Promise<NewRow[]>): Promise<void> {
    const cursor = `${communityId} ${table}`
    const from = this.#lookedUntil.get(cursor) ?? this.#deps.now() - LOOK_BACK_MS
    // A transaction that began earlier may end later.
    const rows = await read(from - OVERLAP_MS)
    for (const row of rows) await this.#deps.outbox.put(this.#deps.queries, { ...row, communityId })
    this.#lookedUntil.set(cursor, Math.max(from, rows.at(-1)?.happenedAt ?? 0))
  }

  async #newMembers(communityId: string, from: number): Promise<NewRow[]> {
    const rows = await this.#deps.queries
      .selectFrom('members')
      .select(['id', 'name', 'role', 'joined_at'])
      .where('community_id', '=', communityId)
      .where('joined_at', '>=', from)
      .orderBy('joined_at')
      .limit(ROWS_AT_ONCE)
      .execute()
    return rows.map(({ joined_at, ...member }) => ({
      type: 'member.joined',
      key: `member.joined:${member.id}`,
      subject: `member:${member.id}`,
      happenedAt: joined_at,
      data: { member },
    }))
  }

  async #newDocuments(communityId: string, from: number): Promise<NewRow[]> {
    const rows = await this.#deps.queries
      .selectFrom('documents')
      .select(['id', 'title', 'kind', 'created_by', 'created_at'])
      .where('community_id', '=', communityId)
      .where('created_at', '>=', from)
      .orderBy('created_at')
      .limit(ROWS_AT_ONCE)
      .execute()
    return rows.map(({ id, title, kind, created_by, created_at }) => ({
      type: 'document.created',
      key: `document.created:${id}`,
      subject: `document:${id}`,
      happenedAt: created_at,
      data: {
        document: {
          id,
          title,
          kind,
          url: this.#url({ documentId: id, documentKind: kind === 'board' ? 'board' : 'text' }),
        },
        by: created_by,
      },
    }))
  }

  async #newGigs(communityId: string, from: number): Promise<NewRow[]> {
    const rows = await this.#deps.queries
      .selectFrom('gigs')
      .select(['id', 'title', 'company', 'url', 'source_name', 'source_url', 'parsed', 'created_at', 'opened_at'])
      .where('community_id', '=', communityId)
      .where('status', '=', 'open')
      // What only some saw at first is news when everybody does.
      .where((eb) =>
        eb.or([eb.and([eb('opened_at', 'is', null), eb('created_at', '>=', from)]), eb('opened_at', '>=', from)]),
      )
      .orderBy((eb) => eb.fn.coalesce('opened_at', 'created_at'))
      .limit(ROWS_AT_ONCE)
      .execute()
    const passed = rows.filter(({ source_url }) => this.#deps.mayPassOn(source_url))
    return passed.map(({ id, title, company, url, source_name, parsed, created_at, opened_at }) => ({
      type: 'gig.created',
      key: `gig.created:${id}`,
      subject: `gig:${id}`,
      happenedAt: opened_at ?? created_at,
      data: {
        gig: {
          id,
          title,
          company,
          applyUrl: url,
          source: source_name,
          parsed: JSON.parse(parsed) as object,
          url: this.#url({ documentId: null, gigId: id }),
        },
      },
    }))
  }

  #card(documentId: string, card: CardContents): object {
    const { id, title, columnId, columnName, dueOn } = card
    return {
      id,
      title,
      columnId,
      columnName,
      dueOn,
      assignees: card.assignees.map(({ memberId }) => memberId),
      url: this.#url({ documentId, cardId: id }),
    }
  }

  #url(place: Place): string {
    return this.#deps.publicUrl() + pathOf(place)
  }
}

function placeOf({ columnItem }: CardContents): string {
  return columnItem === undefined ? '' : `${columnItem.client}:${columnItem.clock}`
}
