import { announcementMigrations } from './announcements/announcement-migrations.ts'
import { attachmentMigrations } from './attachments/attachment-migrations.ts'
import { commentMigrations } from './boards/comment-migrations.ts'
import { changeMigrations } from './changes/change-migrations.ts'
import { coffeeMigrations } from './coffee/coffee-migrations.ts'
import { platformLinkMigrations } from './bot-gateway/platform-link-migrations.ts'
import { deliveryMigrations } from './deliveries/delivery-migrations.ts'
import { digestMigrations } from './digests/digest-migrations.ts'
import { documentMigrations } from './documents/document-migrations.ts'
import { eventMigrations } from './events/event-migrations.ts'
import { gigMigrations } from './gigs/gig-migrations.ts'
import { vouchMigrations } from './gigs/vouches/vouch-migrations.ts'
import { insightMigrations } from './insights/insight-migrations.ts'
import { linkMigrations } from './links/link-migrations.ts'
import { memberMigrations } from './members/member-migrations.ts'
import { nicheMigrations } from './niches/niche-migrations.ts'
import { notificationMigrations } from './notifications/notification-migrations.ts'
import { modelMigrations } from './models/model-migrations.ts'
import { moderationMigrations } from './moderation/moderation-migrations.ts'
import type { Migrations } from './platform/migrate.ts'
import { roomMigrations } from './rooms/room-migrations.ts'
import { searchMigrations } from './search/search-migrations.ts'
import { syncMigrations } from './sync/sync-migrations.ts'
import { translationMigrations } from './translation/translation-migrations.ts'
import { webhookMigrations } from './webhooks/webhook-migrations.ts'

/** Every module's; their names say the order. */
export const ALL_MIGRATIONS: readonly Migrations[] = [
  memberMigrations,
  documentMigrations,
  syncMigrations,
  roomMigrations,
  gigMigrations,
  nicheMigrations,
  deliveryMigrations,
  platformLinkMigrations,
  attachmentMigrations,
  commentMigrations,
  changeMigrations,
  searchMigrations,
  notificationMigrations,
  webhookMigrations,
  linkMigrations,
  modelMigrations,
  translationMigrations,
  announcementMigrations,
  moderationMigrations,
  vouchMigrations,
  insightMigrations,
  eventMigrations,
  coffeeMigrations,
  digestMigrations,
]
