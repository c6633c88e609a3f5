import type { HubConfig } from './config.ts'
import type { DocumentService } from './documents/document-service.ts'
import { secretOf } from './hub-secret.ts'
import type { TokenService } from './members/token-service.ts'
import type { Database } from './platform/database.ts'
import type { EventBus } from './platform/event-bus.ts'
import { clientAddress } from './platform/http/client-address.ts'
import type { Log } from './platform/log.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Authenticate } from './platform/principal.ts'
import type { RedisConnections } from './platform/redis.ts'
import type { Teardown } from './platform/teardown.ts'
import { AccessWatch } from './sync/access-watch.ts'
import { Admission } from './sync/admission.ts'
import { CollabServer, type CollabServerDeps } from './sync/collab-server.ts'
import { Compactor } from './sync/compactor.ts'
import { redisFanOut } from './sync/fan-out.ts'
import { GroupCommit } from './sync/group-commit.ts'
import { LiveDocuments } from './sync/live-documents.ts'
import { Merger } from './sync/merger.ts'
import { PostgresUpdateLog } from './sync/postgres-update-log.ts'
import { SqliteUpdateLog } from './sync/sqlite-update-log.ts'
import { SyncService } from './sync/sync-service.ts'
import { Tickets } from './sync/tickets.ts'
import { VersionService } from './sync/version-service.ts'
import { WriterBrake } from './sync/writer-brake.ts'

/**
 * A commit costs about a millisecond of CPU in two threads, however little is in it; 'Saved' may be a quarter of a second late under steady edits.
 * With PostgreSQL, other nodes wait for the commit to see an edit.
 */
const COMMIT_EVERY_MS = { sqlite: 250, postgres: 8 } as const

export interface ComposeSyncDeps {
  config: HubConfig
  database: Database
  redis: RedisConnections | undefined
  documents: DocumentService
  tokens: TokenService
  authenticate: Authenticate
  isOwnOrigin: CollabServerDeps['isOwnOrigin']
  events: EventBus
  metrics: Metrics
  log: Log
  now: () => number
  newId: () => string
  /** Drains and closes what is made here: the sockets first, the log last. */
  teardown: Teardown
}

/** Puts together the documents in motion. */
export function composeSync(deps: ComposeSyncDeps) {
  const { config, database, redis, documents, tokens, authenticate, isOwnOrigin, events } = deps
  const { metrics, log, now, newId, teardown } = deps
  const updateLog =
    database.target.kind === 'sqlite'
      ? new SqliteUpdateLog(database.target.path)
      : new PostgresUpdateLog(database.target.url)
  teardown.add(() => updateLog.close())
  const merger = new Merger()
  teardown.add(() => merger.close())
  const groupCommit = new GroupCommit({
    log: updateLog,
    logger: log,
    metrics,
    maxQueueBytes: config.sync.queueBytes,
    everyMs: COMMIT_EVERY_MS[database.kind],
  })
  teardown.add(() => groupCommit.close())
  const fanOut = redis === undefined ? undefined : redisFanOut(redis, log)
  teardown.add(() => fanOut?.close())
  const compactor = new Compactor({
    log: updateLog,
    merger,
    versionEveryMs: config.sync.versionEveryMs,
    now,
    newId,
  })
  const liveDocuments = new LiveDocuments({
    updateLog,
    groupCommit,
    merger,
    compactor,
    brake: new WriterBrake(),
    fanOut,
    limits: config.sync,
    metrics,
    log,
  })
  const sync = new SyncService(liveDocuments)
  const versions = new VersionService({ queries: database.queries, updateLog, documents: liveDocuments, now, newId })
  teardown.add(() => versions.close())
  const tickets = new Tickets(secretOf(config), now)
  const collab = new CollabServer({
    admission: new Admission({ documents: liveDocuments, permits: documents, authenticate, tickets, log }),
    isOwnOrigin,
    addressOf: (request) => clientAddress(request, config.trustProxy),
    limits: config.sync,
    metrics,
    log,
  })
  const accessWatch = new AccessWatch({
    documents: liveDocuments,
    permits: documents,
    isTokenValid: (tokenId) => tokens.isValid(tokenId),
    events,
    fanOut,
    log,
  })
  teardown.add(() => accessWatch.close())
  teardown.add(async () => {
    liveDocuments.close()
    await collab.close()
  })
  return { updateLog, groupCommit, sync, versions, tickets, collab }
}
