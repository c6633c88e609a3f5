import type { Router } from 'express'
import type { AuditService } from '../members/audit-service.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { Database } from '../platform/database.ts'
import { guardedFetch } from '../platform/http/guarded-fetch.ts'
import type { ModelService } from '../models/model-service.ts'
import type { Log } from '../platform/log.ts'
import { AlertService, type AlertServiceDeps } from './alerts/alert-service.ts'
import { ChannelPosts, type ChannelPostsDeps } from './alerts/channel-posts.ts'
import { GigNews } from './alerts/gig-news.ts'
import { AlertStore } from './alerts/alert-store.ts'
import { DuplicateIndex } from './duplicates/duplicate-index.ts'
import { ScoreLog } from './fairness/score-log.ts'
import { FeedPoller } from './feeds/feed-poller.ts'
import { FeedService } from './feeds/feed-service.ts'
import { FeedStore } from './feeds/feed-store.ts'
import { GigAccess, isTakeable } from './early-access/gig-access.ts'
import { EarlyWindow } from './early-access/early-window.ts'
import { GigIngest, type GigIngestDeps } from './gig-ingest.ts'
import { GigModeration } from './gig-moderation.ts'
import { gigRoutes } from './gig-routes.ts'
import { GigService } from './gig-service.ts'
import { GigSweep } from './gig-sweep.ts'
import { GigStore } from './gig-store.ts'
import { MarketService } from './market/market-service.ts'
import { MatchIndex } from './matching/match-index.ts'
import { MemberMatches } from './member-matches.ts'
import { MeaningIndex } from './meaning/meaning-index.ts'
import type { ExchangeRates } from './matching/pay-rates.ts'
import { GigHooks } from './posting/gig-hooks.ts'
import { GigPosting } from './posting/gig-posting.ts'
import { GigPipeline } from './pipeline/gig-pipeline.ts'
import { ProfileService } from './profile-service.ts'
import { type CommunityModel, GigModelService } from './refining/gig-model-service.ts'
import { GigRefiner } from './refining/gig-refiner.ts'
import { ReviewService } from './reviews/review-service.ts'
import { ReviewStore } from './reviews/review-store.ts'
import { TrustOfMembers } from './vouches/member-trust.ts'
import { ReferralService } from './vouches/referral-service.ts'
import { vouchRoutes } from './vouches/vouch-routes.ts'
import { VouchService, type VouchServiceDeps } from './vouches/vouch-service.ts'
import { ResumeReader } from './resumes/resume-reader.ts'

/** Beyond these, the oldest gigs are found in the store but no longer matched. */
const MAX_INDEXED_GIGS = 50_000
const MAX_INDEXED_PROFILES = 1_000_000

export interface CreateGigsDeps extends Omit<
  GigIngestDeps,
  'store' | 'index' | 'duplicates' | 'reviews' | 'queries' | 'news' | 'channels' | 'access'
> {
  deliver: AlertServiceDeps['deliver']
  postInChannel: ChannelPostsDeps['postInChannel']
  /** What stands in the inboxes of some members. */
  tellThese: VouchServiceDeps['tellThese']
  documents: DocumentService
  sync: SyncService
  publicUrl: () => string
  database: Database
  audit: AuditService
  log: Log
  allowHosts: readonly string[]
  exchangeRates: ExchangeRates
  /** How long the log of scores is kept. */
  scoresKeepMs: number
  /** The hub's; secrets of webhooks are derived from it. */
  secret: string
  models: Pick<ModelService, 'ask' | 'embed'>
  modelOf: (communityId: string) => Promise<CommunityModel | undefined>
}

export interface Gigs {
  gigs: GigService
  profiles: ProfileService
  alerts: AlertService
  moderation: GigModeration
  reviews: ReviewService
  vouches: VouchService
  referrals: ReferralService
  /** See `GigAccess.openTo`. */
  openTo: GigAccess['openTo']
  routes: Router[]
  /** Of webhooks; to be mounted before bodies are read. */
  hookReceiver: Router
  /** Builds the index; `isWorker`: also asks feeds from now on. */
  start(isWorker: boolean): Promise<void>
  close(): Promise<void>
}

