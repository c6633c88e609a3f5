import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'

export interface WordServiceDeps {
  queries: Queries
  niches: NicheService
  audit: AuditService
  now: () => number
}

/** The lists of blocked words: of a community, and of each niche. */
export class WordService {
  readonly #deps: WordServiceDeps

  constructor(deps: WordServiceDeps) {
    this.#deps = deps
  }

  /** @throws NotFoundError, HubError 'forbidden' */
  async list(member: Member, nicheId: string | undefined): Promise<string[]> {
    await this.#requireMine(member, nicheId)
    const row = await this.#deps.queries
      .selectFrom('blocked_words')
      .select('words')
      .where('community_id', '=', member.communityId)
      .where('niche_id', '=', nicheId ?? '')
      .executeTakeFirst()
    return row === undefined ? [] : (JSON.parse(row.words) as string[])
  }

  /** @throws NotFoundError, HubError 'forbidden' */
  async set(member: Member, nicheId: string | undefined, words: readonly string[]): Promise<string[]> {
    await this.#requireMine(member, nicheId)
    const { queries, audit, now } = this.#deps
    const unique = [...new Set(words)]
    const set = { words: JSON.stringify(unique), changed_at: now() }
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('blocked_words')
        .values({ community_id: member.communityId, niche_id: nicheId ?? '', ...set })
        .onConflict((conflict) => conflict.columns(['community_id', 'niche_id']).doUpdateSet(set))
        .execute()
      const subject = nicheId ?? member.communityId
      const entry = { communityId: member.communityId, actor: member, action: 'moderation.words', subject }
      await audit.record({ ...entry, details: { words: unique } }, transaction)
    })
    return unique
  }

  async #requireMine(member: Member, nicheId: string | undefined): Promise<void> {
    const { niches } = this.#deps
    if (nicheId !== undefined) await niches.get(member, nicheId)
    const may = nicheId === undefined ? atLeast(member.role, 'admin') : await niches.mayModerate(member, [nicheId])
    if (!may) throw new HubError('forbidden', 'Admins keep these words, and a niche’s moderators those of their niche.')
  }
}
