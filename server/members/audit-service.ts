import type { AuditEntry } from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'

export interface AuditInput {
  /** Null: of the hub as a whole. */
  communityId: string | null
  actor: { id: string; name: string }
  action: string
  subject: string
  details?: Record<string, unknown>
}

/** Sign-ins, roles, tokens, exports and overrides: who did what, when. Entries are only ever added. */
export class AuditService {
  readonly #deps: { queries: Queries; now: () => number; newId: () => string }

  constructor(deps: { queries: Queries; now: () => number; newId: () => string }) {
    this.#deps = deps
  }

  /** `queries`: the transaction of the deed itself, so that neither is without the other. */
  async record(input: AuditInput, queries: Queries = this.#deps.queries): Promise<void> {
    await queries
      .insertInto('audit_log')
      .values({
        id: this.#deps.newId(),
        community_id: input.communityId,
        at: this.#deps.now(),
        actor: input.actor.id,
        actor_name: input.actor.name,
        action: input.action,
        subject: input.subject,
        details: JSON.stringify(input.details ?? {}),
      })
      .execute()
  }

  /** Newest first. `before`: the id of the last entry that was read. */
  async list(communityId: string, limit: number, before?: string): Promise<AuditEntry[]> {
    let query = this.#deps.queries.selectFrom('audit_log').selectAll().where('community_id', '=', communityId)
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.orderBy('id', 'desc').limit(limit).execute()
    return rows.map((row) => ({
      id: row.id,
      at: row.at,
      actor: row.actor,
      actorName: row.actor_name,
      action: row.action,
      subject: row.subject,
      details: JSON.parse(row.details) as Record<string, unknown>,
    }))
  }
}
