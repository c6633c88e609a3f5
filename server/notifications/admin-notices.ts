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

/** What the hub itself has to tell the admins of a community: it stands in their inbox, at once on every open tab. */
export class AdminNotices {
  readonly #deps: AdminNoticesDeps

  constructor(deps: AdminNoticesDeps) {
    this.#deps = deps
  }

  async tell(communityId: string, notice: AdminNotice): Promise<void> {
    const { queries, members, notifier } = this.#deps
    for (const { id: memberId, role } of await members.list(communityId)) {
      if (!atLeast(role, 'admin')) continue
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
