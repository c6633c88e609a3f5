import { createServer } from 'node:http'
import { createApi } from './api.ts'
import { createAttachments } from './attachments/create-attachments.ts'
import { createBoards } from './boards/create-boards.ts'
import { composeAnnouncing } from './compose-announcing.ts'
import { composeBots } from './compose-bots.ts'
import { composeChanges } from './compose-changes.ts'
import { composeDeliveries } from './compose-deliveries.ts'
import { composeGatherings } from './compose-gatherings.ts'
import { composeLive } from './compose-live.ts'
import { composeMembers } from './compose-members.ts'
import { composeModeration } from './compose-moderation.ts'
import { composeSync } from './compose-sync.ts'
import { composeTranslation } from './compose-translation.ts'
import type { HubConfig } from './config.ts'
import type { DeliveryService } from './deliveries/delivery-service.ts'
import { createDemoCommunity } from './demo/demo-community.ts'
import { DigestSettingsService } from './digests/digest-settings-service.ts'
import { createDocumentRoutes } from './documents/create-document-routes.ts'
import { DocumentService } from './documents/document-service.ts'
import { createGigs } from './gigs/create-gigs.ts'
import { ROUGH_RATES } from './gigs/matching/pay-rates.ts'
import { secretOf } from './hub-secret.ts'
import type { Auth } from './members/auth.ts'
import type { MemberService } from './members/member-service.ts'
import type { TokenService } from './members/token-service.ts'
import { Holds } from './moderation/holds.ts'
import { PostingGuard } from './moderation/posting-guard.ts'
import { Background } from './platform/background.ts'
import { NicheService } from './niches/niche-service.ts'
import { canonicalSkill } from './gigs/vocabulary/skill-vocabulary.ts'
import type { Queries } from './platform/database.ts'
import { createEventBus } from './platform/event-bus.ts'
import { openStore } from './open-store.ts'
import { closeHttp } from './platform/http/close-http.ts'
import { listen } from './platform/http/listen.ts'
import { ownOrigin } from './platform/http/security.ts'
import { newId as makeId } from './platform/ids.ts'
import { createLog, type Log } from './platform/log.ts'
import { Metrics } from './platform/metrics.ts'
import { Teardown } from './platform/teardown.ts'
import { createRooms } from './rooms/create-rooms.ts'
import { OptOuts } from './translation/opt-outs.ts'
import type { Translator } from './translation/translator.ts'

/** Until a request has arrived: the largest file, from a slow phone. */
const UPLOAD_MS = 300_000
/** What a test may put in place of the real thing. */
export interface HubOverrides {
  now?: () => number
  newId?: () => string
  log?: Log
  translator?: Translator
  /** Folder of the built web client. */
  clientFolder?: string
}

export interface Hub extends AsyncDisposable {
  /** Where people reach it, without a trailing slash. */
  readonly publicUrl: string
  /** Where this machine reaches it. */
  readonly localUrl: string
  readonly log: Log
  /** Opens `/bots` for the hub's own bots. Lives as long as the process. */
  readonly botToken: string
  readonly auth: Auth
  readonly members: MemberService
  readonly tokens: TokenService
  /** The outbox, for set-up that no route offers. */
  readonly deliveries: DeliveryService
  /** The store, for set-up that no route offers. */
  readonly queries: Queries
}

/**
 * The composition root: the only place that names implementations, and that owns the order of start and stop.
 * Disposing it drains: sockets are told to come back later, what they brought is written, then all is closed.
 * @throws Error when the data folder or the port is taken, or the database cannot be reached.
 */
export async function createHub(config: HubConfig, overrides: HubOverrides = {}): Promise<Hub> {
  const teardown = new Teardown()
  try {
    return await compose(config, overrides, teardown)
  } catch (error) {
    await teardown[Symbol.asyncDispose]()
    throw error
  }
}

