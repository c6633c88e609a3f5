import { attachmentMigrations } from './attachments/attachment-migrations.ts'
import { platformLinkMigrations } from './bot-gateway/platform-link-migrations.ts'
import { deliveryMigrations } from './deliveries/delivery-migrations.ts'
import { documentMigrations } from './documents/document-migrations.ts'
import { gigMigrations } from './gigs/gig-migrations.ts'
import { memberMigrations } from './members/member-migrations.ts'
import type { Migrations } from './platform/migrate.ts'
import { roomMigrations } from './rooms/room-migrations.ts'
import { syncMigrations } from './sync/sync-migrations.ts'

/** Every module's; their names say the order. */
export const ALL_MIGRATIONS: readonly Migrations[] = [
  memberMigrations,
  documentMigrations,
  syncMigrations,
  roomMigrations,
  gigMigrations,
  deliveryMigrations,
  platformLinkMigrations,
  attachmentMigrations,
]
