import { Router } from 'express'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { DeliveryRecords } from './delivery-records.ts'
import type { PausedTargets } from './paused-targets.ts'

export interface DeliveryRoutesDeps {
  records: DeliveryRecords
  paused: PausedTargets
  members: MemberService
}

export function deliveryRoutes({ records, paused, members }: DeliveryRoutesDeps): Router {
  const router = Router()

  mount(router, deliveryEndpoints.list, async ({ principal, params, query }) => {
    const member = await members.memberOf(principal, params.communityId)
    return { deliveries: await records.list(member, query.limit, query.state) }
  })

  mount(router, deliveryEndpoints.resend, async ({ principal, params }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    return await records.resend(admin, params.deliveryId)
  })

  mount(router, deliveryEndpoints.history, async ({ principal, params }) => {
    const member = await members.memberOf(principal, params.communityId)
    return { attempts: await records.history(member, params.deliveryId) }
  })

  mount(router, deliveryEndpoints.paused, async ({ principal, params }) => {
    const member = await members.memberOf(principal, params.communityId)
    return { targets: await paused.list(member) }
  })

  mount(router, deliveryEndpoints.resume, async ({ principal, params }) => {
    await paused.resume(await members.memberOf(principal, params.communityId), params.pauseId)
  })

  return router
}
