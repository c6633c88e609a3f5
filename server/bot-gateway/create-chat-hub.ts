import type { AnnouncementService } from '../announcements/announcement-service.ts'
import type { BoardService } from '../boards/board-service.ts'
import type { CoffeeService } from '../coffee/coffee-service.ts'
import type { BotsAtHand } from '../deliveries/bots-at-hand.ts'
import type { DeliveryRecords } from '../deliveries/delivery-records.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { DigestSettingsService } from '../digests/digest-settings-service.ts'
import type { DocumentService } from '../documents/document-service.ts'
import { TextService } from '../documents/text-service.ts'
import type { EventService } from '../events/event-service.ts'
import type { AlertService } from '../gigs/alerts/alert-service.ts'
import type { GigModeration } from '../gigs/gig-moderation.ts'
import type { GigService } from '../gigs/gig-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { ReferralService } from '../gigs/vouches/referral-service.ts'
import type { VouchService } from '../gigs/vouches/vouch-service.ts'
import type { InsightService } from '../insights/insight-service.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { DirectoryService } from '../members/directory-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { HoldService } from '../moderation/hold-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { Queries } from '../platform/database.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { Translator } from '../translation/translator.ts'
import { AnnouncementsForPeople } from './announcements-for-people.ts'
import { Askers } from './askers.ts'
import { BoardsForPeople } from './boards-for-people.ts'
import { type BotHandlers, type BotHandlersDeps, botHandlers } from './bot-handlers.ts'
import { CoffeeForPeople } from './coffee-for-people.ts'
import { DirectoryForPeople } from './directory-for-people.ts'
import { DigestsForPeople } from './digests-for-people.ts'
import { DocumentsForPeople } from './documents-for-people.ts'
import { EventsForPeople } from './events-for-people.ts'
import { GigsForPeople } from './gigs-for-people.ts'
import { HeldForPeople } from './held-for-people.ts'
import { HomeForPeople } from './home-for-people.ts'
import { InsightsForPeople } from './insights-for-people.ts'
import { LinkPreviews } from './link-previews.ts'
import { NichesForPeople } from './niches-for-people.ts'
import type { PlatformLinkService } from './platform-link-service.ts'
import { PlatformRoles } from './platform-roles.ts'
import type { PlatformStatusBoard } from './platform-status.ts'
import { PlatformWorkspaces } from './platform-workspaces.ts'
import { ReportsForPeople, type ReportsForPeopleDeps } from './reports-for-people.ts'
import { SettingsForPeople } from './settings-for-people.ts'
import { VouchesForPeople } from './vouches-for-people.ts'

export interface ChatHubDeps {
  queries: Queries
  links: PlatformLinkService
  status: PlatformStatusBoard
  deliveries: DeliveryService
  atHand: BotsAtHand
  records: DeliveryRecords
  documents: DocumentService
  sync: SyncService
  gigs: GigService
  profiles: ProfileService
  vouches: VouchService
  referrals: ReferralService
  insights: InsightService
  niches: NicheService
  announcements: AnnouncementService
  hubEvents: EventService
  directory: DirectoryService
  coffee: CoffeeService
  digests: DigestSettingsService
  alerts: AlertService
  boards: BoardService
  members: MemberService
  audit: AuditService
  notices: AdminNotices
  reports: ReportsForPeopleDeps['reports']
  held: HoldService
  moderation: GigModeration
  roomMessage: ReportsForPeopleDeps['roomMessage']
  /** Answers what bots ask of linked conversations. */
  chats: (askers: Askers) => BotHandlersDeps['chats']
  translator: Translator
  nudgeSoon: () => void
  publicUrl: () => string
  now: () => number
  newId: () => string
}

export interface ChatHub {
  handlers: BotHandlers
  roles: PlatformRoles
}

/** Puts together what people can do with the hub from a chat. */
export function createChatHub(deps: ChatHubDeps): ChatHub {
  const { links, status, deliveries, members } = deps
  const roles = new PlatformRoles(deps)
  const gigs = new GigsForPeople(deps)
  const documents = new DocumentsForPeople({ ...deps, texts: new TextService(deps.sync) })
  const boards = new BoardsForPeople(deps)
  const held = new HeldForPeople(deps)
  const askers = new Askers({ links, roles })
  const handlers = botHandlers({
    atHand: deps.atHand,
    now: deps.now,
    deliveries,
    links,
    status,
    askers,
    gigs,
    boards,
    documents,
    previews: new LinkPreviews({ ...deps, boards, documents, gigs }),
    workspaces: new PlatformWorkspaces(deps),
    settings: new SettingsForPeople(deps),
    niches: new NichesForPeople(deps),
    announcements: new AnnouncementsForPeople(deps),
    reports: new ReportsForPeople({ ...deps, held }),
    held,
    insights: new InsightsForPeople(deps),
    vouches: new VouchesForPeople(deps),
    events: new EventsForPeople(deps),
    directory: new DirectoryForPeople(deps),
    coffee: new CoffeeForPeople(deps),
    digests: new DigestsForPeople(deps),
    chats: deps.chats(askers),
    home: new HomeForPeople({ ...deps, boards, gigs, members }),
  })
  return { handlers, roles }
}
