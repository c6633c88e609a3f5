import { parentPort, workerData } from 'node:worker_threads'
import { type SqliteResult, SqliteSession } from './sqlite-session.ts'
import { openSqlite, type SqliteValue } from './sqlite.ts'

/** One SQLite connection in a thread of its own, to write or only to read: what takes long must not stall the sockets. */
export interface QueryRequest {
  id: number
  sql: string
  parameters: readonly SqliteValue[]
}
export type QueryReply =
  | ({ id: number; ok: true } & SqliteResult)
  | { id: number; ok: false; message: string; code: string | undefined }

const port = parentPort
if (port === null) throw new Error('must run as a worker thread')
const { path, isReader } = workerData as { path: string; isReader: boolean }
const database = openSqlite(path)
if (isReader) database.exec('PRAGMA query_only = ON')
const session = new SqliteSession(database)

port.on('message', (request: QueryRequest | 'close') => {
  if (request === 'close') {
    session.close()
    port.close()
    return
  }
  port.postMessage(run(request))
})

function run({ id, sql, parameters }: QueryRequest): QueryReply {
  try {
    return { id, ok: true, ...session.run(sql, parameters) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, ok: false, message, code }
  }
}
