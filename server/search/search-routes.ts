import { Router } from 'express'
import { searchEndpoints } from '../../shared/search.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { SearchService } from './search-service.ts'

export interface SearchRoutesDeps {
  search: SearchService
  members: MemberService
}

export function searchRoutes({ search, members }: SearchRoutesDeps): Router {
  const router = Router()

  mount(router, searchEndpoints.search, async ({ principal, params, query }) => ({
    hits: await search.find(await members.memberOf(principal, params.communityId), {
      ...query,
      withGigs: principal.kind !== 'token' || principal.scopes.has('gigs:read'),
      withMessages: principal.kind !== 'token' || principal.scopes.has('rooms:read'),
    }),
  }))

  return router
}
