import type { ModelCall } from '../../shared/models.ts'
import type { Queries } from '../platform/database.ts'
import { Gatherer } from '../platform/gatherer.ts'
import type { ModelTables } from './model-tables.ts'

export interface ModelLedgerDeps {
  queries: Queries
  now: () => number
  newId: () => string
}

export interface Spent {
  dayMicros: number
  monthMicros: number
}

type Row = ModelTables['model_calls']

interface Tally extends Spent {
  day: string
  readAt: number
}

/** A sum over a month is not made for each call. */
const TALLY_MS = 5_000
const MOST_TALLIES = 1_000

/** Every call of an outside model: who, why, how much, how long. Without the texts. */
export class ModelLedger {
  readonly #deps: ModelLedgerDeps
  readonly #tallies = new Map<string, Tally>()
  /** Each commit waits for the disk, and no text waits for one. */
  readonly #storing = new Gatherer<Row, undefined>({ most: 200, waitMs: 50 }, (rows) => this.#store(rows))

  constructor(deps: ModelLedgerDeps) {
    this.#deps = deps
  }

  /** Resolves when it is stored. */
  async record(call: Omit<ModelCall, 'id' | 'at'>): Promise<void> {
    const { now, newId } = this.#deps
    const at = now()
    const tally = this.#tallies.get(call.communityId)
    if (tally !== undefined && tally.day === dayOf(at)) {
      tally.dayMicros += call.costMicros
      tally.monthMicros += call.costMicros
    }
    await this.#storing.add({
      id: newId(),
      at,
      community_id: call.communityId,
      room_id: call.roomId,
      member_id: call.memberId,
      purpose: call.purpose,
      engine: call.engine,
      model: call.model,
      host: call.host,
      texts: call.texts,
      input_tokens: call.inputTokens,
      output_tokens: call.outputTokens,
      cost_micros: call.costMicros,
      duration_ms: Math.round(call.durationMs),
      outcome: call.outcome,
    })
  }

  /** Newest first. `before`: the id of the last one that was read. */
  async list(communityId: string, limit: number, before?: string): Promise<ModelCall[]> {
    await this.#storing.flush()
    let query = this.#deps.queries.selectFrom('model_calls').selectAll().where('community_id', '=', communityId)
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.orderBy('id', 'desc').limit(limit).execute()
    return rows.map((row) => ({
      id: row.id,
      communityId: row.community_id,
      roomId: row.room_id,
      memberId: row.member_id,
      at: row.at,
      purpose: row.purpose,
      engine: row.engine,
      model: row.model,
      host: row.host,
      texts: row.texts,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      costMicros: row.cost_micros,
      durationMs: row.duration_ms,
      outcome: row.outcome as ModelCall['outcome'],
    }))
  }

  /** In this day and this month, in UTC. What other processes have spent in the last few seconds may not be in it. */
  async spent(communityId: string): Promise<Spent> {
    const now = this.#deps.now()
    const known = this.#tallies.get(communityId)
    if (known !== undefined && known.day === dayOf(now) && now - known.readAt < TALLY_MS) return known
    await this.#storing.flush()
    const tally = { ...(await this.#sum(communityId, now)), day: dayOf(now), readAt: now }
    if (this.#tallies.size >= MOST_TALLIES) this.#tallies.clear()
    this.#tallies.set(communityId, tally)
    return tally
  }

  async close(): Promise<void> {
    await this.#storing.flush()
  }

  async forget(communityId: string, before: number): Promise<void> {
    await this.#deps.queries
      .deleteFrom('model_calls')
      .where('community_id', '=', communityId)
      .where('at', '<', before)
      .execute()
  }

  async #sum(communityId: string, now: number): Promise<Spent> {
    const date = new Date(now)
    const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
    const day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    const since = async (from: number) => {
      const row = await this.#deps.queries
        .selectFrom('model_calls')
        .select(({ fn }) => fn.sum<number | string | null>('cost_micros').as('sum'))
        .where('community_id', '=', communityId)
        .where('at', '>=', from)
        .executeTakeFirst()
      return Number(row?.sum ?? 0)
    }
    const [dayMicros, monthMicros] = await Promise.all([since(day), since(month)])
    return { dayMicros, monthMicros }
  }

  async #store(rows: readonly Row[]): Promise<undefined[]> {
    await this.#deps.queries
      .insertInto('model_calls')
      .values([...rows])
      .execute()
    return rows.map(() => undefined)
  }
}

/** In UTC. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
