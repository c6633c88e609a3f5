import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from '../platform/sqlite.ts'
import type { LogEntry, StoredDocument } from './update-log.ts'

/** The log's own connection, in a thread of its own: a commit waits for the disk, and the sockets must not. */
export type LogCall =
  | { kind: 'append'; entries: readonly LogEntry[] }
  | { kind: 'load'; documentId: string }
  | { kind: 'readAfter'; documentId: string; after: number; limit: number }
  | { kind: 'compact'; documentId: string; seq: number; bytes: Uint8Array }
export type LogRequest = { id: number; call: LogCall } | 'close'
export type LogReply = { id: number; value: unknown } | { id: number; error: string }

const port = parentPort
if (port === null) throw new Error('must run as a worker thread')
const database = openSqlite((workerData as { path: string }).path)

const statements = {
  reserve: database.prepare('update documents set seq = seq + ?, updated_at = ? where id = ? returning seq'),
  insert: database.prepare('insert into document_updates (document_id, seq, bytes, author, at) values (?, ?, ?, ?, ?)'),
  seq: database.prepare('select seq from documents where id = ?'),
  snapshot: database.prepare('select seq, bytes from document_snapshots where document_id = ?'),
  after: database.prepare(
    'select seq, bytes from document_updates where document_id = ? and seq > ? order by seq limit ?',
  ),
  putSnapshot: database.prepare(
    `insert into document_snapshots (document_id, seq, bytes, at) values (?, ?, ?, ?)
     on conflict (document_id) do update set seq = excluded.seq, bytes = excluded.bytes, at = excluded.at
     where excluded.seq > document_snapshots.seq`,
  ),
  drop: database.prepare('delete from document_updates where document_id = ? and seq <= ?'),
}

port.on('message', (request: LogRequest) => {
  if (request === 'close') {
    database.close()
    port.close()
    return
  }
  try {
    port.postMessage({ id: request.id, value: answer(request.call) } satisfies LogReply)
  } catch (error) {
    port.postMessage({ id: request.id, error: (error as Error).message } satisfies LogReply)
  }
})

function answer(call: LogCall): unknown {
  switch (call.kind) {
    case 'append':
      return transaction('immediate', () => append(call.entries))
    case 'load':
      return transaction('deferred', () => load(call.documentId))
    case 'readAfter':
      return transaction('deferred', () => readAfter(call.documentId, call.after, call.limit))
    case 'compact':
      return transaction('immediate', () => compact(call.documentId, call.seq, call.bytes))
  }
}

function transaction<T>(mode: 'immediate' | 'deferred', work: () => T): T {
  database.exec(`begin ${mode}`)
  try {
    const value = work()
    database.exec('commit')
    return value
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

function append(entries: readonly LogEntry[]): (number | undefined)[] {
  const now = Date.now()
  return entries.map(({ documentId, updates }) => {
    const row = statements.reserve.get(updates.length, now, documentId) as { seq: number } | undefined
    if (row === undefined) return undefined
    let seq = row.seq - updates.length
    for (const update of updates) {
      seq += 1
      statements.insert.run(documentId, seq, update.bytes, update.author, now)
    }
    return row.seq
  })
}

function load(documentId: string): StoredDocument | undefined {
  const row = statements.seq.get(documentId) as { seq: number } | undefined
  if (row === undefined) return undefined
  const snapshot = statements.snapshot.get(documentId) as { seq: number; bytes: Uint8Array } | undefined
  const tail = statements.after.all(documentId, snapshot?.seq ?? 0, -1) as unknown as { bytes: Uint8Array }[]
  const updates = tail.map((update) => update.bytes)
  return {
    seq: row.seq,
    updates: snapshot === undefined ? updates : [snapshot.bytes, ...updates],
    tail: updates.length,
  }
}

function readAfter(documentId: string, after: number, limit: number): { seq: number; bytes: Uint8Array }[] {
  const snapshot = statements.snapshot.get(documentId) as { seq: number; bytes: Uint8Array } | undefined
  const updates = statements.after.all(documentId, after, limit) as unknown as { seq: number; bytes: Uint8Array }[]
  return snapshot !== undefined && snapshot.seq > after ? [{ ...snapshot }, ...updates] : updates
}

function compact(documentId: string, seq: number, bytes: Uint8Array): void {
  const { changes } = statements.putSnapshot.run(documentId, seq, bytes, Date.now())
  if (Number(changes) > 0) statements.drop.run(documentId, seq)
}
