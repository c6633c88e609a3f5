import type { Worker } from 'node:worker_threads'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import type { QueryReply, QueryRequest } from './sqlite-query.worker.ts'
import type { SqliteValue } from './sqlite.ts'
import { workerThread } from './worker-thread.ts'

/** Kysely on one SQLite connection that lives in a worker thread. */
export class SqliteThreadDialect implements Dialect {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  createDriver(): Driver {
    return new SqliteThreadDriver(this.#path)
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter()
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database)
  }
}

/**
 * One thread writes, and does what it is sent in order; a transaction has it to itself. Another one reads what is
 * committed, and waits for nobody (https://sqlite.org/wal.html): both are sent queries without waiting for answers.
 */
class SqliteThreadDriver implements Driver {
  readonly #path: string
  #threads: Threads | undefined
  /** Resolves when no transaction is open, and none waits. */
  #free: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
  }

  async init(): Promise<void> {
    const writer = new SqliteThread(this.#path, false)
    // The file is made, and set up, by one alone.
    await writer.run(CompiledQuery.raw('select 1'))
    this.#threads = { writer, reader: new SqliteThread(this.#path, true) }
  }

  async acquireConnection(): Promise<Handle> {
    if (this.#threads === undefined) throw new Error('the database is closed')
    return new Handle(this.#threads, () => this.#free)
  }

  async releaseConnection(handle: Handle): Promise<void> {
    handle.end()
  }

  async beginTransaction(handle: Handle, _settings: TransactionSettings): Promise<void> {
    const before = this.#free
    let release: () => void = () => {}
    this.#free = new Promise((resolve) => (release = resolve))
    handle.own(release)
    await before
    // IMMEDIATE: another connection writes the same file, and an upgraded read would fail with SQLITE_BUSY_SNAPSHOT.
    await handle.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(handle: Handle): Promise<void> {
    await handle.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(handle: Handle): Promise<void> {
    await handle.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#threads?.reader.close()
    await this.#threads?.writer.close()
    this.#threads = undefined
  }
}

interface Threads {
  writer: SqliteThread
  reader: SqliteThread
}

/** What one caller has of the connection, until it is given back. */
class Handle implements DatabaseConnection {
  readonly #threads: Threads
  readonly #free: () => Promise<void>
  #release: (() => void) | undefined

  constructor(threads: Threads, free: () => Promise<void>) {
    this.#threads = threads
    this.#free = free
  }

  /** The thread is its own as soon as transactions before it have ended, until it is given back. */
  own(release: () => void): void {
    this.#release = release
  }

  end(): void {
    this.#release?.()
    this.#release = undefined
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#release === undefined && /^\s*select\b/i.test(query.sql)) return await this.#threads.reader.run(query)
    // Who waits for the same end goes on in the order of asking, so that nothing slips between 'begin' and 'commit'.
    if (this.#release === undefined) await this.#free()
    return await this.#threads.writer.run(query)
  }

  // Kysely asks for it; nothing here streams from SQLite.
  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query)
  }
}

interface Waiting {
  resolve: (reply: QueryReply) => void
  reject: (error: Error) => void
}

class SqliteThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #failure: Error | undefined

  constructor(path: string, isReader: boolean) {
    const workerData = { path, isReader }
    this.#worker = workerThread(new URL('./sqlite-query.worker.ts', import.meta.url), { workerData })
    this.#worker.on('message', (reply: QueryReply) => {
      this.#waiting.get(reply.id)?.resolve(reply)
      this.#waiting.delete(reply.id)
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the database thread has ended')))
  }

  async run<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const reply = await this.#send(query)
    if (!reply.ok) throw Object.assign(new Error(reply.message), { code: reply.code, sql: query.sql })
    return {
      rows: reply.rows as Row[],
      ...(reply.changes === undefined ? {} : { numAffectedRows: BigInt(reply.changes) }),
      ...(reply.lastId === undefined ? {} : { insertId: BigInt(reply.lastId) }),
    }
  }

  async close(): Promise<void> {
    if (this.#failure !== undefined) return
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.postMessage('close')
    await ended
  }

  async #send(query: CompiledQuery): Promise<QueryReply> {
    if (this.#failure !== undefined) throw this.#failure
    const id = this.#nextId++
    const request: QueryRequest = { id, sql: query.sql, parameters: query.parameters as SqliteValue[] }
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage(request)
    })
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
