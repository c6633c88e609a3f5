import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { PostingGuard } from '../moderation/posting-guard.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { BoardService } from './board-service.ts'
import { BoardShapeService } from './board-shape-service.ts'
import { CardFileService } from './card-file-service.ts'
import { CommentService } from './comment-service.ts'
import { ImportService } from './import/import-service.ts'

interface BoardsDeps {
  queries: Queries
  sync: SyncService
  members: MemberService
  attachments: AttachmentService
  events: EventBus
  live: Live
  posting: PostingGuard
  now: () => number
  newId: () => string
}

export function createBoards(deps: BoardsDeps) {
  const comments = new CommentService(deps)
  return {
    comments,
    boards: new BoardService({ ...deps, comments }),
    shapes: new BoardShapeService(deps),
    files: new CardFileService(deps),
    imports: new ImportService({ ...deps, comments }),
  }
}
