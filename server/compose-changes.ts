import { NOTICES, WEBHOOK_STOPS, type WebhookStop } from '../shared/notices.ts'
import type { NotificationRoutesDeps } from './notifications/notification-routes.ts'
import type { SearchRoutesDeps } from './search/search-routes.ts'
import type { WebhookRoutesDeps } from './webhooks/webhook-routes.ts'
import { ChangeService, type ChangeServiceDeps } from './changes/change-service.ts'
import { readableBy } from './documents/readable-documents.ts'
import { mayPassOn } from './gigs/feeds/feed-kinds.ts'
import type { AuditService } from './members/audit-service.ts'
import type { MemberService } from './members/member-service.ts'
import { AdminNotices } from './notifications/admin-notices.ts'
import { AnnouncementNotices } from './notifications/announcement-notices.ts'
import { NotificationService } from './notifications/notification-service.ts'
import { DueWatch } from './notifications/due-watch.ts'
import { Notifier, type NotifierDeps } from './notifications/notifier.ts'
import { Background } from './platform/background.ts'
import type { Database } from './platform/database.ts'
import type { EventBus } from './platform/event-bus.ts'
import { guardedFetch } from './platform/http/guarded-fetch.ts'
import { Vault } from './platform/vault.ts'
import type { RoomConsumer } from './rooms/message-service.ts'
import { openRoomsFor } from './rooms/room-audience.ts'
import type { RoomMembersDeps } from './rooms/room-members.ts'
import type { RoomReadersDeps } from './rooms/room-readers.ts'
import type { RoomRetentionDeps } from './rooms/room-retention.ts'
import type { RoomTranslationsDeps } from './rooms/room-translations.ts'
import { PostgresSearchIndex } from './search/postgres-search-index.ts'
import { SearchIntake } from './search/search-intake.ts'
import { SearchService, type SearchServiceDeps } from './search/search-service.ts'
import { SqliteSearchIndex } from './search/sqlite-search-index.ts'
import { decodeAuthorship, authorshipOf } from './sync/authorship.ts'
import type { GroupCommit } from './sync/group-commit.ts'
import { WebhookOutbox } from './webhooks/webhook-outbox.ts'
import { WebhookSender } from './webhooks/webhook-sender.ts'
import { WebhookService } from './webhooks/webhook-service.ts'
import { WebhookSources } from './webhooks/webhook-sources.ts'

const WEBHOOKS_EVERY_MS = 1_000
const NUDGE_SOON_MS = 20
const DUE_EVERY_MS = 60_000
const HOUR_MS = 3_600_000
const MISSED_GIGS_EVERY_MS = 60_000
const STEP_PAUSE_MS = 50

export interface ComposeChangesDeps
  extends Omit<NotifierDeps, 'readableBy'>, Pick<ChangeServiceDeps, 'updateLog' | 'commentsOf' | 'log'> {
  database: Database
  groupCommit: GroupCommit
  events: EventBus
  members: MemberService
  openTo: SearchServiceDeps['openTo']
  audit: AuditService
  secret: string
  webhookAllowHosts: readonly string[]
}

export interface Changes {
  routes: SearchRoutesDeps & NotificationRoutesDeps & WebhookRoutesDeps
  notices: AdminNotices
  announcementNotices: AnnouncementNotices
  notifications: NotificationService
  /** What follows from a message in a room. */
  roomConsumers: readonly RoomConsumer[]
  takeTranslation: RoomTranslationsDeps['takeTranslation']
  readNotifications: RoomReadersDeps['readNotifications']
  forgetNotifications: RoomMembersDeps['forgetNotifications']
  forgetMessages: RoomRetentionDeps['forgetMessages']
  /** From now on this process looks into what changes, tells members, and sends webhooks. */
  start(): void
  close(): Promise<void>
}

