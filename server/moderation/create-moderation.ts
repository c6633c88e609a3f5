import type { Router } from 'express'
import type { AuditService } from '../members/audit-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { Queries } from '../platform/database.ts'
import { DecisionService } from './decision-service.ts'
import { holdRoutes } from './hold-routes.ts'
import { HoldService, type HoldServiceDeps } from './hold-service.ts'
import type { Holds } from './holds.ts'
import { ModerationAccess } from './moderation-access.ts'
import { moderationRoutes } from './moderation-routes.ts'
import type { PostingGuard } from './posting-guard.ts'
import { createReportables, type ReportablesDeps } from './reportables.ts'
import { ReportService } from './report-service.ts'
import { WordService } from './word-service.ts'

export interface CreateModerationDeps extends ReportablesDeps {
  queries: Queries
  niches: NicheService
  audit: AuditService
  posting: PostingGuard
  notices: AdminNotices
  now: () => number
  newId: () => string
  holds: Holds
  held: HoldServiceDeps['sources']
}

export function createModeration(deps: CreateModerationDeps): {
  reports: ReportService
  held: HoldService
  routes: Router[]
} {
  const reportables = createReportables(deps)
  const access = new ModerationAccess({ ...deps, reportables })
  const held = new HoldService({ ...deps, sources: deps.held })
  const reports = new ReportService({ ...deps, reportables, access, held })
  const decisions = new DecisionService({ ...deps, reportables, reports, access })
  const words = new WordService(deps)
  return {
    reports,
    held,
    routes: [moderationRoutes({ ...deps, reports, decisions, words }), holdRoutes({ held, members: deps.members })],
  }
}