/** Puts the module of gigs, profiles and feeds together. */
export function createGigs({
  database,
  audit,
  log,
  allowHosts,
  exchangeRates,
  scoresKeepMs,
  secret,
  deliver,
  postInChannel,
  tellThese,
  documents,
  sync,
  publicUrl,
  models,
  modelOf,
  ...shared
}: CreateGigsDeps): Gigs {
  const { queries } = database
  const { events, members, niches, posting, now, newId } = shared
  const access = new GigAccess({ niches, now })
  const store = new GigStore(queries)
  const index = new MatchIndex()
  const duplicates = new DuplicateIndex()
  const scores = new ScoreLog({ queries, keepMs: scoresKeepMs, now })
  const reviewStore = new ReviewStore(queries)
  const reviews = new ReviewService({
    queries,
    gigs: store,
    reviews: reviewStore,
    access,
    members,
    audit,
    posting,
    now,
    newId,
  })
  const profiles = new ProfileService({ queries, index, events, now })
  const alerts: AlertService = new AlertService({
    queries,
    store: new AlertStore(queries),
    members,
    profiles,
    gigs: () => gigs,
    deliver,
    publicUrl,
    now,
  })
  const meanings: MeaningIndex = new MeaningIndex({
    queries,
    index,
    choices: () => gigModels.embedding(),
    models,
    whenKnown: () => news.sendWaiting(),
    log,
    now,
  })
  const matches = new MemberMatches({
    store,
    index,
    meanings,
    vouchesOf: (memberIds) => vouches.skillsOfAll(memberIds),
  })
  const news = new GigNews({
    ...shared,
    queries,
    store,
    matches,
    meanings,
    access,
    planAlert: (...alert) => alerts.plan(...alert),
  })
  const channels = new ChannelPosts({ niches, members, postInChannel, publicUrl, now })
  const read = { store, index, duplicates, reviews: reviewStore }
  const ingest = new GigIngest({ ...shared, ...read, queries, access, news, channels })
  const pipeline = new GigPipeline({ queries, store, documents, sync, publicUrl, now, newId })
  const vouches = new VouchService({ queries, members, niches, audit, posting, tellThese, now, newId })
  const referrals = new ReferralService({ queries, gigs: store, access, members, posting, tellThese, now })
  const trust = new TrustOfMembers({ queries, members, vouches, referrals, reviews: reviewStore })
  const gigs: GigService = new GigService({
    queries,
    pipeline,
    store,
    index,
    matches,
    ingest,
    access,
    publicUrl,
    now,
  })
  const gigPosting = new GigPosting({ store, ingest, access, niches, posting, now, newId })
  const hooks = new GigHooks({ queries, ingest, audit, secret, publicUrl, now, newId })
  const moderation = new GigModeration({ store, ingest, access, niches, members, tellThese, audit, now })
  const windows = new EarlyWindow({ store, ingest, access, pipeline, niches, audit, now })
  const gigModels = new GigModelService({
    queries,
    store,
    ingest,
    access,
    audit,
    modelOf,
    wake: () => {
      refiner.nudge()
      meanings.nudge()
    },
    now,
  })
  const refiner: GigRefiner = new GigRefiner({ queries, store, ingest, service: gigModels, models, log, now })
  const feedStore = new FeedStore(queries)
  const poller = new FeedPoller({
    store: feedStore,
    ingest,
    fetch: guardedFetch(allowHosts),
    log,
    now,
    random: Math.random,
  })
  const sweep = new GigSweep(
    [
      { what: 'gigs whose window is over', run: () => windows.openDue() },
      { what: 'scores that are kept no longer', run: () => scores.forget() },
      { what: 'alerts that waited for a model', run: () => news.sendWaiting() },
      { what: 'alerts that are due', run: () => alerts.sendDue() },
      { what: 'boards of gigs', run: () => pipeline.follow() },
      { what: 'gigs that wait for a model', run: () => Promise.resolve(refiner.nudge()) },
      { what: 'meanings that wait for a model', run: () => Promise.resolve(meanings.retry()) },
    ],
    log,
  )
  const resumes = new ResumeReader()
  const market = new MarketService({ store, index, profiles, rates: exchangeRates, now })
  const feeds = new FeedService({ store: feedStore, poller, audit, now, newId })

  /** What another process changed. */
  const refresh = (work: Promise<void>) =>
    void work.catch((error: unknown) => log.warn({ err: error }, 'index not refreshed'))
  const refreshGig = async (gigId: string) => {
    const gig = await store.get(gigId)
    if (gig === undefined) return
    if (isTakeable(gig)) {
      index.setGig(gig)
      duplicates.set(gig)
    } else {
      index.removeGig(gig)
      duplicates.delete(gig)
    }
  }
  const unsubscribe = [
    events.subscribe('gig:changed', ({ gigId }) => refresh(refreshGig(gigId))),
    events.subscribe('profile:changed', ({ memberId }) => refresh(profiles.refresh(memberId))),
    events.subscribe('access:changed', ({ memberId }) => {
      if (memberId !== null) refresh(profiles.refresh(memberId))
    }),
  ]

  return {
    gigs,
    profiles,
    alerts,
    moderation,
    reviews,
    vouches,
    referrals,
    openTo: (member) => access.openTo(member),
    routes: [
      vouchRoutes({ members, vouches, referrals, trust }),
      gigRoutes({
        gigs,
        profiles,
        alerts,
        moderation,
        gigModels,
        posting: gigPosting,
        windows,
        reviews,
        scores,
        hooks,
        feeds,
        resumes,
        market,
        members,
      }),
    ],
    hookReceiver: hooks.receiver(),
    async start(isWorker) {
      await profiles.load(MAX_INDEXED_PROFILES)
      for await (const gig of store.takeable(MAX_INDEXED_GIGS)) {
        index.setGig(gig)
        duplicates.set(gig)
      }
      meanings.start(isWorker)
      unsubscribe.push(
        events.subscribe('gig:changed', () => meanings.nudge()),
        events.subscribe('profile:changed', () => meanings.nudge()),
      )
      if (!isWorker) return
      unsubscribe.push(events.subscribe('gig:changed', () => refiner.nudge()))
      poller.start()
      sweep.start()
    },
    async close() {
      for (const end of unsubscribe) end()
      await resumes.close()
      await poller.close()
      await sweep.close()
      await refiner.close()
      await meanings.close()
    },
  }
}
