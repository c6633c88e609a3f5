import { Router } from 'express'
import { insightEndpoints } from '../../shared/insights.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { InsightService } from './insight-service.ts'

export function insightRoutes({ insights, members }: { insights: InsightService; members: MemberService }): Router {
  const router = Router()
  mount(router, insightEndpoints.read, async ({ principal, params, query }) =>
    insights.read(await members.requireRole(principal, params.communityId, 'member'), query.days, query.nicheId),
  )
  return router
}
