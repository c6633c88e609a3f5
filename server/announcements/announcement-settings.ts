import { z } from 'zod'
import { announcementPlace, type AnnouncementPlace, type Pinger, pinger } from '../../shared/announcement-places.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'

export interface AnnouncementSettingsDeps {
  queries: Queries
  niches: NicheService
  audit: AuditService
}

const places = z.array(announcementPlace)

/** Which channels are a niche's, and who may call people. */
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

  /** By niche. */
  async nicheChannels(nicheIds: readonly string[]): Promise<ReadonlyMap<string, AnnouncementPlace[]>> {
    if (nicheIds.length === 0) return new Map()
    const rows = await this.#deps.queries
      .selectFrom('announcement_niche_channels')
      .selectAll()
      .where('niche_id', 'in', nicheIds)
      .execute()
    return new Map(rows.map((row) => [row.niche_id, places.parse(JSON.parse(row.channels))]))
  }

  /** @throws NotFoundError for a niche of another community. */
  async setNicheChannels(admin: Member, nicheId: string, channels: readonly AnnouncementPlace[]): Promise<void> {
    const { queries, niches, audit } = this.#deps
    const { name } = await niches.get(admin, nicheId)
    const change = { channels: JSON.stringify(channels) }
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('announcement_niche_channels')
        .values({ niche_id: nicheId, ...change })
        .onConflict((conflict) => conflict.column('niche_id').doUpdateSet(change))
        .execute()
      const details = { niche: name, channels: channels.map((channel) => `${channel.platform} #${channel.name}`) }
      const entry = { actor: admin, action: 'niche.channels', subject: nicheId, details }
      await audit.record({ communityId: admin.communityId, ...entry }, transaction)
    })
  }
}
