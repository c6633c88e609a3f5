import { Router } from 'express'
import { holdEndpoints } from '../../shared/holds.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { HoldService } from './hold-service.ts'

export function holdRoutes({ held, members }: { held: HoldService; members: MemberService }): Router {
  const router = Router()

  mount(router, holdEndpoints.list, async ({ principal, params }) => ({
    posts: await held.list(await members.requireRole(principal, params.communityId, 'member')),
  }))

  mount(router, holdEndpoints.decide, async ({ principal, params, body }) => {
    const moderator = await members.requireRole(principal, params.communityId, 'member')
    await held.decide(moderator, params.kind, params.postId, body)
  })

  return router
}
