import { Router } from 'express'
import { announcementEndpoints } from '../../shared/announcements.ts'
import type { Member } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import type { AnnouncementService } from './announcement-service.ts'

export interface AnnouncementRoutesDeps {
  announcements: AnnouncementService
  members: MemberService
}

export function announcementRoutes({ announcements, members }: AnnouncementRoutesDeps): Router {
  const router = Router()
  const memberIn = (principal: Principal, { communityId }: { communityId: string }): Promise<Member> =>
    members.requireRole(principal, communityId, 'member')

  mount(router, announcementEndpoints.list, async ({ principal, params }) =>
    announcements.list(await memberIn(principal, params)),
  )

  mount(router, announcementEndpoints.options, async ({ principal, params }) =>
    announcements.options(await memberIn(principal, params)),
  )

  mount(router, announcementEndpoints.get, async ({ principal, params }) =>
    announcements.get(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.add, async ({ principal, params, body }) =>
    announcements.add(await memberIn(principal, params), body),
  )

  mount(router, announcementEndpoints.change, async ({ principal, params, body }) =>
    announcements.change(await memberIn(principal, params), params.announcementId, body),
  )

  mount(router, announcementEndpoints.remove, async ({ principal, params }) =>
    announcements.remove(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.translate, async ({ principal, params, body }) =>
    announcements.translate(await memberIn(principal, params), params.announcementId, body.languages),
  )

  mount(router, announcementEndpoints.preview, async ({ principal, params }) => ({
    previews: await announcements.preview(await memberIn(principal, params), params.announcementId),
  }))

  mount(router, announcementEndpoints.send, async ({ principal, params, body }) =>
    announcements.send(await memberIn(principal, params), params.announcementId, body.at),
  )

  mount(router, announcementEndpoints.unschedule, async ({ principal, params }) =>
    announcements.unschedule(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.recall, async ({ principal, params }) =>
    announcements.recall(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.report, async ({ principal, params }) =>
    announcements.report(await memberIn(principal, params), params.announcementId),
  )

  mount(router, announcementEndpoints.resend, async ({ principal, params }) => {
    await announcements.resend(await memberIn(principal, params), params.announcementId, params.deliveryId)
  })

  return router
}
