import type { IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { toNodeHandler } from 'better-auth/node'
import express, { type Express, type RequestHandler, type Router } from 'express'
import { attachmentRoutes } from './attachments/attachment-routes.ts'
import type { AttachmentService } from './attachments/attachment-service.ts'
import { boardRoutes, type BoardRoutesDeps } from './boards/board-routes.ts'
import { boardShapeRoutes } from './boards/board-shape-routes.ts'
import type { BoardShapeService } from './boards/board-shape-service.ts'
import { platformRoutes, type PlatformRoutesDeps } from './bot-gateway/platform-routes.ts'
import { slackForward } from './bot-gateway/slack-forward.ts'
import type { HubConfig } from './config.ts'
import { deliveryRoutes, type DeliveryRoutesDeps } from './deliveries/delivery-routes.ts'
import type { DocumentService } from './documents/document-service.ts'
import { type Auth, CLIENT_ADDRESS_HEADER } from './members/auth.ts'
import { type ChatFileRoutesDeps, chatFileRoutes } from './links/chat-file-routes.ts'
import { type LinkRoutesDeps, linkRoutes } from './links/link-routes.ts'
import { memberRoutes, type MemberRoutesDeps } from './members/member-routes.ts'
import { nicheRoutes } from './niches/niche-routes.ts'
import type { NicheService } from './niches/niche-service.ts'
import { notificationRoutes, type NotificationRoutesDeps } from './notifications/notification-routes.ts'
import type { Database } from './platform/database.ts'
import { apiNotFound, errorHandler } from './platform/http/errors.ts'
import { healthRoutes } from './platform/http/health.ts'
import { endpointsOf } from './platform/http/mount.ts'
import { openApiRoutes } from './platform/http/openapi-routes.ts'
import { authenticated, jsonBody, rateLimited, securityHeaders } from './platform/http/security.ts'
import { webClient } from './platform/http/web-client.ts'
import type { Log } from './platform/log.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Authenticate } from './platform/principal.ts'
import type { RedisConnections } from './platform/redis.ts'
import { syncRoutes, type SyncRoutesDeps } from './sync/sync-routes.ts'
import { searchRoutes, type SearchRoutesDeps } from './search/search-routes.ts'
import { webhookRoutes, type WebhookRoutesDeps } from './webhooks/webhook-routes.ts'

export interface ApiDeps {
  config: HubConfig
  auth: Auth
  authenticate: Authenticate
  isOwnOrigin: (request: IncomingMessage) => boolean
  redis: RedisConnections | undefined
  database: Database
  metrics: Metrics
  log: Log
  publicUrl: string
  isStopping: () => boolean
  clientFolder: string | undefined
  members: MemberRoutesDeps
  documents: DocumentService
  documentRoutes: Router
  boards: BoardRoutesDeps['boards']
  shapes: BoardShapeService
  files: BoardRoutesDeps['files']
  attachments: AttachmentService
  comments: BoardRoutesDeps['comments']
  imports: BoardRoutesDeps['imports']
  sync: SyncRoutesDeps
  roomRoutes: readonly express.Router[]
  links: LinkRoutesDeps
  chatFiles: ChatFileRoutesDeps
  deliveries: DeliveryRoutesDeps
  platforms: PlatformRoutesDeps
  gigRoutes: readonly Router[]
  niches: NicheService
  announcing: { routes: Router; openRoutes: Router; activity: RequestHandler<{ communityId: string }> }
  digesting: { routes: Router; openRoutes: Router }
  moderationRoutes: readonly Router[]
  gatheringRoutes: readonly Router[]
  translationRoutes: Router
  everywhere: SearchRoutesDeps & NotificationRoutesDeps & WebhookRoutesDeps
  gigHookReceiver: Router
}

/** In the build, beside the server; from source, where the build is. */
const BUILT_CLIENT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/client' : '../client', import.meta.url),
)

