import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import type { BoardComment } from '../../shared/board-comments.ts'
import type { DocumentKind } from '../../shared/documents.ts'
import { beat } from '../platform/beat.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { StoredDocument, UpdateLog } from '../sync/update-log.ts'
import type { ChangeTables } from './change-tables.ts'
import { type Authors, type Authorship, authorsSince } from './authors.ts'
import { type Contents, readContents } from './contents.ts'
import { type Happening, happeningsBetween, mentionKey, type SeenCard } from './happenings.ts'
import { readSeenCards, writeSeenCards } from './seen-cards.ts'

export interface ChangedDocument {
  id: string
  communityId: string
  kind: DocumentKind
  title: string
  createdBy: string | null
  updatedAt: number
  archived: boolean
}

export interface DocumentChange {
  document: ChangedDocument
  contents: Contents
  /** Since the last look; none at the first look at a document that is older than looking is. */
  happenings: readonly Happening[]
}

interface Look {
  document: ChangedDocument
  contents: Contents
  /** Up to which update. */
  seq: number
  /** The last look; undefined: there was none. */
  seen: ChangeTables['seen_documents'] | undefined
  /** Since then; undefined: nobody has written. */
  authors: Authors | undefined
}

/** Takes note of a change in the transaction that counts it as seen. @returns what to do once that stands. */
export type ChangeConsumer = (queries: Queries, change: DocumentChange) => Promise<(() => void) | undefined>

export interface ChangeServiceDeps {
  queries: Queries
  updateLog: Pick<UpdateLog, 'load' | 'history'>
  authorship: Authorship
  consumers: readonly ChangeConsumer[]
  /** Of a board's cards, oldest first. */
  commentsOf: (documentId: string) => Promise<BoardComment[]>
  log: Log
}

/** From the first edit after a pause to the look at it: what is done in one go is seen as one. */
const PAUSE_MS = 600
/**
 * Between two looks at one document, at least; and this many times what it took to read it, so that it costs little. In
 * what another app keeps there is nothing to find but that it changed: there it is the most.
 */
const LEAST_GAP_MS = 1500
const GAP_FACTOR = 40
const MOST_GAP_MS = 30_000
/** Between looks at one document and at the next: where many change at once, looking takes a twentieth of the time at most. */
const REST_FACTOR = 19
const MOST_REST_MS = 50
/** How often what this process was not told of is looked for: edits on other nodes, new titles, what came before a start. */
const POLL_MS = 2_000
const POLL_LIMIT = 100
const MAX_WAITING = 10_000
const EMPTY: Contents = { text: '', mentions: [], cards: [] }

/**
 * Looks into documents that have changed, soon after, and tells what happened in them: each thing once, also over a
 * restart, for up to where it has looked stands in the store. A Y.Doc is built for the time of a look only.
 */
export class ChangeService {
  readonly #deps: ChangeServiceDeps
  /** When each changed document is to be looked at, by `performance.now()`. */
  readonly #due = new Map<string, number>()
  /** Before that a document is not looked at again. */
  readonly #notBefore = new Map<string, number>()
  #stopPolling: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #polling: Promise<void> | undefined
  #isClosed = false

  constructor(deps: ChangeServiceDeps) {
    this.#deps = deps
  }

