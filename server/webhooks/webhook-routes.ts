import { Router } from 'express'
import { webhookEndpoints } from '../../shared/webhooks.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { WebhookService } from './webhook-service.ts'

export interface WebhookRoutesDeps {
  webhooks: WebhookService
  members: MemberService
}

export function webhookRoutes({ webhooks, members }: WebhookRoutesDeps): Router {
  const router = Router()

  mount(router, webhookEndpoints.list, async ({ principal, params }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    return { webhooks: await webhooks.list(admin.communityId) }
  })

  mount(router, webhookEndpoints.create, async ({ principal, params, body }) =>
    webhooks.create(await members.requireRole(principal, params.communityId, 'admin'), body),
  )

  mount(router, webhookEndpoints.update, async ({ principal, params, body }) =>
    webhooks.update(await members.requireRole(principal, params.communityId, 'admin'), params.webhookId, body),
  )

  mount(router, webhookEndpoints.remove, async ({ principal, params }) => {
    await webhooks.remove(await members.requireRole(principal, params.communityId, 'admin'), params.webhookId)
  })

  mount(router, webhookEndpoints.rotate, async ({ principal, params }) =>
    webhooks.rotate(await members.requireRole(principal, params.communityId, 'admin'), params.webhookId),
  )

  mount(router, webhookEndpoints.ping, async ({ principal, params }) => {
    await webhooks.ping(await members.requireRole(principal, params.communityId, 'admin'), params.webhookId)
  })

  mount(router, webhookEndpoints.deliveries, async ({ principal, params, query }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    return { deliveries: await webhooks.deliveries(admin, params.webhookId, query.limit) }
  })

  mount(router, webhookEndpoints.resend, async ({ principal, params }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    await webhooks.resend(admin, params.webhookId, params.deliveryId)
  })

  return router
}
