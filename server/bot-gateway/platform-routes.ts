import { Router } from 'express'
import { platformEndpoints } from '../../shared/platforms.ts'
import { person } from '../members/member-routes.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { PlatformLinkService } from './platform-link-service.ts'
import type { PlatformStatusBoard } from './platform-status.ts'

export interface PlatformRoutesDeps {
  links: PlatformLinkService
  status: PlatformStatusBoard
  members: MemberService
}

export function platformRoutes({ links, status, members }: PlatformRoutesDeps): Router {
  const router = Router()

  mount(router, platformEndpoints.status, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'guest')
    return { platforms: status.list() }
  })

  mount(router, platformEndpoints.myLinks, async ({ principal }) => ({
    links: await links.linksOf(person(principal).accountId),
  }))

  mount(router, platformEndpoints.previewLink, ({ params }) => links.preview(params.code))

  mount(router, platformEndpoints.acceptLink, ({ principal, params }) =>
    links.accept(params.code, person(principal).accountId),
  )

  mount(router, platformEndpoints.removeLink, ({ principal, params }) =>
    links.remove(person(principal).accountId, params.platform, params.personId),
  )

  return router
}
