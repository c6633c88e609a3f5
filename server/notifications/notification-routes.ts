import { Router } from 'express'
import { notificationEndpoints } from '../../shared/notifications.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { NotificationService } from './notification-service.ts'

export interface NotificationRoutesDeps {
  notifications: NotificationService
  members: MemberService
}

export function notificationRoutes({ notifications, members }: NotificationRoutesDeps): Router {
  const router = Router()

  mount(router, notificationEndpoints.list, async ({ principal, params, query }) =>
    notifications.list(await members.memberOf(principal, params.communityId), query),
  )

  mount(router, notificationEndpoints.read, async ({ principal, params, body }) => ({
    unread: await notifications.markRead(await members.memberOf(principal, params.communityId), body.ids),
  }))

  mount(router, notificationEndpoints.settings, async ({ principal, params }) =>
    notifications.settings(await members.memberOf(principal, params.communityId)),
  )

  mount(router, notificationEndpoints.saveSettings, async ({ principal, params, body }) =>
    notifications.saveSettings(await members.memberOf(principal, params.communityId), body),
  )

  return router
}
