import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { PlatformStatusBoard } from '../bot-gateway/platform-status.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Log } from '../platform/log.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { MessageService } from '../rooms/message-service.ts'
import type { RoomFiles } from '../rooms/room-files.ts'
import type { RoomReaders } from '../rooms/room-readers.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { OptOuts } from '../translation/opt-outs.ts'
import type { Translator } from '../translation/translator.ts'
import { ChatCarrier } from './chat-carrier.ts'
import type { ChatCopies } from './chat-copies.ts'
import { CarriedMessages } from './carried-messages.ts'
import { CarrierLoop } from './carrier-loop.ts'
import { ChatIntake } from './chat-intake.ts'
import { ChatSettings } from './chat-settings.ts'
import { FollowedChannels } from './followed-channels.ts'
import { FollowedMessages } from './followed-messages.ts'
import { LinkService } from './link-service.ts'
import { LinkTranslations } from './link-translations.ts'
import { LinkedFiles } from './linked-files.ts'

export interface CreateLinksDeps {
  queries: Queries
  rooms: RoomService
  messages: MessageService
  history: MessageHistory
  files: RoomFiles
  readers: RoomReaders
  copies: ChatCopies
  optOuts: OptOuts
  deliveries: DeliveryService
  translator: Translator
  accounts: PlatformLinkService
  status: PlatformStatusBoard
  members: MemberService
  audit: AuditService
  notices: AdminNotices
  events: EventBus
  log: Log
  nudgeSoon: () => void
  now: () => number
  newId: () => string
}

/** Puts together what carries conversations between rooms and the channels of chat platforms. */
export function createLinks(deps: CreateLinksDeps) {
  const settings = new ChatSettings(deps)
  const followed = new FollowedChannels(deps)
  const following = new FollowedMessages({ ...deps, settings, followed })
  const links = new LinkService(deps)
  const intake = new ChatIntake({ ...deps, settings, followed, following })
  const translations = new LinkTranslations(deps)
  const carrier = new ChatCarrier({ ...deps, translations })
  const loop = new CarrierLoop({ carrier, events: deps.events, log: deps.log })
  const carried = new CarriedMessages(deps)
  return { links, intake, settings, followed, following, translations, loop, carried, files: new LinkedFiles(deps) }
}
