import { Router } from 'express'
import { alertEndpoints } from '../../shared/alerts.ts'
import { gigModelEndpoints } from '../../shared/gig-models.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { fairnessEndpoints } from '../../shared/fairness.ts'
import { HubError } from '../../shared/errors.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { marketEndpoints } from '../../shared/market.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import { reviewEndpoints } from '../../shared/reviews.ts'
import { resumeEndpoints } from '../../shared/resumes.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import { mountDownload, mountUpload } from '../platform/http/mount-file.ts'
import type { AlertService } from './alerts/alert-service.ts'
import type { EarlyWindow } from './early-access/early-window.ts'
import type { ScoreLog } from './fairness/score-log.ts'
import type { FeedService } from './feeds/feed-service.ts'
import type { GigModeration } from './gig-moderation.ts'
import type { GigService } from './gig-service.ts'
import type { MarketService } from './market/market-service.ts'
import type { GigHooks } from './posting/gig-hooks.ts'
import type { GigPosting } from './posting/gig-posting.ts'
import type { ProfileService } from './profile-service.ts'
import type { GigModelService } from './refining/gig-model-service.ts'
import type { ReviewService } from './reviews/review-service.ts'
import { toJsonResume } from './resumes/json-resume.ts'
import type { ResumeReader } from './resumes/resume-reader.ts'

export interface GigRoutesDeps {
  gigs: GigService
  profiles: ProfileService
  alerts: AlertService
  moderation: GigModeration
  gigModels: GigModelService
  posting: GigPosting
  windows: EarlyWindow
  reviews: ReviewService
  scores: ScoreLog
  hooks: GigHooks
  feeds: FeedService
  resumes: ResumeReader
  market: MarketService
  members: MemberService
}

export function gigRoutes(deps: GigRoutesDeps): Router {
  const { gigs, market, moderation, scores, feeds, members } = deps
  const router = Router()

  mount(router, gigEndpoints.list, async ({ principal, params, query }) =>
    gigs.list(await members.requireRole(principal, params.communityId, 'member'), query),
  )

  mount(router, gigEndpoints.get, async ({ principal, params }) =>
    gigs.get(await members.requireRole(principal, params.communityId, 'member'), params.gigId),
  )

  mount(router, gigEndpoints.giveFeedback, async ({ principal, params, body }) => {
    await gigs.giveFeedback(await members.requireRole(principal, params.communityId, 'member'), params.gigId, body)
  })

  mount(router, gigEndpoints.takeBackFeedback, async ({ principal, params }) => {
    await gigs.giveFeedback(await members.requireRole(principal, params.communityId, 'member'), params.gigId, null)
  })

  mount(router, gigEndpoints.listHeld, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return { gigs: await moderation.held(member) }
  })

  mount(router, gigEndpoints.moderate, async ({ principal, params, body }) =>
    moderation.decide(await members.requireRole(principal, params.communityId, 'member'), params.gigId, body),
  )

  mount(router, gigEndpoints.listFeeds, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return { feeds: await feeds.list(params.communityId) }
  })

  mount(router, gigEndpoints.addFeed, async ({ principal, params, body }) =>
    feeds.add(await members.requireRole(principal, params.communityId, 'admin'), body),
  )

  mount(router, gigEndpoints.removeFeed, async ({ principal, params }) =>
    feeds.remove(await members.requireRole(principal, params.communityId, 'admin'), params.feedId),
  )

  mount(router, gigEndpoints.pollFeed, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return await feeds.poll(params.communityId, params.feedId)
  })

  mount(router, marketEndpoints.look, async ({ principal, params }) =>
    market.look(await members.requireRole(principal, params.communityId, 'member')),
  )

  mount(router, fairnessEndpoints.report, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return await scores.report(params.communityId)
  })

  mount(router, fairnessEndpoints.scores, async ({ principal, params, query }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return { scores: await scores.of(member.id, query.limit) }
  })

  mountModels(router, deps)
  mountPosting(router, deps)
  mountAlerts(router, deps)
  mountReviews(router, deps)

  mountProfiles(router, deps)

  return router
}

