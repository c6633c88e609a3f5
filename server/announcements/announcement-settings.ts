import { type Pinger, pinger } from '../../shared/announcement-places.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { Queries } from '../platform/database.ts'

export interface AnnouncementSettingsDeps {
  queries: Queries
  audit: AuditService
}

/** Who may call people. */
export class AnnouncementSettings {
  readonly #deps: AnnouncementSettingsDeps

  constructor(deps: AnnouncementSettingsDeps) {
    this.#deps = deps
  }

  async pinger(communityId: string): Promise<Pinger> {
    const row = await this.#deps.queries
      .selectFrom('announcement_settings')
      .select('pinger')
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    return pinger.catch('admin').parse(row?.pinger)
  }

  /** @param isModerator - of the niche that it is for. */
  async mayPing(member: Member, isModerator: boolean): Promise<boolean> {
    const chosen = await this.pinger(member.communityId)
    if (chosen === 'nobody') return false
    if (chosen === 'moderator') return isModerator || atLeast(member.role, 'admin')
    return atLeast(member.role, chosen)
  }

  /** @throws HubError 'forbidden' for who is no owner. */
  async setPinger(owner: Member, chosen: Pinger): Promise<void> {
    const { queries, audit } = this.#deps
    if (owner.role !== 'owner') throw new HubError('forbidden', 'Only owners say who may call people.')
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('announcement_settings')
        .values({ community_id: owner.communityId, pinger: chosen })
        .onConflict((conflict) => conflict.column('community_id').doUpdateSet({ pinger: chosen }))
        .execute()
      const entry = {
        actor: owner,
        action: 'announcement.pinger',
        subject: owner.communityId,
        details: { pinger: chosen },
      }
      await audit.record({ communityId: owner.communityId, ...entry }, transaction)
    })
  }
}
