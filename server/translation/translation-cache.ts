import { createHash } from 'node:crypto'
import type { Queries } from '../platform/database.ts'
import { Gatherer } from '../platform/gatherer.ts'
import type { Log } from '../platform/log.ts'
import { prepared } from '../platform/prepared.ts'
import { Batcher } from './engines/batcher.ts'
import type { TranslationTables } from './translation-tables.ts'

export interface CachedSegment {
  text: string
  engine: string
  model: string | undefined
}

export interface TranslationCacheDeps {
  queries: Queries
  log: Log
  now: () => number
}

interface Asked {
  communityId: string
  keys: readonly string[]
}

type Row = TranslationTables['translation_cache']

/** Segments that are kept in memory, beside those in the store. */
const MAX_IN_MEMORY = 20_000
const MAX_KEYS_PER_QUERY = 200

/** What was translated once, is not again. Holds masked segments only: nothing private. */
export class TranslationCache {
  readonly #deps: TranslationCacheDeps
  readonly #recent = new Map<string, CachedSegment>()
  /** What is asked for at the same time has its answer at the same time: engines may then be asked for all of it at once. */
  readonly #looking = new Batcher<Asked, Map<string, CachedSegment>>(
    { jobs: 50, letters: MAX_KEYS_PER_QUERY, within: 'tick' },
    (asked) => this.#lookUp(asked),
  )
  /** Nobody waits for what is only saved for later; many together are one commit. */
  readonly #storing = new Gatherer<Row, undefined>({ most: 500, waitMs: 200 }, (rows) => this.#store(rows))

  constructor(deps: TranslationCacheDeps) {
    this.#deps = deps
  }

  /** `engines`: what is allowed here, so that a better one that is added is asked again. */
  static key(engines: string, from: string, to: string, masked: string): string {
    return createHash('sha256').update([engines, from, to, masked].join('\0')).digest('base64url')
  }

  async get(communityId: string, keys: readonly string[]): Promise<Map<string, CachedSegment>> {
    const found = new Map<string, CachedSegment>()
    const missing: string[] = []
    for (const key of keys) {
      const recent = this.#recent.get(`${communityId}:${key}`)
      if (recent === undefined) missing.push(key)
      else found.set(key, recent)
    }
    if (missing.length === 0) return found
    return new Map([
      ...found,
      ...(await this.#looking.add(communityId, missing.length, { communityId, keys: missing })),
    ])
  }

  put(communityId: string, segments: ReadonlyMap<string, CachedSegment>): void {
    if (segments.size === 0) return
    const rows = [...segments].map(([key, { text, engine, model }]) => ({
      community_id: communityId,
      key,
      text,
      engine,
      model: model ?? null,
      created_at: this.#deps.now(),
    }))
    for (const [key, segment] of segments) this.#remember(communityId, key, segment)
    Promise.all(rows.map((row) => this.#storing.add(row))).catch((error: unknown) =>
      this.#deps.log.warn({ err: error }, 'translations not kept for later'),
    )
  }

  async close(): Promise<void> {
    await this.#storing.flush()
  }

  async forget(communityId: string, before: number): Promise<void> {
    await this.#deps.queries
      .deleteFrom('translation_cache')
      .where('community_id', '=', communityId)
      .where('created_at', '<', before)
      .execute()
    // Their age is not in memory; what is still kept is read again.
    this.#recent.clear()
  }

  async #lookUp(asked: readonly Asked[]): Promise<Map<string, CachedSegment>[]> {
    const [communityId = ''] = asked.map((one) => one.communityId)
    const keys = [...new Set(asked.flatMap((one) => one.keys))]
    const found = new Map<string, CachedSegment>()
    for (let at = 0; at < keys.length; at += MAX_KEYS_PER_QUERY) {
      const rows = await kept(this.#deps.queries, { communityId, keys: keys.slice(at, at + MAX_KEYS_PER_QUERY) })
      for (const { key, text, engine, model } of rows) {
        const segment = { text, engine, model: model ?? undefined }
        found.set(key, segment)
        this.#remember(communityId, key, segment)
      }
    }
    return asked.map((one) => new Map(one.keys.flatMap((key) => entryOf(found, key))))
  }

  async #store(rows: readonly Row[]): Promise<undefined[]> {
    const distinct = new Map(rows.map((row) => [`${row.community_id}:${row.key}`, row]))
    await this.#deps.queries
      .insertInto('translation_cache')
      .values([...distinct.values()])
      .onConflict((conflict) => conflict.columns(['community_id', 'key']).doNothing())
      .execute()
    return rows.map(() => undefined)
  }

  #remember(communityId: string, key: string, segment: CachedSegment): void {
    if (this.#recent.size >= MAX_IN_MEMORY) {
      const [oldest] = this.#recent.keys()
      if (oldest !== undefined) this.#recent.delete(oldest)
    }
    this.#recent.set(`${communityId}:${key}`, segment)
  }
}

function entryOf(found: ReadonlyMap<string, CachedSegment>, key: string): [string, CachedSegment][] {
  const segment = found.get(key)
  return segment === undefined ? [] : [[key, segment]]
}

const kept = prepared((queries: Queries, { communityId, keys }: { communityId: string; keys: readonly string[] }) =>
  queries
    .selectFrom('translation_cache')
    .select(['key', 'text', 'engine', 'model'])
    .where('community_id', '=', communityId)
    .where('key', 'in', keys),
)
