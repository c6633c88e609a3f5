import type { SqliteDatabase, SqliteValue } from './sqlite.ts'

export interface SqliteResult {
  rows: unknown[]
  changes: number | undefined
  lastId: number | undefined
  /** What the statement itself took, in milliseconds. */
  ms: number
}

const STATEMENTS = 500

type Statement = ReturnType<SqliteDatabase['prepare']>
type Row = Record<string, unknown>

/** What the rows of an answer look like. */
interface Columns {
  names: readonly string[]
  /** A row with nothing in it. */
  blank: Row
}

interface Prepared {
  statement: Statement
  /** Undefined: it answers with no rows. */
  columns: Columns | undefined
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
    const prepared = this.#prepared(sql)
    const { statement } = prepared
    const startedAt = performance.now()
    if (prepared.columns !== undefined) {
      const lists = statement.all(...parameters) as unknown as unknown[][]
      // A table has other columns than when it was prepared.
      if (lists[0] !== undefined && lists[0].length !== prepared.columns.names.length)
        prepared.columns = columnsOf(statement)
      const rows = rowsOf(lists, prepared.columns)
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
    const statement = this.#database.prepare(sql)
    if (answers) statement.setReturnArrays(true)
    const made = { statement, columns: answers ? columnsOf(statement) : undefined }
    if (this.#statements.size >= STATEMENTS) {
      const [oldest] = this.#statements.keys()
      if (oldest !== undefined) this.#statements.delete(oldest)
    }
    // DDL changes what a statement means, and is run once.
    if (!/^\s*(create|alter|drop)\b/i.test(sql)) this.#statements.set(sql, made)
    return made
  }
}

function columnsOf(statement: Statement): Columns {
  const names = statement.columns().map(({ name }) => name)
  return { names, blank: Object.fromEntries(names.map((name) => [name, null])) }
}

/**
 * SQLite's own objects have no prototype, and are slow for it, to make and to read. Copies of one object share its shape, and
 * take a third less.
 */
function rowsOf(lists: readonly unknown[][], { names, blank }: Columns): Row[] {
  return lists.map((values) => {
    const row = { ...blank }
    for (let at = 0; at < names.length; at += 1) row[names[at] ?? ''] = values[at]
    return row
  })
}
