import { Router } from 'express'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { BoardService } from '../boards/board-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { guardedFetch } from '../platform/http/guarded-fetch.ts'
import { commentRoutes } from './comment-routes.ts'
import { CommentService, type CommentServiceDeps } from './comment-service.ts'
import { documentRoutes } from './document-routes.ts'
import { LinkPreviewService } from './link-preview-service.ts'
import { ShareService } from './share-service.ts'
import { textRoutes } from './text-routes.ts'
import { TextService } from './text-service.ts'

export interface CreateDocumentRoutesDeps extends CommentServiceDeps {
  sync: SyncService
  boards: BoardService
  attachments: AttachmentService
  publicUrl: () => string
  /** Hosts of the operator's own network that a link preview may reach. */
  allowHosts: readonly string[]
}

/** Puts together what documents are asked for over HTTP. */
export function createDocumentRoutes(deps: CreateDocumentRoutesDeps): Router {
  const { documents, members, boards, attachments, now } = deps
  const texts = new TextService(deps.sync)
  const comments = new CommentService(deps)
  const shares = new ShareService({ ...deps, texts, comments })
  const previews = new LinkPreviewService({ fetch: guardedFetch(deps.allowHosts), now })
  const router = Router()
  router.use(documentRoutes({ documents, boards, texts, members }))
  router.use(textRoutes({ documents, texts, previews }))
  router.use(commentRoutes({ documents, comments, shares, attachments }))
  return router
}
