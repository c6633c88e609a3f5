import { createHash } from 'node:crypto'
import { PostgresAdapter, sql } from 'kysely'
import type { ChangedDocument, DocumentChange } from '../changes/change-service.ts'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { RoomMessage } from '../../shared/room-messages.ts'
import type { Queries } from '../platform/database.ts'
import { Gatherer } from '../platform/gatherer.ts'
import type { Log } from '../platform/log.ts'
import { prepared } from '../platform/prepared.ts'
import type { RoomChange } from '../rooms/message-service.ts'
import type { TranslatedMessage } from '../rooms/room-translations.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchTables } from './search-tables.ts'
import { wordsOf } from './words.ts'

type Entry = Omit<SearchTables['search_entries'], 'n' | 'hash'>
type Row = Omit<SearchTables['search_entries'], 'n'>

export interface SearchIntakeDeps {
  queries: Queries
  index: SearchIndex
  log: Log
}

const MAX_BODY = 100_000
/** A gig that only some may see is found by them alone. */
const SEARCHED = ['open', 'early']
const GIGS_AT_ONCE = 100
const KEYS_AT_ONCE = 200
const ROWS_AT_ONCE = 100
/** Nobody has written a question by then. */
const MESSAGES_WAIT_MS = 250

/** Puts documents, boards, their cards, gigs and messages into the index, and takes out what is there no more. */
export class SearchIntake {
  readonly #deps: SearchIntakeDeps
  /** An index is written a page at a time, however little is new in it: what is said within a moment goes in together. */
  readonly #messages = new Gatherer<string, undefined>({ most: ROWS_AT_ONCE, waitMs: MESSAGES_WAIT_MS }, (ids) =>
    this.#takeMessages(ids),
  )

  constructor(deps: SearchIntakeDeps) {
    this.#deps = deps
  }

  /** Resolves when all that it was told of is found. */
  async close(): Promise<void> {
    await this.#messages.flush()
  }

  /** Puts what a document holds into the index, in the transaction that counts it as seen. */
  async takeDocument(queries: Queries, { document, contents }: DocumentChange): Promise<undefined> {
    const common = {
      community_id: document.communityId,
      document_id: document.id,
      gig_id: null,
      room_id: null,
      message_id: null,
    }
    const entries: Entry[] = [
      {
        ...common,
        key: `document:${document.id}`,
        kind: document.kind === 'board' ? 'board' : 'document',
        card_id: null,
        title: document.title,
        body: contents.text,
        place: '',
        updated_at: document.updatedAt,
      },
      ...contents.cards.map((card) => ({
        ...common,
        key: `card:${document.id}:${card.id}`,
        kind: 'card',
        card_id: card.id,
        title: card.title,
        body: card.text,
        place: document.title,
        updated_at: document.updatedAt,
      })),
    ]
    await this.#replace(queries, document, entries)
  }

  /** Puts a gig into the index, or takes it out when it is not open any more. */
  async takeGig(gigId: string): Promise<void> {
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const gig = await transaction.selectFrom('gigs').selectAll().where('id', '=', gigId).executeTakeFirst()
      if (gig === undefined || !SEARCHED.includes(gig.status)) {
        await transaction.deleteFrom('search_entries').where('gig_id', '=', gigId).execute()
        return
      }
      const row = rowOf({
        key: `gig:${gig.id}`,
        community_id: gig.community_id,
        kind: 'gig',
        document_id: null,
        card_id: null,
        gig_id: gig.id,
        room_id: null,
        message_id: null,
        title: gig.title,
        body: gig.text,
        place: gig.company ?? '',
        updated_at: gig.updated_at,
      })
      await this.#put(transaction, [row])
    })
  }

  /**
   * Takes out what a message said, in the transaction that changes it: what was taken back is not found any more. What it says now is
   * put in soon after.
   */
  async takeMessage(queries: Queries, { kind, message: { id } }: RoomChange): Promise<(() => void) | undefined> {
    if (kind === 'reacted') return undefined
    // In other languages, too.
    if (kind !== 'posted') await queries.deleteFrom('search_entries').where('message_id', '=', id).execute()
    if (kind === 'deleted') return undefined
    return () => {
      this.#messages
        .add(id)
        .catch((error: unknown) =>
          this.#deps.log.warn({ err: error, messageId: id }, 'a message is not searchable yet'),
        )
    }
  }

  /** In whose language a message is read, by their words it is found; in the transaction that keeps the translation. */
  async takeTranslation(queries: Queries, { language, ...message }: TranslatedMessage): Promise<void> {
    const row = messageRow(message)
    await this.#put(queries, [{ ...row, key: `${row.key}:${language}` }])
  }

  /** Takes in messages from before they were searched. @returns how many; call it until that is none. */
  async takeEarlierMessages(): Promise<number> {
    const rows = await this.#deps.queries
      .selectFrom('room_messages')
      // In its own words: a translation of it may be there already.
      .leftJoin('search_entries', (join) => join.on('search_entries.key', '=', sql`'message:' || room_messages.id`))
      .select('room_messages.id')
      .where('search_entries.n', 'is', null)
      .where('room_messages.deleted_at', 'is', null)
      .limit(ROWS_AT_ONCE)
      .execute()
    if (rows.length > 0) await this.#takeMessages(rows.map(({ id }) => id))
    return rows.length
  }

  /** Takes in the gigs that changed while nobody told. @returns how many; call it until that is none. */
  async takeMissedGigs(): Promise<number> {
    const rows = await this.#deps.queries
      .selectFrom('gigs')
      .leftJoin('search_entries', 'search_entries.gig_id', 'gigs.id')
      .select('gigs.id')
      .where((eb) =>
        eb.or([
          eb.and([
            eb('gigs.status', 'in', SEARCHED),
            eb.or([
              eb('search_entries.n', 'is', null),
              eb('search_entries.updated_at', '!=', eb.ref('gigs.updated_at')),
            ]),
          ]),
          eb.and([eb('gigs.status', 'not in', SEARCHED), eb('search_entries.n', 'is not', null)]),
        ]),
      )
      .limit(GIGS_AT_ONCE)
      .execute()
    for (const { id } of rows) await this.takeGig(id)
    return rows.length
  }

  /** As they are by now; those that are deleted are left out. */
  async #takeMessages(ids: readonly string[]): Promise<undefined[]> {
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const messages = await transaction
        .selectFrom('room_messages')
        .select(['id', 'room_id as roomId', 'community_id as communityId', 'text', 'sent_at as sentAt'])
        .where('id', 'in', ids)
        .where('deleted_at', 'is', null)
        // Who edits one meanwhile takes out what is put in here. SQLite has one writer, and no word for it.
        .$if(transaction.getExecutor().adapter instanceof PostgresAdapter, (query) => query.forShare())
        .execute()
      const files = await transaction
        .selectFrom('room_files')
        .innerJoin('attachments', 'attachments.id', 'room_files.id')
        .select(['room_files.message_id', 'attachments.name'])
        .where('room_files.message_id', 'in', ids)
        .orderBy('room_files.id')
        .execute()
      const entries = messages.map((message) => {
        const names = files.filter(({ message_id: id }) => id === message.id).map(({ name }) => name)
        return messageRow({ ...message, text: [message.text, ...names].join('\n') })
      })
      await this.#put(transaction, entries)
    })
    return ids.map(() => undefined)
  }

  async #replace(queries: Queries, { id }: ChangedDocument, entries: readonly Entry[]): Promise<void> {
    const known = await queries
      .selectFrom('search_entries')
      .select(['key', 'hash'])
      .where('document_id', '=', id)
      .execute()
    const hashes = new Map(known.map(({ key, hash }) => [key, hash]))
    const rows = entries.map(rowOf)
    await this.#put(
      queries,
      rows.filter(({ key, hash }) => hashes.get(key) !== hash),
    )
    const present = new Set(entries.map(({ key }) => key))
    const gone = known.map(({ key }) => key).filter((key) => !present.has(key))
    for (let at = 0; at < gone.length; at += KEYS_AT_ONCE) {
      await queries
        .deleteFrom('search_entries')
        .where('key', 'in', gone.slice(at, at + KEYS_AT_ONCE))
        .execute()
    }
  }

  /** Some at a time: while a transaction runs on SQLite, every other query waits. */
  async #put(queries: Queries, rows: readonly Row[]): Promise<void> {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const chunk = rows.slice(at, at + ROWS_AT_ONCE)
      const put = await putRows(queries, { rows: chunk })
      await this.#deps.index.put(
        queries,
        put.map(({ n, title, place, body }) => ({ n, title: wordsOf(`${title} ${place}`), body: wordsOf(body) })),
      )
    }
  }
}

/** Who wrote it and where is joined when it is found: neither makes it a better answer. */
function messageRow(message: Pick<RoomMessage, 'id' | 'communityId' | 'roomId' | 'sentAt' | 'text'>): Row {
  return rowOf({
    key: `message:${message.id}`,
    community_id: message.communityId,
    kind: 'message',
    document_id: null,
    card_id: null,
    gig_id: null,
    room_id: message.roomId,
    message_id: message.id,
    title: '',
    body: withoutMentionLinks(message.text),
    place: '',
    updated_at: message.sentAt,
  })
}

function rowOf(entry: Entry): Row {
  const { kind, title, place } = entry
  const body = entry.body.slice(0, MAX_BODY)
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, title, body, place]))
    .digest('hex')
  return { ...entry, body, hash }
}

const putRows = prepared((queries: Queries, { rows }: { rows: readonly Row[] }) =>
  queries
    .insertInto('search_entries')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        title: eb.ref('excluded.title'),
        body: eb.ref('excluded.body'),
        place: eb.ref('excluded.place'),
        hash: eb.ref('excluded.hash'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .returning(['n', 'title', 'place', 'body']),
)
