import type { ModelCall } from '../../shared/models.ts'
import type { Queries } from '../platform/database.ts'

export interface ModelLedgerDeps {
  queries: Queries
  now: () => number
  newId: () => string
}

export interface Spent {
  dayMicros: number
  monthMicros: number
}

/** Every call of an outside model: who, why, how much, how long. Without the texts. */
export class ModelLedger {
  readonly #deps: ModelLedgerDeps

  constructor(deps: ModelLedgerDeps) {
    this.#deps = deps
  }

  async record(call: Omit<ModelCall, 'id' | 'at'>): Promise<void> {
    const { queries, now, newId } = this.#deps
    await queries
      .insertInto('model_calls')
      .values({
        id: newId(),
        at: now(),
        community_id: call.communityId,
        room_id: call.roomId,
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
      .execute()
  }

  /** Newest first. `before`: the id of the last one that was read. */
  async list(communityId: string, limit: number, before?: string): Promise<ModelCall[]> {
    let query = this.#deps.queries.selectFrom('model_calls').selectAll().where('community_id', '=', communityId)
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.orderBy('id', 'desc').limit(limit).execute()
    return rows.map((row) => ({
      id: row.id,
      communityId: row.community_id,
      roomId: row.room_id,
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

  /** In this day and this month, in UTC. */
  async spent(communityId: string): Promise<Spent> {
    const date = new Date(this.#deps.now())
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

  async forget(communityId: string, before: number): Promise<void> {
    await this.#deps.queries
      .deleteFrom('model_calls')
      .where('community_id', '=', communityId)
      .where('at', '<', before)
      .execute()
  }
}
