import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite, type SqliteValue } from './sqlite.ts'

/** One SQLite connection in a thread of its own, to write or only to read: commits call fsync and must not stall the sockets. */
export interface QueryRequest {
  id: number
  sql: string
  parameters: readonly SqliteValue[]
}
export type QueryReply =
  | { id: number; ok: true; rows: unknown[]; changes: number | undefined; lastId: number | undefined }
  | { id: number; ok: false; message: string; code: string | undefined }

const STATEMENTS = 500
const port = parentPort
if (port === null) throw new Error('must run as a worker thread')
const { path, isReader } = workerData as { path: string; isReader: boolean }
const database = openSqlite(path)
if (isReader) database.exec('PRAGMA query_only = ON')
const statements = new Map<string, ReturnType<typeof database.prepare>>()

port.on('message', (request: QueryRequest | 'close') => {
  if (request === 'close') {
    statements.clear()
    database.close()
    port.close()
    return
  }
  port.postMessage(run(request))
})

function run({ id, sql, parameters }: QueryRequest): QueryReply {
  try {
    const statement = prepared(sql)
    if (/^\s*(select|with|pragma|explain)\b/i.test(sql) || /\breturning\b/i.test(sql)) {
      return { id, ok: true, rows: statement.all(...parameters), changes: undefined, lastId: undefined }
    }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { id, ok: true, rows: [], changes, lastId: Number(lastInsertRowid) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, ok: false, message, code }
  }
}

/** Prepared statements are kept, oldest out first: Kysely makes the same few hundred texts. */
function prepared(sql: string): ReturnType<typeof database.prepare> {
  const known = statements.get(sql)
  if (known !== undefined) return known
  const made = database.prepare(sql)
  if (statements.size >= STATEMENTS) {
    const [oldest] = statements.keys()
    if (oldest !== undefined) statements.delete(oldest)
  }
  // DDL changes what a statement means, and is run once.
  if (!/^\s*(create|alter|drop)\b/i.test(sql)) statements.set(sql, made)
  return made
}
