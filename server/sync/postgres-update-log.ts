import type pg from 'pg'
import { postgresPool } from '../platform/database.ts'
import type {
  Compaction,
  HistorySegment,
  LogEntry,
  Snapshot,
  StoredDocument,
  StoredHistory,
  StoredUpdate,
  UpdateLog,
} from './update-log.ts'

const READ = 'begin isolation level repeatable read read only'

/** The log in PostgreSQL. Its own small pool: a commit never waits behind the application's queries. */
export class PostgresUpdateLog implements UpdateLog {
  readonly #pool: pg.Pool

  constructor(url: string) {
    this.#pool = postgresPool(url, 4)
  }

  async append(entries: readonly LogEntry[]): Promise<(number | undefined)[]> {
    return await this.#transaction('begin', async (client) => {
      const ids = entries.map((entry) => entry.documentId)
      // Rows are locked in id order, so that two nodes with the same documents never wait for each other in a circle.
      const locked = await client.query<{ id: string; seq: number }>(
        'select id, seq from documents where id = any($1) order by id for update',
        [ids],
      )
      const seqOf = new Map(locked.rows.map((row) => [row.id, row.seq]))
      const now = Date.now()
      const column: { ids: string[]; seqs: number[]; bytes: Buffer[]; authors: (string | null)[] } = {
        ids: [],
        seqs: [],
        bytes: [],
        authors: [],
      }
      const result = entries.map(({ documentId, updates }) => {
        let seq = seqOf.get(documentId)
        if (seq === undefined) return undefined
        for (const update of updates) {
          seq += 1
          column.ids.push(documentId)
          column.seqs.push(seq)
          column.bytes.push(asBuffer(update.bytes))
          column.authors.push(update.author)
        }
        seqOf.set(documentId, seq)
        return seq
      })
      const kept = [...seqOf]
      await client.query(
        `update documents set seq = new.seq, updated_at = $3
         from unnest($1::text[], $2::bigint[]) as new (id, seq) where documents.id = new.id`,
        [kept.map(([id]) => id), kept.map(([, seq]) => seq), now],
      )
      await client.query(
        `insert into document_updates (document_id, seq, bytes, author, at)
         select id, seq, bytes, author, $5 from unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[])
         as new (id, seq, bytes, author)`,
        [column.ids, column.seqs, column.bytes, column.authors, now],
      )
      return result
    })
  }

  async load(documentId: string): Promise<StoredDocument | undefined> {
    return await this.#transaction(READ, async (client) => {
      const document = await client.query<{ seq: number }>('select seq from documents where id = $1', [documentId])
      const row = document.rows[0]
      if (row === undefined) return undefined
      const snapshot = await snapshotOf(client, documentId)
      const tail = await updatesBetween(client, documentId, snapshot?.seq ?? 0, row.seq, null)
      return { seq: row.seq, snapshot, tail }
    })
  }

  async readAfter(documentId: string, after: number, limit: number): Promise<{ seq: number; bytes: Uint8Array }[]> {
    return await this.#transaction(READ, async (client) => {
      const snapshot = await snapshotOf(client, documentId)
      const updates = await updatesBetween(client, documentId, after, Number.MAX_SAFE_INTEGER, limit)
      const read = updates.map(({ seq, bytes }) => ({ seq, bytes }))
      if (snapshot !== undefined && snapshot.seq > after) read.unshift({ seq: snapshot.seq, bytes: snapshot.bytes })
      return read
    })
  }

  async versionsAfter(documentId: string, after: number): Promise<{ cuts: number[]; lastAt: number | undefined }> {
    return await this.#transaction(READ, async (client) => {
      const last = await client.query<{ at: number | null }>(
        'select max(at) as at from document_versions where document_id = $1',
        [documentId],
      )
      return { cuts: await cutsAfter(client, documentId, after), lastAt: last.rows[0]?.at ?? undefined }
    })
  }

  async compact(documentId: string, { after, snapshot, segments, version }: Compaction): Promise<boolean> {
    return await this.#transaction('begin', async (client) => {
      // The document's row is the lock: no version is made, and no other compaction done, until this one is.
      await client.query('select 1 from documents where id = $1 for update', [documentId])
      const present = await client.query<{ seq: number }>('select seq from document_snapshots where document_id = $1', [
        documentId,
      ])
      if ((present.rows[0]?.seq ?? 0) !== after) return false
      const cuts = await cutsAfter(client, documentId, after)
      if (cuts.some((cut) => segments.some(({ from, to }) => from <= cut && cut < to))) return false
      await client.query(
        `insert into document_snapshots (document_id, seq, bytes, state_vector, at) values ($1, $2, $3, $4, $5)
         on conflict (document_id) do update
         set seq = excluded.seq, bytes = excluded.bytes, state_vector = excluded.state_vector, at = excluded.at`,
        [documentId, snapshot.seq, asBuffer(snapshot.bytes), asBuffer(snapshot.stateVector), Date.now()],
      )
      for (const { from, to, bytes, authorship } of segments) {
        await client.query(
          'insert into document_history (document_id, from_seq, to_seq, bytes, authorship) values ($1, $2, $3, $4, $5)',
          [documentId, from, to, asBuffer(bytes), asBuffer(authorship)],
        )
      }
      if (version !== undefined) {
        await client.query('insert into document_versions (id, document_id, seq, at) values ($1, $2, $3, $4)', [
          version.id,
          documentId,
          snapshot.seq,
          version.at,
        ])
      }
      await client.query('delete from document_updates where document_id = $1 and seq <= $2', [
        documentId,
        snapshot.seq,
      ])
      return true
    })
  }

  async history(documentId: string, seq: number, after = 0): Promise<StoredHistory> {
    return await this.#transaction(READ, async (client) => {
      const segments = await client.query<HistorySegment>(
        `select from_seq as "from", to_seq as "to", bytes, authorship from document_history
         where document_id = $1 and to_seq <= $2 and to_seq > $3 order by from_seq`,
        [documentId, seq, after],
      )
      return {
        segments: segments.rows.map((row) => ({ ...row, bytes: owned(row.bytes), authorship: owned(row.authorship) })),
        tail: await updatesBetween(client, documentId, 0, seq, null),
      }
    })
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #transaction<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    let broken = false
    try {
      await client.query(begin)
      const value = await work(client)
      await client.query('commit')
      return value
    } catch (error) {
      broken = true
      await client.query('rollback').then(
        () => (broken = false),
        () => {}, // the connection itself is gone; it is thrown away below
      )
      throw error
    } finally {
      client.release(broken)
    }
  }
}

