import { Router } from 'express'
import { NotFoundError } from '../../shared/errors.ts'
import { moderationEndpoints } from '../../shared/moderation.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import type { DecisionService } from './decision-service.ts'
import type { ReportService } from './report-service.ts'
import type { WordService } from './word-service.ts'

export interface ModerationRoutesDeps {
  members: MemberService
  reports: ReportService
  decisions: DecisionService
  words: WordService
}

export function moderationRoutes({ members, reports, decisions, words }: ModerationRoutesDeps): Router {
  const router = Router()
  const memberIn = (principal: Principal, communityId: string) => members.requireRole(principal, communityId, 'member')

  /** Whoever is banned is no member any more, and asks by the account. */
  const accountOf = async (principal: Principal): Promise<string> => {
    if (principal.kind === 'session') return principal.accountId
    const accountId = principal.kind === 'token' ? await members.accountOf(principal.memberId) : undefined
    if (accountId === undefined) throw new NotFoundError('account', 'me')
    return accountId
  }

  mount(router, moderationEndpoints.report, async ({ principal, params, body }) => {
    // Guests see documents that are shared with them, and can report what is said there.
    const member = await members.requireRole(principal, params.communityId, 'guest')
    return { caseId: await reports.report({ principal, member }, body) }
  })

  mount(router, moderationEndpoints.queue, async ({ principal, params, query }) =>
    reports.queue(await memberIn(principal, params.communityId), query.state),
  )

  mount(router, moderationEndpoints.decide, async ({ principal, params, body }) => {
    const moderator = await memberIn(principal, params.communityId)
    return { decisions: await decisions.decide(moderator, params.caseId, body) }
  })

  mount(router, moderationEndpoints.decideOnMember, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, 'admin')
    return { decisions: await decisions.decideOnMember({ principal, member }, params.memberId, body) }
  })

  mount(router, moderationEndpoints.lift, async ({ principal, params, body }) =>
    decisions.lift(await memberIn(principal, params.communityId), params.decisionId, body.reason),
  )

  mount(router, moderationEndpoints.decideAppeal, async ({ principal, params, body }) =>
    decisions.decideAppeal(await memberIn(principal, params.communityId), params.decisionId, body),
  )

  mount(router, moderationEndpoints.mine, async ({ principal }) => ({
    decisions: await decisions.about(await accountOf(principal)),
  }))

  mount(router, moderationEndpoints.appeal, async ({ principal, params, body }) =>
    decisions.appeal(await accountOf(principal), params.decisionId, body.words),
  )

  mount(router, moderationEndpoints.blockedWords, async ({ principal, params, query }) => ({
    words: await words.list(await memberIn(principal, params.communityId), query.nicheId),
  }))

  mount(router, moderationEndpoints.setBlockedWords, async ({ principal, params, query, body }) => ({
    words: await words.set(await memberIn(principal, params.communityId), query.nicheId, body.words),
  }))

  return router
}
