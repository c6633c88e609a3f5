import type { MemberService } from '../members/member-service.ts'
import { atLeast } from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'
import type { Notifier } from './notifier.ts'

export interface AdminNoticesDeps {
  queries: Queries
  members: MemberService
  notifier: Notifier
}

export interface AdminNotice {
  title: string
  excerpt: string
  path: string
  /** The same is told once. */
  key: string
}

/** What the hub itself has to tell members, mostly admins: it stands in their inbox, at once on every open tab. */
export class AdminNotices {
  readonly #deps: AdminNoticesDeps

  constructor(deps: AdminNoticesDeps) {
    this.#deps = deps
  }

  async tell(communityId: string, notice: AdminNotice): Promise<void> {
    const admins = (await this.#deps.members.list(communityId)).filter(({ role }) => atLeast(role, 'admin'))
    await this.tellThese(
      communityId,
      admins.map(({ id }) => id),
      notice,
    )
  }

  /** What moderators and those whom they decide about must hear of. */
  async tellThese(communityId: string, memberIds: readonly string[], notice: AdminNotice): Promise<void> {
    const { queries, notifier } = this.#deps
    for (const memberId of memberIds) {
      const nowhere = { documentId: null, cardId: null }
      const told = await notifier.tell(queries, {
        communityId,
        memberId,
        kind: 'notice',
        actorId: null,
        ...nowhere,
        ...notice,
      })
      told?.()
    }
  }
}