async function snapshotOf(client: pg.PoolClient, documentId: string): Promise<Snapshot | undefined> {
  const found = await client.query<{ seq: number; bytes: Uint8Array; state_vector: Uint8Array }>(
    'select seq, bytes, state_vector from document_snapshots where document_id = $1',
    [documentId],
  )
  const row = found.rows[0]
  return row === undefined ? undefined : { seq: row.seq, bytes: owned(row.bytes), stateVector: owned(row.state_vector) }
}

async function updatesBetween(
  client: pg.PoolClient,
  documentId: string,
  after: number,
  upTo: number,
  limit: number | null,
): Promise<StoredUpdate[]> {
  const found = await client.query<StoredUpdate>(
    `select seq, bytes, author, at from document_updates
     where document_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
    [documentId, after, upTo, limit],
  )
  return found.rows.map((row) => ({ ...row, bytes: owned(row.bytes) }))
}

async function cutsAfter(client: pg.PoolClient, documentId: string, after: number): Promise<number[]> {
  const found = await client.query<{ seq: number }>(
    'select distinct seq from document_versions where document_id = $1 and seq > $2 order by seq',
    [documentId, after],
  )
  return found.rows.map(({ seq }) => seq)
}

/** The driver's buffers are views into what came over the network; kept, they would keep all of that. */
function owned(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
