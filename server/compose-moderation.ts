import type { Router } from 'express'
import { CommentService as DocumentComments } from './documents/comment-service.ts'
import type { Gigs } from './gigs/create-gigs.ts'
import { insightRoutes } from './insights/insight-routes.ts'
import { InsightService } from './insights/insight-service.ts'
import { createModeration, type CreateModerationDeps } from './moderation/create-moderation.ts'
import type { HoldService } from './moderation/hold-service.ts'
import type { ReportService } from './moderation/report-service.ts'
import type { Background } from './platform/background.ts'
import type { EventBus } from './platform/event-bus.ts'
import type { Live } from './platform/live/live-hub.ts'

const COUNT_EVERY_MS = 6 * 3_600_000

export interface ComposeModerationDeps extends Omit<
  CreateModerationDeps,
  'gigs' | 'gigModeration' | 'reviews' | 'documentComments'
> {
  gigs: Gigs
  events: EventBus
  live: Live
  background: Background
}

export interface Moderation {
  reports: ReportService
  held: HoldService
  insights: InsightService
  routes: Router[]
  /** From now on this process counts the days of communities. */
  start(): void
}

/** Puts together what moderators work with: reports and decisions, and insights. */
export function composeModeration({ gigs, background, ...deps }: ComposeModerationDeps): Moderation {
  const insights = new InsightService({ ...deps, profiles: gigs.profiles })
  const { reports, held, routes } = createModeration({
    ...deps,
    gigs: gigs.gigs,
    gigModeration: gigs.moderation,
    reviews: gigs.reviews,
    documentComments: new DocumentComments(deps),
  })
  return {
    reports,
    held,
    insights,
    routes: [...routes, insightRoutes({ ...deps, insights })],
    start: () => background.every(COUNT_EVERY_MS, () => insights.countAll(), 'days of communities not counted'),
  }
}
