import { Router } from 'express'
import { directoryEndpoints } from '../../shared/directory.ts'
import { mount } from '../platform/http/mount.ts'
import type { DirectoryService } from './directory-service.ts'
import type { MemberService } from './member-service.ts'

export interface DirectoryRoutesDeps {
  directory: DirectoryService
  members: MemberService
}

export function directoryRoutes({ directory, members }: DirectoryRoutesDeps): Router {
  const router = Router()

  mount(router, directoryEndpoints.find, async ({ principal, params, query }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return await directory.find(params.communityId, query)
  })

  return router
}