/** Where passwords and one-time links could be guessed. */
const SIGN_IN_PATHS = ['/api/auth/sign-in', '/api/auth/sign-up', '/api/auth/magic-link', '/api/invitations']

/** Everything that is answered over HTTP, in the order in which it is asked for. */
export function createApi(deps: ApiDeps): Express {
  const { config, metrics, log, redis } = deps
  const { members } = deps.members
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', 'simple')
  app.use(securityHeaders(deps.publicUrl.startsWith('https:')))
  app.use(healthRoutes({ database: deps.database, redis, metrics, isStopping: deps.isStopping }))
  // Before any body is parsed: its signature is over the bytes.
  if (config.slack.http !== undefined) app.use('/slack', slackForward({ ...config.slack.http, host: '127.0.0.1' }, log))
  app.use('/api', timed(metrics), rateLimited({ name: 'api', perMinute: config.apiRequestsPerMinute, redis }))

  // Whoever has no account is asked for patience sooner: what opens a document could be guessed at.
  app.use('/api/shared', rateLimited({ name: 'shared', perMinute: config.sharedRequestsPerMinute, redis }))
  // Its address is a secret that could be guessed at.
  app.use('/api/calendars', rateLimited({ name: 'calendars', perMinute: config.sharedRequestsPerMinute, redis }))

  // Before any body is parsed: better-auth reads it itself.
  const authHandler = toNodeHandler(deps.auth.handler)
  app.use(SIGN_IN_PATHS, rateLimited({ name: 'sign-in', perMinute: config.signInsPerMinute, redis }))
  app.all('/api/auth/*splat', (req, res) => {
    req.headers[CLIENT_ADDRESS_HEADER] = req.ip
    return authHandler(req, res)
  })

  app.use(openApiRoutes({ endpoints: () => endpointsOf(app.router), publicUrl: deps.publicUrl }))
  // Before any body is parsed: its signature is over the bytes, and nobody need be signed in.
  app.use('/api/hooks/gigs', deps.gigHookReceiver)
  app.use(chatFileRoutes(deps.chatFiles))
  app.use(deps.announcing.openRoutes)
  app.use(deps.digesting.openRoutes)
  app.use('/api', authenticated(deps.authenticate, deps.isOwnOrigin), jsonBody)
  app.use('/api/communities/:communityId', deps.announcing.activity)
  app.use(memberRoutes(deps.members))
  app.use(deps.documentRoutes)
  app.use(syncRoutes(deps.sync))
  app.use(boardRoutes({ ...deps, members }))
  app.use(boardShapeRoutes(deps))
  app.use(attachmentRoutes({ attachments: deps.attachments, documents: deps.documents }))
  for (const routes of deps.roomRoutes) app.use(routes)
  app.use(linkRoutes(deps.links))
  for (const routes of deps.gigRoutes) app.use(routes)
  app.use(nicheRoutes({ niches: deps.niches, members }))
  app.use(deps.announcing.routes)
  app.use(deps.digesting.routes)
  for (const routes of deps.moderationRoutes) app.use(routes)
  for (const routes of deps.gatheringRoutes) app.use(routes)
  app.use(deps.translationRoutes)
  app.use(deliveryRoutes(deps.deliveries))
  app.use(platformRoutes(deps.platforms))
  app.use(searchRoutes(deps.everywhere))
  app.use(notificationRoutes(deps.everywhere))
  app.use(webhookRoutes(deps.everywhere))
  app.use('/api', apiNotFound)
  app.use(webClient(deps.clientFolder ?? BUILT_CLIENT))
  app.use(errorHandler(log, deps.isStopping))
  return app
}

function timed(metrics: Metrics): express.RequestHandler {
  return (req, res, next) => {
    const stop = metrics.httpSeconds.startTimer({ method: req.method })
    res.on('finish', () => stop({ status: `${Math.floor(res.statusCode / 100)}xx` }))
    next()
  }
}
