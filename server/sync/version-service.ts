import type { DocumentChange, DocumentVersion } from '../../shared/document-versions.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { Queries } from '../platform/database.ts'
import { ThreadCalls } from '../platform/thread-calls.ts'
import { workerThread } from '../platform/worker-thread.ts'
import type { HistoryCall } from './history.worker.ts'
import type { LiveDocuments } from './live-documents.ts'
import type { SyncTables } from './sync-tables.ts'
import type { UpdateLog } from './update-log.ts'

export interface VersionServiceDeps {
  queries: Queries
  updateLog: UpdateLog
  documents: LiveDocuments
  now: () => number
  newId: () => string
}

type Row = SyncTables['document_versions']

/** Versions of documents: named and automatic ones, what changed between them, and the way back. Who may is the caller's. */
export class VersionService {
  readonly #deps: VersionServiceDeps
  #thread: ThreadCalls<HistoryCall> | undefined

  constructor(deps: VersionServiceDeps) {
    this.#deps = deps
  }

  /** Newest first. `before`: only those of a lower number. */
  async list(
    documentId: string,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<DocumentVersion[]> {
    const rows = await this.#deps.queries
      .selectFrom('document_versions')
      .selectAll()
      .where('document_id', '=', documentId)
      .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
      .orderBy('seq', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toVersion)
  }

  /** `name`: null for one that the hub makes by itself. @throws NotFoundError when the document is gone. */
  async create(documentId: string, name: string | null, createdBy: string | null): Promise<DocumentVersion> {
    const { queries, now, newId } = this.#deps
    await this.#flush(documentId)
    return await queries.transaction().execute(async (transaction) => {
      // Locks the document's row: a compaction in between would merge over the number that is being named.
      const document = await transaction
        .updateTable('documents')
        .set((eb) => ({ seq: eb.ref('seq') }))
        .where('id', '=', documentId)
        .returning('seq')
        .executeTakeFirst()
      if (document === undefined) throw new NotFoundError('document', documentId)
      const row: Row = {
        id: newId(),
        document_id: documentId,
        seq: document.seq,
        name,
        created_by: createdBy,
        at: now(),
      }
      await transaction.insertInto('document_versions').values(row).execute()
      return toVersion(row)
    })
  }

  /** @returns the version and its content as a Yjs update. @throws NotFoundError. */
  async read(documentId: string, versionId: string): Promise<{ version: DocumentVersion; state: Uint8Array }> {
    const version = await this.#find(documentId, versionId)
    const history = await this.#deps.updateLog.history(documentId, version.seq)
    return { version, state: await this.#call({ kind: 'state', history }) }
  }

  /** `from` absent: the empty document; `to` absent: the present one. @throws NotFoundError. */
  async compare(
    documentId: string,
    { from, to }: { from?: string | undefined; to?: string | undefined },
  ): Promise<{ changes: DocumentChange[]; isCut: boolean }> {
    const start = from === undefined ? 0 : (await this.#find(documentId, from)).seq
    const end = to === undefined ? Number.MAX_SAFE_INTEGER : (await this.#find(documentId, to)).seq
    if (to === undefined) await this.#flush(documentId)
    const history = await this.#deps.updateLog.history(documentId, end)
    return await this.#call({ kind: 'compare', history, from: start })
  }

  /**
   * Makes the document what it was, as an edit by `author` that merges with what others do at the same time.
   * @returns the version that was made of it before. @throws NotFoundError.
   */
  async restore(documentId: string, versionId: string, author: string | null): Promise<DocumentVersion> {
    const { seq } = await this.#find(documentId, versionId)
    const live = await this.#deps.documents.get(documentId)
    using _held = live.hold()
    const before = await this.create(documentId, null, author)
    const history = await this.#deps.updateLog.history(documentId, Number.MAX_SAFE_INTEGER)
    const edit = await this.#call<Uint8Array | undefined>({ kind: 'revert', history, seq })
    if (edit !== undefined) await live.edit(edit, author)
    return before
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }

  /** What a member sees of a document is in the log a moment later. @throws NotFoundError. */
  async #flush(documentId: string): Promise<void> {
    const live = await this.#deps.documents.get(documentId)
    await live.flushed()
  }

  async #find(documentId: string, versionId: string): Promise<DocumentVersion> {
    const row = await this.#deps.queries
      .selectFrom('document_versions')
      .selectAll()
      .where('id', '=', versionId)
      .where('document_id', '=', documentId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('version', versionId)
    return toVersion(row)
  }

  async #call<T>(call: HistoryCall): Promise<T> {
    this.#thread ??= new ThreadCalls(workerThread(new URL('./history.worker.ts', import.meta.url)), 'history')
    return await this.#thread.call(call)
  }
}

function toVersion(row: Row): DocumentVersion {
  return { id: row.id, name: row.name, seq: row.seq, createdBy: row.created_by, at: row.at }
}
