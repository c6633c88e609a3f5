import { HubError } from '../../shared/errors.ts'
import type { Gig } from '../../shared/gigs.ts'
import type { Member } from '../../shared/members.ts'
import { NOTICES } from '../../shared/notices.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { otherModerators } from '../moderation/other-moderators.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import { type GigAccess, openStatus } from './early-access/gig-access.ts'
import type { GigIngest } from './gig-ingest.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { GigStore } from './gig-store.ts'

export interface GigModerationDeps {
  store: GigStore
  ingest: GigIngest
  access: GigAccess
  niches: NicheService
  members: MemberService
  tellThese: AdminNotices['tellThese']
  audit: AuditService
  now: () => number
}

export interface Decision {
  decision: 'release' | 'hold' | 'close'
  reason: string
}

const STATUS = { hold: 'held', close: 'closed' } as const

/** A person overrules what signals said of a gig; each time with a reason in the audit log. */
export class GigModeration {
  readonly #deps: GigModerationDeps

  constructor(deps: GigModerationDeps) {
    this.#deps = deps
  }

  /** Those that this member may decide about. @throws HubError 'forbidden' for who moderates nothing. */
  async held(member: Member): Promise<Gig[]> {
    await this.#deps.niches.requireModerator(member)
    const held: Gig[] = []
    for (const gig of await this.#deps.store.held(member.communityId)) {
      if (await this.#deps.niches.mayModerate(member, gig.nicheIds)) held.push(gig)
    }
    return held
  }

  /** Not for who posted it, while another can. */
  async mayRelease(member: Member, { communityId, nicheIds, postedBy }: Gig): Promise<boolean> {
    if (!(await this.#deps.niches.mayModerate(member, nicheIds))) return false
    const others = () => otherModerators(this.#deps, { communityId, nicheIds, authorId: member.id })
    return postedBy !== member.id || (await others()).length === 0
  }

  /** As `decide`, but only while it waits. */
  async decideHeld(moderator: Member, gigId: string, decision: Decision): Promise<Gig> {
    const gig = await this.#deps.access.require(moderator, await this.#deps.store.get(gigId), gigId)
    if (gig.status !== 'held') throw new HubError('conflict', `It waits no more: this gig is ${gig.status}.`)
    return await this.decide(moderator, gigId, decision)
  }

  /** @throws NotFoundError, HubError 'forbidden', or 'conflict' when it is in that state already, or another is quicker. */
  async decide(admin: Member, gigId: string, { decision, reason }: Decision): Promise<Gig> {
    const { store, ingest, access, niches, audit, tellThese, now } = this.#deps
    const gig = await access.require(admin, await store.get(gigId), gigId)
    if (!(await niches.mayModerate(admin, gig.nicheIds))) {
      throw new HubError('forbidden', 'Admins decide about gigs, and moderators about those of their niches.')
    }
    if (decision === 'release' && gig.status === 'held' && !(await this.mayRelease(admin, gig))) {
      throw new HubError('forbidden', 'Another moderator decides this.')
    }
    const status = decision === 'release' ? openStatus(gig, now()) : STATUS[decision]
    if (gig.status === status) throw new HubError('conflict', `This gig is ${status} already.`)
    const at = now()
    const decided: Gig = {
      ...gig,
      status,
      early: status === 'open' ? null : gig.early,
      trust: { ...gig.trust, flagged: decision === 'hold', overruled: { memberId: admin.id, at, reason } },
      updatedAt: at,
    }
    await ingest.decide(gig, decided, (transaction) =>
      audit.record(
        {
          communityId: admin.communityId,
          actor: admin,
          action: `gig.${decision === 'release' ? 'released' : decision === 'hold' ? 'held' : 'closed'}`,
          subject: gigId,
          details: { title: gig.title, reason },
        },
        transaction,
      ),
    )
    if (gig.postedBy !== null && gig.postedBy !== admin.id && decision !== 'hold') {
      await tellThese(gig.communityId, [gig.postedBy], {
        title: gig.title,
        excerpt: decision === 'release' ? NOTICES.gigReleased : NOTICES.gigClosed,
        path: `/gigs/${gigId}`,
        key: `gig-decided:${gigId}:${at}`,
      })
    }
    return decided
  }
}