/** Puts together what follows from a change in a document, a gig or the members: search, notifications, webhooks. */
export function composeChanges(deps: ComposeChangesDeps): Changes {
  const { database, events, members, audit, live, log, now, newId, publicUrl } = deps
  const { queries } = database
  const index = database.kind === 'sqlite' ? new SqliteSearchIndex() : new PostgresSearchIndex()
  const search = new SearchService({ queries, index, readableBy, openRoomsFor, openTo: deps.openTo })
  const searchIntake = new SearchIntake({ queries, index, log })
  const notifier = new Notifier({ ...deps, readableBy })
  const notices = new AdminNotices({ queries, members, notifier })
  const notifications = new NotificationService({ queries, notifier, live, now })
  const dueWatch = new DueWatch({ queries, notifier, now })

  const vault = new Vault(deps.secret, 'webhooks')
  const nudge = { timer: undefined as NodeJS.Timeout | undefined, isStarted: false }
  const nudgeSoon = () => {
    if (nudge.isStarted) nudge.timer ??= setTimeout(send, NUDGE_SOON_MS)
  }
  const outbox = new WebhookOutbox({ now, newId, nudgeSoon })
  const sources = new WebhookSources({ queries, outbox, mayPassOn, publicUrl, now })
  const webhooks = new WebhookService({ queries, vault, audit, nudgeSoon, now, newId })
  const sender = new WebhookSender({
    queries,
    vault,
    fetch: guardedFetch(deps.webhookAllowHosts, 'WEBHOOK_ALLOW_HOSTS'),
    disabled: tellOfDisabled,
    log,
    now,
    newId,
    random: Math.random,
  })
  const changes = new ChangeService({
    queries,
    updateLog: deps.updateLog,
    commentsOf: deps.commentsOf,
    authorship: { of: authorshipOf, decode: decodeAuthorship },
    consumers: [
      (transaction, change) => searchIntake.takeDocument(transaction, change),
      (transaction, change) => notifications.takeChange(transaction, change),
      (transaction, change) => sources.takeChange(transaction, change),
    ],
    log,
  })

  const ends: (() => void)[] = []
  const background = new Background(log)
  const send = () => {
    nudge.timer = undefined
    background.run(() => sender.look(), 'due webhooks not looked up')
  }

  return {
    routes: { search, notifications, webhooks, members },
    notices,
    notifications,
    announcementNotices: new AnnouncementNotices({ queries, live, now, newId }),
    roomConsumers: [
      (transaction, change) => notifications.takeMessage(transaction, change),
      (transaction, change) => searchIntake.takeMessage(transaction, change),
    ],
    takeTranslation: (...translated) => searchIntake.takeTranslation(...translated),
    readNotifications: (member, place) => notifications.markMessagesRead(member, place),
    forgetNotifications: (...whose) => notifications.forgetRoom(...whose),
    forgetMessages: (...which) => notifications.forgetMessages(...which),
    start() {
      nudge.isStarted = true
      changes.start()
      ends.push(
        deps.groupCommit.onCommit((commits) => changes.touched(commits.map(({ documentId }) => documentId))),
        events.subscribe('card:commented', ({ documentId }) => changes.touched([documentId])),
        events.subscribe('gig:changed', ({ gigId }) =>
          background.run(() => searchIntake.takeGig(gigId), 'gig not searchable'),
        ),
        events.subscribe('documents.commented', (comment) =>
          background.run(() => notifications.takeComment(comment), 'comment not told'),
        ),
      )
      background.every(DUE_EVERY_MS, () => dueWatch.look(), 'due cards not looked up')
      const goOn = () => nudge.isStarted
      const missedGigs = () => inSmallSteps(() => searchIntake.takeMissedGigs(), goOn)
      background.run(
        () => inSmallSteps(() => searchIntake.takeEarlierMessages(), goOn),
        'earlier messages not searchable',
      )
      background.every(MISSED_GIGS_EVERY_MS, missedGigs, 'missed gigs not searchable')
      const webhooks = async () => {
        await sources.look()
        await sender.look()
      }
      background.every(WEBHOOKS_EVERY_MS, webhooks, 'events of webhooks not looked up')
      const forget = async () => {
        await notifications.forget()
        await sender.forget()
      }
      background.every(HOUR_MS, forget, 'old notifications and webhook deliveries not deleted')
    },
    async close() {
      nudge.isStarted = false
      clearTimeout(nudge.timer)
      for (const end of ends) end()
      await changes.close()
      await sender.close()
      await background.close()
      await searchIntake.close()
    },
  }

  async function tellOfDisabled({
    id,
    communityId,
    url,
    reason,
  }: {
    id: string
    communityId: string
    url: string
    reason: WebhookStop
  }) {
    await audit.record({
      communityId,
      actor: { id: 'hub', name: 'Guildhall' },
      action: 'webhook.disabled',
      subject: id,
      details: { reason: WEBHOOK_STOPS[reason] },
    })
    await notices.tell(communityId, {
      title: new URL(url).host,
      excerpt: NOTICES[reason],
      path: '/settings/webhooks',
      key: `webhook.disabled:${id}:${now()}`,
    })
  }
}

/** So that a first start with many gigs or messages holds up nothing else. `step` says how much it did. */
async function inSmallSteps(step: () => Promise<number>, goOn: () => boolean): Promise<void> {
  while (goOn() && (await step()) > 0) {
    await new Promise((resolve) => setTimeout(resolve, STEP_PAUSE_MS))
  }
}
