import { Router } from 'express'
import { vouchEndpoints } from '../../../shared/vouches.ts'
import type { MemberService } from '../../members/member-service.ts'
import { mount } from '../../platform/http/mount.ts'
import type { Principal } from '../../platform/principal.ts'
import type { TrustOfMembers } from './member-trust.ts'
import type { ReferralService } from './referral-service.ts'
import type { VouchService } from './vouch-service.ts'

export interface VouchRoutesDeps {
  members: MemberService
  vouches: VouchService
  referrals: ReferralService
  trust: TrustOfMembers
}

export function vouchRoutes({ members, vouches, referrals, trust }: VouchRoutesDeps): Router {
  const router = Router()
  const memberIn = (principal: Principal, communityId: string) => members.requireRole(principal, communityId, 'member')

  mount(router, vouchEndpoints.figures, async ({ principal, params }) => {
    const { communityId } = await memberIn(principal, params.communityId)
    return { figures: await trust.figures(communityId) }
  })

  mount(router, vouchEndpoints.of, async ({ principal, params }) =>
    trust.of(await memberIn(principal, params.communityId), params.memberId),
  )

  mount(router, vouchEndpoints.give, async ({ principal, params, body }) =>
    vouches.give(await memberIn(principal, params.communityId), params.nicheId, params.memberId, body),
  )

  mount(router, vouchEndpoints.answer, async ({ principal, params, body }) =>
    vouches.answer(await memberIn(principal, params.communityId), params.vouchId, body.text),
  )

  mount(router, vouchEndpoints.withdraw, async ({ principal, params }) => {
    await vouches.withdraw(await memberIn(principal, params.communityId), params.vouchId)
  })

  mount(router, vouchEndpoints.referrals, async ({ principal, params }) =>
    referrals.ofGig(await memberIn(principal, params.communityId), params.gigId),
  )

  mount(router, vouchEndpoints.refer, async ({ principal, params, body }) =>
    referrals.refer(await memberIn(principal, params.communityId), params.gigId, params.memberId, body.words),
  )

  mount(router, vouchEndpoints.answerReferral, async ({ principal, params, body }) =>
    referrals.answer(await memberIn(principal, params.communityId), params.gigId, params.memberId, body.text),
  )

  return router
}
