import { workerData } from 'node:worker_threads'
import { serveCalls } from '../platform/serve-calls.ts'
import { openSqlite } from '../platform/sqlite.ts'
import { decodeBatch } from './log-batch.ts'
import type {
  Compaction,
  HistorySegment,
  LogEntry,
  Snapshot,
  StoredDocument,
  StoredHistory,
  StoredUpdate,
} from './update-log.ts'

/** The log's own connection, in a thread of its own: a commit waits for the disk, and the sockets must not. */
export type LogCall =
  /** Of `encodeBatch`. */
  | { kind: 'append'; batch: Uint8Array }
  | { kind: 'load'; documentId: string }
  | { kind: 'readAfter'; documentId: string; after: number; limit: number }
  | { kind: 'versionsAfter'; documentId: string; after: number }
  | { kind: 'compact'; documentId: string; compaction: Compaction }
  | { kind: 'history'; documentId: string; seq: number; after: number }

const database = openSqlite((workerData as { path: string }).path)

const statements = {
  reserve: database.prepare('update documents set seq = seq + ?, updated_at = ? where id = ? returning seq'),
  insert: database.prepare('insert into document_updates (document_id, seq, bytes, author, at) values (?, ?, ?, ?, ?)'),
  seq: database.prepare('select seq from documents where id = ?'),
  snapshot: database.prepare('select seq, bytes, state_vector from document_snapshots where document_id = ?'),
  snapshotSeq: database.prepare('select seq from document_snapshots where document_id = ?'),
  after: database.prepare(
    'select seq, bytes, author, at from document_updates where document_id = ? and seq > ? order by seq limit ?',
  ),
  cuts: database.prepare('select distinct seq from document_versions where document_id = ? and seq > ? order by seq'),
  lastVersion: database.prepare('select max(at) as at from document_versions where document_id = ?'),
  putSnapshot: database.prepare(
    `insert into document_snapshots (document_id, seq, bytes, state_vector, at) values (?, ?, ?, ?, ?)
     on conflict (document_id) do update
     set seq = excluded.seq, bytes = excluded.bytes, state_vector = excluded.state_vector, at = excluded.at`,
  ),
  putSegment: database.prepare(
    'insert into document_history (document_id, from_seq, to_seq, bytes, authorship) values (?, ?, ?, ?, ?)',
  ),
  putVersion: database.prepare('insert into document_versions (id, document_id, seq, at) values (?, ?, ?, ?)'),
  drop: database.prepare('delete from document_updates where document_id = ? and seq <= ?'),
  segments: database.prepare(
    `select from_seq as "from", to_seq as "to", bytes, authorship from document_history
     where document_id = ? and to_seq <= ? and to_seq > ? order by from_seq`,
  ),
  updatesUpTo: database.prepare(
    'select seq, bytes, author, at from document_updates where document_id = ? and seq <= ? order by seq',
  ),
}

serveCalls<LogCall>({ answer, handedOver, close: () => database.close() })

function answer(call: LogCall): unknown {
  switch (call.kind) {
    case 'append':
      return transaction('immediate', () => append(decodeBatch(call.batch)))
    case 'load':
      return transaction('deferred', () => load(call.documentId))
    case 'readAfter':
      return transaction('deferred', () => readAfter(call.documentId, call.after, call.limit))
    case 'versionsAfter':
      return transaction('deferred', () => versionsAfter(call.documentId, call.after))
    case 'compact':
      return transaction('immediate', () => compact(call.documentId, call.compaction))
    case 'history':
      return transaction('deferred', () => history(call.documentId, call.seq, call.after))
  }
}

/** A snapshot may have megabytes: its memory changes hands, where it would be copied twice. */
function handedOver({ kind }: LogCall, value: unknown): ArrayBuffer[] {
  const snapshot = kind === 'load' ? (value as StoredDocument | undefined)?.snapshot : undefined
  return snapshot === undefined ? [] : [snapshot.bytes.buffer as ArrayBuffer]
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
  const snapshot = snapshotOf(documentId)
  const tail = statements.after.all(documentId, snapshot?.seq ?? 0, -1) as unknown as StoredUpdate[]
  return { seq: row.seq, snapshot, tail }
}

function snapshotOf(documentId: string): Snapshot | undefined {
  const row = statements.snapshot.get(documentId) as
    | { seq: number; bytes: Uint8Array; state_vector: Uint8Array }
    | undefined
  return row === undefined ? undefined : { seq: row.seq, bytes: row.bytes, stateVector: row.state_vector }
}

function readAfter(documentId: string, after: number, limit: number): { seq: number; bytes: Uint8Array }[] {
  const snapshot = snapshotOf(documentId)
  const updates = statements.after.all(documentId, after, limit) as unknown as StoredUpdate[]
  const read = updates.map(({ seq, bytes }) => ({ seq, bytes }))
  if (snapshot !== undefined && snapshot.seq > after) read.unshift({ seq: snapshot.seq, bytes: snapshot.bytes })
  return read
}

function versionsAfter(documentId: string, after: number): { cuts: number[]; lastAt: number | undefined } {
  const cuts = statements.cuts.all(documentId, after) as unknown as { seq: number }[]
  const last = statements.lastVersion.get(documentId) as unknown as { at: number | null }
  return { cuts: cuts.map(({ seq }) => seq), lastAt: last.at ?? undefined }
}

function compact(documentId: string, { after, snapshot, segments, version }: Compaction): boolean {
  const present = statements.snapshotSeq.get(documentId) as { seq: number } | undefined
  if ((present?.seq ?? 0) !== after) return false
  const { cuts } = versionsAfter(documentId, after)
  if (cuts.some((cut) => segments.some(({ from, to }) => from <= cut && cut < to))) return false
  const now = Date.now()
  statements.putSnapshot.run(documentId, snapshot.seq, snapshot.bytes, snapshot.stateVector, now)
  for (const { from, to, bytes, authorship } of segments) {
    statements.putSegment.run(documentId, from, to, bytes, authorship)
  }
  if (version !== undefined) statements.putVersion.run(version.id, documentId, snapshot.seq, version.at)
  statements.drop.run(documentId, snapshot.seq)
  return true
}

function history(documentId: string, seq: number, after: number): StoredHistory {
  const segments = statements.segments.all(documentId, seq, after) as unknown as HistorySegment[]
  const tail = statements.updatesUpTo.all(documentId, seq) as unknown as StoredUpdate[]
  return { segments: segments.map((segment) => ({ ...segment })), tail: tail.map((update) => ({ ...update })) }
}
