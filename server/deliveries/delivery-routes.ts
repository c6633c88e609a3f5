import { Router } from 'express'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { DeliveryService } from './delivery-service.ts'

const RESENT_EXPIRES_MS = 24 * 3_600_000

export function deliveryRoutes({
  deliveries,
  members,
}: {
  deliveries: DeliveryService
  members: MemberService
}): Router {
  const router = Router()

  mount(router, deliveryEndpoints.list, async ({ principal, params, query }) => {
    const member = await members.memberOf(principal, params.communityId)
    return { deliveries: await deliveries.list(member, query.limit, query.state) }
  })

  mount(router, deliveryEndpoints.resend, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return await deliveries.resend(params.communityId, params.deliveryId, RESENT_EXPIRES_MS)
  })

  return router
}