function mountModels(router: Router, { gigModels, members }: GigRoutesDeps): void {
  mount(router, gigModelEndpoints.look, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return await gigModels.look(params.communityId)
  })

  mount(router, gigModelEndpoints.configure, async ({ principal, params, body }) =>
    gigModels.configure(await members.requireRole(principal, params.communityId, 'admin'), body),
  )

  mount(router, gigModelEndpoints.overrule, async ({ principal, params, body }) =>
    gigModels.overrule(await members.requireRole(principal, params.communityId, 'member'), params.gigId, body.use),
  )
}

function mountPosting(router: Router, { posting, windows, hooks, members }: GigRoutesDeps): void {
  mount(router, nicheEndpoints.setWindow, async ({ principal, params, body }) =>
    windows.set(await members.requireRole(principal, params.communityId, 'member'), params.gigId, body.until),
  )

  mount(router, gigPostEndpoints.preview, async ({ principal, params, body }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return posting.preview(body)
  })

  mount(router, gigPostEndpoints.post, async ({ principal, params, body }) =>
    posting.post(await members.requireRole(principal, params.communityId, 'member'), body),
  )

  mount(router, gigPostEndpoints.edit, async ({ principal, params, body }) =>
    posting.edit(await members.requireRole(principal, params.communityId, 'member'), params.gigId, body),
  )

  mount(router, gigPostEndpoints.close, async ({ principal, params }) =>
    posting.close(await members.requireRole(principal, params.communityId, 'member'), params.gigId),
  )

  mount(router, gigPostEndpoints.listHooks, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return { hooks: await hooks.list(params.communityId) }
  })

  mount(router, gigPostEndpoints.addHook, async ({ principal, params, body }) =>
    hooks.add(await members.requireRole(principal, params.communityId, 'admin'), body.name),
  )

  mount(router, gigPostEndpoints.removeHook, async ({ principal, params }) =>
    hooks.remove(await members.requireRole(principal, params.communityId, 'admin'), params.hookId),
  )
}

function mountAlerts(router: Router, { alerts, members }: GigRoutesDeps): void {
  mount(router, alertEndpoints.why, async ({ principal, params }) =>
    alerts.why(await members.requireRole(principal, params.communityId, 'member'), params.gigId),
  )

  mount(router, alertEndpoints.change, async ({ principal, params, body }) =>
    alerts.change(await members.requireRole(principal, params.communityId, 'member'), body),
  )

  mount(router, alertEndpoints.mute, async ({ principal, params, body }) =>
    alerts.mute(await members.requireRole(principal, params.communityId, 'member'), body),
  )

  mount(router, alertEndpoints.unmute, async ({ principal, params, query }) =>
    alerts.unmute(await members.requireRole(principal, params.communityId, 'member'), query),
  )
}

function mountReviews(router: Router, { reviews, members }: GigRoutesDeps): void {
  mount(router, reviewEndpoints.ofMe, async ({ principal, params }) =>
    reviews.ofMe(await members.requireRole(principal, params.communityId, 'member')),
  )

  mount(router, reviewEndpoints.client, async ({ principal, params }) =>
    reviews.client(await members.requireRole(principal, params.communityId, 'member'), params.gigId),
  )

  mount(router, reviewEndpoints.give, async ({ principal, params, body: { memberId, ...input } }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return await reviews.give(member, params.gigId, input, memberId)
  })

  mount(router, reviewEndpoints.answer, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return await reviews.answer(member, params.reviewId, body.text)
  })

  mount(router, reviewEndpoints.remove, async ({ principal, params }) => {
    await reviews.remove(await members.requireRole(principal, params.communityId, 'member'), params.reviewId)
  })
}

function mountProfiles(router: Router, { profiles, resumes, members }: GigRoutesDeps): void {
  mount(router, profileEndpoints.mine, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return { profile: (await profiles.get(member.id)) ?? null }
  })

  mount(router, profileEndpoints.save, async ({ principal, params, body }) => ({
    profile: await profiles.save(await members.requireRole(principal, params.communityId, 'member'), body),
  }))

  mountUpload(router, resumeEndpoints.read, async ({ principal, params, query, content, bytes }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return await resumes.read({ name: query.name, bytes, content })
  })

  mountDownload(router, resumeEndpoints.download, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const profile = await profiles.get(member.id)
    if (profile === undefined) throw new HubError('not_found', 'There is no profile yet to be saved.')
    const content = `${JSON.stringify(toJsonResume(member.name, profile), null, 2)}\n`
    return { name: 'resume.json', type: 'application/json', inline: false, content }
  })
}
