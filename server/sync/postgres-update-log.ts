import type pg from 'pg'
import { postgresPool } from '../platform/database.ts'
import type { LogEntry, StoredDocument, UpdateLog } from './update-log.ts'

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
    return await this.#transaction('begin isolation level repeatable read read only', async (client) => {
      const document = await client.query<{ seq: number }>('select seq from documents where id = $1', [documentId])
      const row = document.rows[0]
      if (row === undefined) return undefined
      const snapshot = await snapshotOf(client, documentId)
      const tail = await updatesAfter(client, documentId, snapshot?.seq ?? 0, null)
      const updates = tail.map((update) => update.bytes)
      return {
        seq: row.seq,
        updates: snapshot === undefined ? updates : [snapshot.bytes, ...updates],
        tail: updates.length,
      }
    })
  }

  async readAfter(documentId: string, after: number, limit: number): Promise<{ seq: number; bytes: Uint8Array }[]> {
    return await this.#transaction('begin isolation level repeatable read read only', async (client) => {
      const snapshot = await snapshotOf(client, documentId)
      const updates = await updatesAfter(client, documentId, after, limit)
      return snapshot !== undefined && snapshot.seq > after ? [snapshot, ...updates] : updates
    })
  }

  async compact(documentId: string, seq: number, bytes: Uint8Array): Promise<void> {
    await this.#transaction('begin', async (client) => {
      const put = await client.query(
        `insert into document_snapshots (document_id, seq, bytes, at) values ($1, $2, $3, $4)
         on conflict (document_id) do update set seq = excluded.seq, bytes = excluded.bytes, at = excluded.at
         where excluded.seq > document_snapshots.seq`,
        [documentId, seq, asBuffer(bytes), Date.now()],
      )
      if (put.rowCount === 0) return
      await client.query('delete from document_updates where document_id = $1 and seq <= $2', [documentId, seq])
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

async function snapshotOf(client: pg.PoolClient, documentId: string): Promise<{ seq: number; bytes: Uint8Array } | undefined> {
  const found = await client.query<{ seq: number; bytes: Uint8Array }>(
    'select seq, bytes from document_snapshots where document_id = $1',
    [documentId],
  )
  const row = found.rows[0]
  return row === undefined ? undefined : owned(row)
}

async function updatesAfter(
  client: pg.PoolClient,
  documentId: string,
  after: number,
  limit: number | null,
): Promise<{ seq: number; bytes: Uint8Array }[]> {
  const found = await client.query<{ seq: number; bytes: Uint8Array }>(
    'select seq, bytes from document_updates where document_id = $1 and seq > $2 order by seq limit $3',
    [documentId, after, limit],
  )
  return found.rows.map(owned)
}

/** The driver's buffers are views into what came over the network; kept, they would keep all of that. */
function owned(row: { seq: number; bytes: Uint8Array }): { seq: number; bytes: Uint8Array } {
  return { seq: row.seq, bytes: Uint8Array.from(row.bytes) }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
