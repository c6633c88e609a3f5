import { Router } from 'express'
import { nicheEndpoints } from '../../shared/niches.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { NicheService } from './niche-service.ts'

export function nicheRoutes({ niches, members }: { niches: NicheService; members: MemberService }): Router {
  const router = Router()

  mount(router, nicheEndpoints.list, async ({ principal, params }) => ({
    niches: await niches.list(await members.requireRole(principal, params.communityId, 'member')),
  }))

  mount(router, nicheEndpoints.add, async ({ principal, params, body }) =>
    niches.add(await members.requireRole(principal, params.communityId, 'admin'), body),
  )

  mount(router, nicheEndpoints.change, async ({ principal, params, body }) =>
    niches.change(await members.requireRole(principal, params.communityId, 'member'), params.nicheId, body),
  )

  mount(router, nicheEndpoints.remove, async ({ principal, params }) =>
    niches.remove(await members.requireRole(principal, params.communityId, 'admin'), params.nicheId),
  )

  mount(router, nicheEndpoints.join, async ({ principal, params }) =>
    niches.join(await members.requireRole(principal, params.communityId, 'member'), params.nicheId),
  )

  mount(router, nicheEndpoints.leave, async ({ principal, params }) =>
    niches.leave(await members.requireRole(principal, params.communityId, 'member'), params.nicheId),
  )

  mount(router, nicheEndpoints.members, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return { members: await niches.members(params.communityId, params.nicheId) }
  })

  mount(router, nicheEndpoints.setRole, async ({ principal, params, body }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    await niches.setRole(admin, params.nicheId, params.memberId, body.role)
  })

  mount(router, nicheEndpoints.setChannels, async ({ principal, params, body }) =>
    niches.setChannels(
      await members.requireRole(principal, params.communityId, 'admin'),
      params.nicheId,
      body.channels,
    ),
  )

  return router
}
