import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CompiledQuery,
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
import { type SqliteResult, SqliteSession } from './sqlite-session.ts'
import { SqliteThread } from './sqlite-thread.ts'
import { BUSY_MS, openSqlite, type SqliteValue } from './sqlite.ts'
import { StatementCosts } from './statement-costs.ts'
import { WalSync } from './wal-sync.ts'

/** Kysely on SQLite: see `SqliteDriver` for what runs where. */
export class SqliteDialect implements Dialect {
  readonly #driver: SqliteDriver

  constructor(path: string) {
    this.#driver = new SqliteDriver(path)
  }

  createDriver(): Driver {
    return this.#driver
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter {
    return new OpenAdapter(this.#driver)
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database)
  }
}

/** To ask the store without the ten turns of promises that Kysely takes around a query outside of transactions. */
export class OpenAdapter extends SqliteAdapter {
  readonly #driver: SqliteDriver

  constructor(driver: SqliteDriver) {
    super()
    this.#driver = driver
  }

  /** @returns undefined as long as the store is not open. */
  alone<Row>(query: CompiledQuery): Promise<QueryResult<Row>> | undefined {
    return this.#driver.isOpen ? this.#driver.alone(query) : undefined
  }
}

const SQLITE_BUSY = 5
/** Of one turn of the event loop, at most about so much goes into statements, in milliseconds. */
const MOST_IN_A_TURN_MS = 5
/** Characters: some hundred rows. */
const LONG_INSERT = 20_000
/** Of commits on the event loop, after which the log is written back into the file; the connections in threads do it by its size. */
const CHECKPOINT_EVERY = 250
/** Pages of 4 KiB. A log as long as this is begun anew. */
const LONG_LOG = 10_000
const CHECKPOINT = 'pragma wal_checkpoint(passive)'

interface Open {
  /** On the event loop: `main` has the transactions, and what is short; what is read during one must not see it. */
  here: { main: SqliteSession; reads: SqliteSession }
  wal: WalSync
  writer: SqliteThread
  reader: SqliteThread
}

/**
 * A trip to another thread and back takes many times what a short statement does, and a transaction of ten keeps all others
 * waiting for as many trips. So transactions run on the event loop, statement by statement, and so do inserts, and queries
 * that have shown to be short; only the disk is waited for elsewhere (`WalSync`). Long queries run in one thread, and
 * other writes that are no transaction, such as sweeps, in another. Writers take turns; readers see what is committed and wait for nobody
 * (https://sqlite.org/wal.html).
 */
class SqliteDriver implements Driver {
  readonly #path: string
  readonly #costs = new StatementCosts()
  #open: Open | undefined
  /** Resolves when no transaction is open, and none waits. */
  #free: Promise<void> = Promise.resolve()
  #turnBeganAt: number | undefined
  #commits = 0
  #isCheckpointing = false

  constructor(path: string) {
    this.#path = path
  }

