import type { Router } from 'express'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { PostingGuard } from '../moderation/posting-guard.ts'
import type { Background } from '../platform/background.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { Translator } from '../translation/translator.ts'
import { MessageHistory } from './message-history.ts'
import { messageRoutes } from './message-routes.ts'
import { MessageService, type MessageServiceDeps, type RoomConsumer } from './message-service.ts'
import { RoomFiles } from './room-files.ts'
import { RoomMembers, type RoomMembersDeps } from './room-members.ts'
import { RoomReaders, type RoomReadersDeps } from './room-readers.ts'
import { RoomRetention, type RoomRetentionDeps } from './room-retention.ts'
import { roomRoutes } from './room-routes.ts'
import { RoomService } from './room-service.ts'
import { RoomThreads } from './room-threads.ts'
import { RoomTranslations, type RoomTranslationsDeps } from './room-translations.ts'

export interface CreateRoomsDeps
  extends
    Pick<RoomReadersDeps, 'readNotifications' | 'optOuts'>,
    Pick<RoomMembersDeps, 'forgetNotifications'>,
    Pick<RoomTranslationsDeps, 'takeTranslation'>,
    Pick<RoomRetentionDeps, 'keepMessagesDays' | 'forgetMessages'>,
    Pick<MessageServiceDeps, 'foresee'> {
  queries: Queries
  members: MemberService
  attachments: AttachmentService
  translator: Translator
  consumers: readonly RoomConsumer[]
  posting: PostingGuard
  events: EventBus
  live: Live
  background: Background
  now: () => number
  newId: () => string
}

export interface Rooms {
  rooms: RoomService
  messages: MessageService
  history: MessageHistory
  files: RoomFiles
  readers: RoomReaders
  routes: Router[]
  /** Erases now and then the files of what was deleted or never sent, and rooms that nobody can enter any more. */
  start(): void
}

const SWEEP_EVERY_MS = 60_000
const RETENTION_EVERY_MS = 3_600_000

export function createRooms(deps: CreateRoomsDeps): Rooms {
  const rooms = new RoomService(deps)
  const history = new MessageHistory(deps.queries)
  const readers = new RoomReaders(deps)
  const inside = new RoomMembers(deps)
  const threads = new RoomThreads(deps)
  const files = new RoomFiles(deps)
  const retention = new RoomRetention(deps)
  const translations = new RoomTranslations({ ...deps, rooms, readers, history })
  deps.events.subscribe('translation:corrected', (correction) =>
    deps.background.run(() => translations.takeCorrection(correction), 'corrected messages not read anew'),
  )
  const messages = new MessageService({
    ...deps,
    consumers: [readers.takeChange, threads.takeChange, translations.takeChange, ...deps.consumers],
  })
  return {
    rooms,
    messages,
    history,
    files,
    readers,
    routes: [
      roomRoutes({ rooms, inside, threads, readers, members: deps.members }),
      messageRoutes({ rooms, messages, history, files, readers, translations }),
    ],
    start() {
      deps.background.every(SWEEP_EVERY_MS, () => files.sweep(), 'files of rooms not erased')
      deps.background.every(RETENTION_EVERY_MS, () => retention.sweep(), 'old messages not erased')
      deps.background.every(SWEEP_EVERY_MS, () => inside.sweep(), 'private rooms that were left not settled')
    },
  }
}