async function compose(config: HubConfig, overrides: HubOverrides, teardown: Teardown): Promise<Hub> {
  const log = overrides.log ?? createLog(config.logLevel)
  const now = overrides.now ?? Date.now
  const newId = overrides.newId ?? makeId
  const metrics = new Metrics()
  const database = await openStore(config, teardown)
  const { queries } = database
  // Loaded only where there is a Redis: most hubs are one process, and start sooner without.
  const redis =
    config.redisUrl === undefined ? undefined : (await import('./platform/redis.ts')).connectRedis(config.redisUrl, log)
  teardown.add(() => redis?.close())
  const events = createEventBus(redis, log)
  const background = new Background(log)
  teardown.add(() => background.close())

  const http = createServer({ headersTimeout: 10_000, requestTimeout: UPLOAD_MS })
  const port = await listen(http, config.port, config.host)
  teardown.add(() => closeHttp(http))
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`
  const isOwnOrigin = ownOrigin(() => publicUrl)

  const { audit, members, tokens, invitations, mailer, auth, authenticate } = composeMembers({
    config,
    database,
    publicUrl,
    events,
    log,
    now,
    newId,
  })

  const { io, live } = await composeLive({
    http,
    redis,
    authenticate,
    isOwnOrigin,
    members,
    events,
    metrics,
    log,
    teardown,
  })

  /** What nearly every module needs. */
  const common = { queries, members, audit, events, live, log, now, newId, publicUrl: () => publicUrl }
  const posting = new PostingGuard({ queries, redis, limits: config.posting, now })
  const documents = new DocumentService({ queries, members, events, live, now, newId })
  const { updateLog, groupCommit, sync, versions, tickets, collab } = composeSync({
    config,
    database,
    redis,
    documents,
    tokens,
    authenticate,
    isOwnOrigin,
    events,
    metrics,
    log,
    now,
    newId,
    teardown,
  })
  http.on('upgrade', (request, socket, head) => {
    if (collab.handleUpgrade(request, socket, head) || request.url?.startsWith('/socket.io/')) return
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })

  // the rest of the domain
  const files = createAttachments(config, { queries, now, newId })
  const { attachments } = files
  const cards = createBoards({ queries, sync, members, attachments, posting, events, live, now, newId })
  const { boards, comments } = cards
  const translation = composeTranslation({
    config: config.translation,
    queries,
    members,
    audit,
    events,
    secret: secretOf(config),
    tellAdmins: (communityId, notice) => changes.notices.tell(communityId, notice),
    log,
    now,
    newId,
  })
  teardown.add(() => translation.close())
  const translator = overrides.translator ?? translation.translator
  const outbox = composeDeliveries({
    ...common,
    steps: () => telling.announcing.steps,
    hiddenGigs: (member, gigIds) => gigs.gigs.hiddenFrom(member, gigIds),
    openRooms: (member, ids) => rooms.rooms.openTo(member, ids),
    metrics,
    background,
  })
  teardown.add(() => outbox.close())
  const { deliveries, records, paused, links, nudgeSoon, copies, atHand } = outbox
  const optOuts = new OptOuts({ queries, members, links, now })
  const readByAll = () => bots.status.channels()
  const niches = new NicheService({ queries, audit, readByAll, canonicalSkill, now, newId })
  members.beforeRemoval((...removal) => niches.beforeRemoval(...removal))
  const gigs = createGigs({
    ...common,
    database,
    niches,
    posting,
    deliver: outbox.deliver,
    postInChannel: outbox.postInChannel,
    tellThese: (...notice) => changes.notices.tellThese(...notice),
    editAlerts: outbox.editAlerts,
    metrics,
    models: translation.models,
    modelOf: translation.modelOf,
    allowHosts: config.feedAllowHosts,
    exchangeRates: config.exchangeRates ?? ROUGH_RATES,
    scoresKeepMs: config.scoresKeepMs,
    secret: secretOf(config),
    documents,
    sync,
  })
  teardown.add(() => gigs.close())

  // bots
  const { profiles } = gigs
  const digestSettings = new DigestSettingsService({ queries, members, profiles, links, sendsMail: mailer.sends, now })
  const changes = composeChanges({
    ...common,
    database,
    inDigest: (...about) => digestSettings.holds(...about),
    updateLog,
    commentsOf: (documentId) => comments.list(documentId),
    groupCommit,
    openTo: gigs.openTo,
    deliver: outbox.deliverPersonal,
    secret: secretOf(config),
    webhookAllowHosts: config.webhookAllowHosts,
  })
  teardown.add(() => changes.close())
  const rooms = createRooms({
    ...common,
    attachments: files.attachments,
    translator,
    posting,
    consumers: [(...change) => copies.follow(...change), ...changes.roomConsumers],
    takeTranslation: (...translated) => changes.takeTranslation(...translated),
    foresee: (...coming) => bots.conversations.translations.begin(...coming),
    optOuts,
    keepMessagesDays: translation.keepMessagesDays,
    readNotifications: changes.readNotifications,
    forgetNotifications: changes.forgetNotifications,
    forgetMessages: changes.forgetMessages,
    background,
  })
  const holds = new Holds({ ...common, niches, posting, notices: changes.notices })
  const telling = composeAnnouncing({
    ...common,
    holds,
    notices: changes.announcementNotices,
    notifications: changes.notifications,
    settings: digestSettings,
    deliveries,
    records,
    paused,
    attachments,
    links,
    niches,
    profiles,
    alerts: gigs.alerts,
    translator,
    posting,
    channels: () => bots.status.channels(),
    roles: () => bots.status.roles(),
    authenticateBot: (token) => bots.authenticateBot(token),
    tell: outbox.deliverPersonal,
    mailer,
    secret: secretOf(config),
    nudgeSoon,
    teardown,
  })
  const gatherings = composeGatherings({
    ...common,
    notices: changes.announcementNotices,
    deliveries,
    deliver: outbox.deliverPersonal,
    niches,
    posting,
    holds,
    profiles: gigs.profiles,
    links,
    rooms: rooms.rooms,
    channels: () => bots.status.channels(),
    sendsMail: mailer.sends,
    canonicalSkill,
    nudgeSoon,
  })
  teardown.add(() => gatherings.close())
  const moderation = composeModeration({
    ...common,
    ...rooms,
    gigs,
    documents,
    boards,
    cardComments: comments,
    announcements: telling.announcing.announcements,
    niches,
    posting,
    holds,
    held: { announcement: telling.announcing.holds, event: gatherings.heldEvents },
    notices: changes.notices,
    background,
  })
  const bots = composeBots({
    ...common,
    io,
    tokens,
    ...rooms,
    copies,
    atHand,
    optOuts,
    accounts: links,
    config,
    deliveries,
    documents,
    sync,
    boards,
    ...gigs,
    niches,
    notices: changes.notices,
    announcements: telling.announcing.announcements,
    digests: digestSettings,
    records,
    ...moderation,
    ...gatherings.services,
    translator,
    nudgeSoon,
    teardown,
  })

  let stopping = false
  teardown.add(() => (stopping = true))
  const api = createApi({
    config,
    auth,
    authenticate,
    isOwnOrigin,
    redis,
    database,
    metrics,
    log,
    publicUrl,
    isStopping: () => stopping,
    clientFolder: overrides.clientFolder,
    members: { members, invitations, tokens, audit, signIn: signInWays(config, mailer.sends) },
    documents,
    documentRoutes: createDocumentRoutes({
      queries,
      documents,
      boards,
      attachments,
      sync,
      members,
      posting,
      events,
      live,
      now,
      newId,
      publicUrl: () => publicUrl,
      allowHosts: config.feedAllowHosts,
    }),
    ...cards,
    attachments,
    sync: { permits: documents, tickets, versions },
    roomRoutes: rooms.routes,
    links: { links: bots.conversations.links, rooms: rooms.rooms, members },
    chatFiles: { files: bots.conversations.files, authenticateBot: bots.authenticateBot },
    deliveries: { records, paused, members },
    platforms: { links, status: bots.status, roles: bots.roles, members, publicUrl: () => publicUrl },
    gigRoutes: gigs.routes,
    niches,
    ...telling,
    moderationRoutes: moderation.routes,
    gatheringRoutes: gatherings.routes,
    translationRoutes: translation.routes(rooms.rooms),
    everywhere: changes.routes,
    gigHookReceiver: gigs.hookReceiver,
  })
  if (config.demo) {
    await createDemoCommunity({
      queries,
      auth,
      members,
      documents,
      sync,
      gigs: gigs.gigs,
      profiles: gigs.profiles,
      rooms: rooms.rooms,
      messages: rooms.messages,
      niches,
      events: gatherings.services.hubEvents,
      announcements: telling.announcing.announcements,
      ownerEmail: config.ownerEmail,
      now,
      newId,
    })
  }
  await gigs.start(config.roles.has('worker'))
  if (config.roles.has('worker')) {
    outbox.start(config.deliveriesKeepMs)
    files.startSweeping(background)
    changes.start()
    telling.start()
    gatherings.start()
    rooms.start()
    moderation.start()
    bots.conversations.loop.start()
    teardown.add(() => bots.conversations.loop.close())
    bots.conversations.following.start()
    teardown.add(() => bots.conversations.following.close())
    translation.startForgetting()
  }
  if (config.roles.has('web')) http.on('request', api)
  log.info({ port, store: database.kind, redis: redis !== undefined }, 'hub is ready')
  return {
    publicUrl,
    localUrl: `http://127.0.0.1:${port}`,
    log,
    botToken: bots.botToken,
    auth,
    members,
    tokens,
    deliveries,
    queries,
    [Symbol.asyncDispose]: () => teardown[Symbol.asyncDispose](),
  }
}

function signInWays(config: HubConfig, mail: boolean) {
  return { mail, discord: config.discord.signIn !== undefined, slack: config.slack.signIn !== undefined }
}