  async init(): Promise<void> {
    const writer = new SqliteThread(this.#path, false)
    // The file is made, and set up, by one alone.
    await writer.run('select 1')
    this.#open = {
      here: { main: openHere(this.#path), reads: openHere(this.#path) },
      wal: new WalSync(this.#path),
      writer,
      reader: new SqliteThread(this.#path, true),
    }
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  async acquireConnection(): Promise<Handle> {
    return new Handle(this)
  }

  async releaseConnection(handle: Handle): Promise<void> {
    handle.end()
  }

  async beginTransaction(handle: Handle, _settings: TransactionSettings): Promise<void> {
    const { release, come } = this.#takeTurn()
    handle.own(release)
    await come
    const { here } = this.#opened
    for (const giveUpAt = performance.now() + BUSY_MS; ; await sleep(1)) {
      try {
        // IMMEDIATE: other connections write the same file, and an upgraded read would fail with SQLITE_BUSY_SNAPSHOT.
        here.main.run('begin immediate', [])
        return
      } catch (error) {
        // As long as the connections in threads.
        if (!isBusy(error) || performance.now() > giveUpAt) throw error
      }
    }
  }

  async commitTransaction(handle: Handle): Promise<void> {
    const { here, wal } = this.#opened
    here.main.run('commit', [])
    // The next one need not wait for the disk.
    handle.end()
    this.#countCommit()
    await wal.durable()
  }

  async rollbackTransaction(handle: Handle): Promise<void> {
    const { main } = this.#opened.here
    // What failed may have ended it: another one's may be open by now.
    if (handle.isInTransaction && main.isInTransaction) main.run('rollback', [])
  }

  async destroy(): Promise<void> {
    const open = this.#open
    if (open === undefined) return
    this.#open = undefined
    await open.reader.close()
    await open.writer.close()
    await open.wal.close()
    open.here.reads.close()
    open.here.main.close()
  }

  async inTransaction<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    await this.#breathe()
    return resultOf(this.#opened.here.main.run(sql, parameters as SqliteValue[]))
  }

  async alone<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const values = parameters as SqliteValue[]
    if (/^\s*select\b/i.test(sql)) return resultOf(await this.#read(sql, values))
    // Who waits for the same end goes on in the order of asking.
    await this.#free
    return resultOf(await this.#write(sql, values))
  }

  async #write(sql: string, values: readonly SqliteValue[]): Promise<SqliteResult> {
    const { wal, writer } = this.#opened
    const result = this.#writeHere(sql, values)
    if (result === undefined) return await writer.run(sql, values)
    await wal.durable()
    return result
  }

  /** An insert is as long as its text; anything else that writes may touch any number of rows. */
  #writeHere(sql: string, values: readonly SqliteValue[]): SqliteResult | undefined {
    const { main } = this.#opened.here
    if (main.isInTransaction || sql.length > LONG_INSERT || !/^\s*insert\b/i.test(sql)) return undefined
    try {
      const result = main.run(sql, values)
      this.#countCommit()
      return result
    } catch (error) {
      if (!isBusy(error)) throw error
      return undefined
    }
  }

  #countCommit(): void {
    this.#commits += 1
    // One that fails is made up for by the next.
    if (this.#commits % CHECKPOINT_EVERY === 0 && !this.#isCheckpointing) this.#checkpoint().catch(() => {})
  }

  async #read(sql: string, values: readonly SqliteValue[]): Promise<SqliteResult> {
    let result: SqliteResult | undefined
    if (this.#costs.isShort(sql)) {
      await this.#breathe()
      result = this.#readHere(sql, values)
    }
    result ??= await this.#opened.reader.run(sql, values)
    this.#costs.note(sql, result.ms)
    return result
  }

  /** @returns undefined when the file is not to be read at this moment. */
  #readHere(sql: string, values: readonly SqliteValue[]): SqliteResult | undefined {
    const { main, reads } = this.#opened.here
    try {
      // What one connection has in memory is worthless once another has written: this one has written most.
      return (main.isInTransaction ? reads : main).run(sql, values)
    } catch (error) {
      if (!isBusy(error)) throw error
      return undefined
    }
  }

  /** Nobody else here begins to write between `come` and `release`. */
  #takeTurn(): { come: Promise<void>; release: () => void } {
    const before = this.#free
    let release: () => void = () => {}
    this.#free = new Promise((resolve) => (release = resolve))
    return { come: before.then(() => this.#opened.writer.idle()), release }
  }

  /**
   * Most of the log goes into the file while others write. What they add meanwhile is left, and a log of which anything is left is
   * never begun anew: it would grow for as long as somebody writes. So, when it is long, they wait for the little that is left.
   */
  async #checkpoint(): Promise<void> {
    this.#isCheckpointing = true
    try {
      const { rows } = await this.#opened.reader.run(CHECKPOINT)
      const [{ log }] = rows as [{ log: number }]
      if (log < LONG_LOG) return
      const { come, release } = this.#takeTurn()
      try {
        await come
        await this.#opened.writer.run(CHECKPOINT)
      } finally {
        release()
      }
    } finally {
      this.#isCheckpointing = false
    }
  }

  /** Statement after statement is one long turn of the event loop: sockets have theirs in between. */
  async #breathe(): Promise<void> {
    const now = performance.now()
    if (this.#turnBeganAt === undefined) {
      this.#turnBeganAt = now
      setImmediate(() => (this.#turnBeganAt = undefined))
    } else if (now - this.#turnBeganAt > MOST_IN_A_TURN_MS) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  get #opened(): Open {
    if (this.#open === undefined) throw new Error('the database is closed')
    return this.#open
  }
}

/** What one caller has of the store, until it is given back. */
class Handle implements DatabaseConnection {
  readonly #driver: SqliteDriver
  #release: (() => void) | undefined

  constructor(driver: SqliteDriver) {
    this.#driver = driver
  }

  /** It is in a transaction from now on, until its end. */
  own(release: () => void): void {
    this.#release = release
  }

  end(): void {
    this.#release?.()
    this.#release = undefined
  }

  get isInTransaction(): boolean {
    return this.#release !== undefined
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return await (this.isInTransaction ? this.#driver.inTransaction(query) : this.#driver.alone(query))
  }

  // Kysely asks for it; nothing here streams from SQLite.
  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query)
  }
}

/** It waits for nobody, nor for the disk: the event loop would. */
function openHere(path: string): SqliteSession {
  const database = openSqlite(path)
  database.exec('PRAGMA busy_timeout = 0; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0')
  return new SqliteSession(database)
}

function resultOf<Row>({ rows, changes, lastId }: SqliteResult): QueryResult<Row> {
  return {
    rows: rows as Row[],
    ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
    ...(lastId === undefined ? {} : { insertId: BigInt(lastId) }),
  }
}

/** Before Node 24, what is thrown by a statement that answers has no code of SQLite's. */
function isBusy(error: unknown): boolean {
  const { errcode = 0, message } = error as { errcode?: number; message?: string }
  return (errcode & 0xff) === SQLITE_BUSY || message === 'database is locked'
}