  start(): void {
    const poll = () => {
      this.#polling = this.#findChanged().catch((error: unknown) =>
        this.#deps.log.warn({ err: error }, 'changed documents not looked up'),
      )
    }
    poll()
    this.#stopPolling = beat(POLL_MS, poll)
  }

  /** To be called when updates of these documents are durable. */
  touched(documentIds: Iterable<string>): void {
    if (this.#stopPolling === undefined) return
    for (const id of documentIds) this.#add(id, PAUSE_MS)
    this.#schedule()
  }

  /** Resolves when the look that runs is over; then looks at nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopPolling?.()
    clearTimeout(this.#timer)
    await this.#polling
    await this.#running
  }

  #add(id: string, inMs: number): void {
    // The poll finds what has no place here.
    if (this.#due.has(id) || this.#due.size >= MAX_WAITING) return
    this.#due.set(id, Math.max(performance.now() + inMs, this.#notBefore.get(id) ?? 0))
  }

  async #findChanged(): Promise<void> {
    const rows = await this.#deps.queries
      .selectFrom('documents')
      .leftJoin('seen_documents', 'seen_documents.document_id', 'documents.id')
      .select('documents.id')
      .where((eb) =>
        eb.or([
          eb('seen_documents.seq', 'is', null),
          eb('seen_documents.seq', '!=', eb.ref('documents.seq')),
          eb('seen_documents.updated_at', '!=', eb.ref('documents.updated_at')),
        ]),
      )
      .limit(POLL_LIMIT)
      .execute()
    for (const { id } of rows) this.#add(id, 0)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isClosed || this.#timer !== undefined || this.#running !== undefined || this.#due.size === 0) return
    const next = Math.min(...this.#due.values())
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#running = this.#lookAtDue().finally(() => {
          this.#running = undefined
          this.#schedule()
        })
      },
      Math.max(0, next - performance.now()),
    )
  }

  async #lookAtDue(): Promise<void> {
    const startedAt = performance.now()
    for (const [id, at] of this.#notBefore) if (at <= startedAt) this.#notBefore.delete(id)
    for (const [id, at] of this.#due) {
      if (this.#isClosed) return
      if (at > startedAt) continue
      this.#due.delete(id)
      this.#notBefore.set(id, performance.now() + LEAST_GAP_MS)
      const lookedAt = performance.now()
      try {
        await this.#look(id)
      } catch (error) {
        // It is still unseen, so the poll finds it again.
        this.#deps.log.warn({ err: error, documentId: id }, 'changed document not looked at')
      }
      await sleep(Math.min((performance.now() - lookedAt) * REST_FACTOR, MOST_REST_MS))
    }
  }

  async #look(documentId: string): Promise<void> {
    const { queries, updateLog } = this.#deps
    const row = await queries.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirst()
    // The row first: what changes from here on is found again.
    const stored = row === undefined ? undefined : await updateLog.load(documentId)
    if (row === undefined || stored === undefined) return
    const document: ChangedDocument = {
      id: row.id,
      communityId: row.community_id,
      kind: row.kind as DocumentKind,
      title: row.title,
      createdBy: row.created_by,
      updatedAt: row.updated_at,
      archived: row.archived_at !== null,
    }
    const comments = document.kind === 'board' ? await this.#deps.commentsOf(documentId) : []
    // Of the reading alone: waiting for the database costs nobody anything.
    const startedAt = performance.now()
    const contents = this.#read(document, stored, comments)
    const gap = document.kind === 'plain' ? MOST_GAP_MS : (performance.now() - startedAt) * GAP_FACTOR
    this.#notBefore.set(documentId, performance.now() + Math.min(Math.max(LEAST_GAP_MS, gap), MOST_GAP_MS))
    const seen = await queries
      .selectFrom('seen_documents')
      .selectAll()
      .where('document_id', '=', documentId)
      .executeTakeFirst()
    // Before the transaction, which others wait for: there may be much to read.
    const authors = await this.#authorsSince(seen, documentId, stored)
    const tell = await queries
      .transaction()
      .execute((transaction) => this.#take(transaction, { document, contents, seq: stored.seq, seen, authors }))
    for (const then of tell) then?.()
  }

  /** What cannot be read holds nothing: other documents must not wait for it. */
  #read({ id, kind }: ChangedDocument, stored: StoredDocument, comments: readonly BoardComment[]): Contents {
    // Another app's: what is in it is nothing that the hub knows.
    if (kind === 'plain') return EMPTY
    const doc = new Y.Doc()
    try {
      const parts = stored.snapshot === undefined ? [] : [stored.snapshot.bytes]
      for (const bytes of [...parts, ...stored.tail.map((update) => update.bytes)]) Y.applyUpdate(doc, bytes)
      return readContents(doc, kind, comments)
    } catch (error) {
      this.#deps.log.warn({ err: error, documentId: id }, 'document could not be read')
      return EMPTY
    } finally {
      doc.destroy()
    }
  }

  async #take(queries: Queries, look: Look) {
    const { document, contents, seq, seen } = look
    const isFirst = await this.#markSeen(queries, document, contents, seq, seen)
    if (!isFirst) return []
    const cards = await readSeenCards(queries, document.id)
    await writeSeenCards(queries, document.id, cards, contents.cards)
    const happenings = seen?.is_baseline === 1 ? [] : this.#happenings(look, cards)
    const tell: Awaited<ReturnType<ChangeConsumer>>[] = []
    for (const consume of this.#deps.consumers) tell.push(await consume(queries, { document, contents, happenings }))
    return tell
  }

  #happenings({ contents, seen, authors }: Look, cards: ReadonlyMap<string, SeenCard>): Happening[] {
    const before = { cards, mentions: JSON.parse(seen?.mentions ?? '[]') as string[] }
    // Nobody wrote in it: its title, its access or a comment is new.
    if (authors === undefined) return happeningsBetween(before, contents, () => null)
    return [...happeningsBetween(before, contents, authors.of), { kind: 'document.changed', by: authors.all }]
  }

  /** @returns undefined when nobody has written since. */
  async #authorsSince(seen: Look['seen'], documentId: string, stored: StoredDocument) {
    const from = seen?.seq ?? -1
    if (stored.seq <= from || seen?.is_baseline === 1) return undefined
    return await authorsSince(from, documentId, stored, this.#deps.updateLog, this.#deps.authorship)
  }

  /** @returns false when another process has looked meanwhile, and has told what there was to tell. */
  async #markSeen(
    queries: Queries,
    document: ChangedDocument,
    contents: Contents,
    seq: number,
    seen: Look['seen'],
  ): Promise<boolean> {
    const now = {
      seq,
      updated_at: document.updatedAt,
      mentions: JSON.stringify(contents.mentions.map(mentionKey)),
      is_baseline: 0,
    }
    if (seen === undefined) {
      const inserted = await queries
        .insertInto('seen_documents')
        .values({ document_id: document.id, ...now })
        .onConflict((conflict) => conflict.column('document_id').doNothing())
        .executeTakeFirst()
      return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
    }
    const updated = await queries
      .updateTable('seen_documents')
      .set(now)
      .where('document_id', '=', document.id)
      .where('seq', '=', seen.seq)
      .where('updated_at', '=', seen.updated_at)
      .executeTakeFirst()
    return Number(updated.numUpdatedRows) > 0
  }
}
