import { Router } from 'express'
import { platformRoleEndpoints } from '../../shared/platform-roles.ts'
import { platformEndpoints } from '../../shared/platforms.ts'
import { makeSlackManifest, slackManifestEndpoint } from '../../shared/slack-manifest.ts'
import { person } from '../members/member-routes.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { PlatformLinkService } from './platform-link-service.ts'
import type { PlatformRoles } from './platform-roles.ts'
import type { PlatformStatusBoard } from './platform-status.ts'

export interface PlatformRoutesDeps {
  links: PlatformLinkService
  status: PlatformStatusBoard
  roles: PlatformRoles
  members: MemberService
  publicUrl: () => string
}

export function platformRoutes({ links, status, roles, members, publicUrl }: PlatformRoutesDeps): Router {
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

  mount(router, slackManifestEndpoint, async ({ query }) =>
    makeSlackManifest({ publicUrl: publicUrl(), mode: query.mode }),
  )

  mount(router, platformRoleEndpoints.list, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return { mappings: await roles.list(params.communityId), available: status.roles() }
  })

  mount(router, platformRoleEndpoints.set, async ({ principal, params, body }) => {
    await roles.set(await members.requireRole(principal, params.communityId, 'admin'), body)
  })

  return router
}
