import { Router } from 'express'
import { coffeeEndpoints } from '../../shared/coffee.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { CoffeeService } from './coffee-service.ts'

export interface CoffeeRoutesDeps {
  coffee: CoffeeService
  members: MemberService
}

export function coffeeRoutes({ coffee, members }: CoffeeRoutesDeps): Router {
  const router = Router()

  mount(router, coffeeEndpoints.read, async ({ principal, params }) =>
    coffee.read(await members.requireRole(principal, params.communityId, 'member')),
  )

  mount(router, coffeeEndpoints.choose, async ({ principal, params, body }) =>
    coffee.choose(await members.requireRole(principal, params.communityId, 'member'), body),
  )

  mount(router, coffeeEndpoints.configure, async ({ principal, params, body }) =>
    coffee.configure(await members.requireRole(principal, params.communityId, 'admin'), body),
  )

  mount(router, coffeeEndpoints.say, async ({ principal, params, body }) =>
    coffee.say(await members.requireRole(principal, params.communityId, 'member'), body.said),
  )

  return router
}
