import type { AnnouncementTables } from './announcements/announcement-tables.ts'
import type { AttachmentTables } from './attachments/attachment-tables.ts'
import type { CommentTables } from './boards/comment-tables.ts'
import type { ChangeTables } from './changes/change-tables.ts'
import type { DeliveryTables } from './deliveries/delivery-tables.ts'
import type { DigestTables } from './digests/digest-tables.ts'
import type { DocumentTables } from './documents/document-tables.ts'
import type { CoffeeTables } from './coffee/coffee-tables.ts'
import type { EventTables } from './events/event-tables.ts'
import type { GigTables } from './gigs/gig-tables.ts'
import type { VouchTables } from './gigs/vouches/vouch-tables.ts'
import type { InsightTables } from './insights/insight-tables.ts'
import type { LinkTables } from './links/link-tables.ts'
import type { MemberTables } from './members/member-tables.ts'
import type { NicheTables } from './niches/niche-tables.ts'
import type { ModelTables } from './models/model-tables.ts'
import type { ModerationTables } from './moderation/moderation-tables.ts'
import type { NotificationTables } from './notifications/notification-tables.ts'
import type { PlatformLinkTables } from './bot-gateway/platform-link-tables.ts'
import type { RoomTables } from './rooms/room-tables.ts'
import type { SearchTables } from './search/search-tables.ts'
import type { SyncTables } from './sync/sync-tables.ts'
import type { TranslationTables } from './translation/translation-tables.ts'
import type { WebhookTables } from './webhooks/webhook-tables.ts'

/**
 * All tables of the hub, each declared by the module that owns it.
 * Columns: text ids, integer milliseconds, 0/1 for booleans, JSON as text that the app parses.
 */
export interface Schema
  extends
    MemberTables,
    DocumentTables,
    SyncTables,
    RoomTables,
    GigTables,
    NicheTables,
    DeliveryTables,
    PlatformLinkTables,
    LinkTables,
    AttachmentTables,
    CommentTables,
    ChangeTables,
    SearchTables,
    NotificationTables,
    WebhookTables,
    ModelTables,
    TranslationTables,
    AnnouncementTables,
    ModerationTables,
    VouchTables,
    InsightTables,
    EventTables,
    CoffeeTables,
    DigestTables {}
