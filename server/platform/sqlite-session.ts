import type { SqliteDatabase, SqliteValue } from './sqlite.ts'

export interface SqliteResult {
  rows: unknown[]
  changes: number | undefined
  lastId: number | undefined
  /** What the statement itself took, in milliseconds. */
  ms: number
}

const STATEMENTS = 500

interface Prepared {
  statement: ReturnType<SqliteDatabase['prepare']>
  /** With rows. */
  answers: boolean
}

/** One connection, and its prepared statements: oldest out first, for Kysely makes the same few hundred texts. */
export class SqliteSession {
  readonly #database: SqliteDatabase
  readonly #statements = new Map<string, Prepared>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  /** @throws Error as SQLite says it. */
  run(sql: string, parameters: readonly SqliteValue[]): SqliteResult {
    const { statement, answers } = this.#prepared(sql)
    const startedAt = performance.now()
    if (answers) {
      const rows = statement.all(...parameters)
      return { rows, changes: undefined, lastId: undefined, ms: performance.now() - startedAt }
    }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], changes, lastId: Number(lastInsertRowid), ms: performance.now() - startedAt }
  }

  get isInTransaction(): boolean {
    return this.#database.isTransaction
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const answers = /^\s*(select|with|pragma|explain)\b/i.test(sql) || /\breturning\b/i.test(sql)
    const made = { statement: this.#database.prepare(sql), answers }
    if (this.#statements.size >= STATEMENTS) {
      const [oldest] = this.#statements.keys()
      if (oldest !== undefined) this.#statements.delete(oldest)
    }
    // DDL changes what a statement means, and is run once.
    if (!/^\s*(create|alter|drop)\b/i.test(sql)) this.#statements.set(sql, made)
    return made
  }
}
