import { Router } from 'express'
import { documentEndpoints } from '../../shared/documents.ts'
import { HubError } from '../../shared/errors.ts'
import type { DocumentPermit, DocumentService } from '../documents/document-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { BoardService } from './board-service.ts'

export function boardRoutes({ boards, documents }: { boards: BoardService; documents: DocumentService }): Router {
  const router = Router()

  mount(router, documentEndpoints.readBoard, async ({ principal, params }) => {
    requireBoard(await documents.permit(principal, params.documentId, 'read'))
    return await boards.read(params.documentId)
  })

  mount(router, documentEndpoints.addCard, async ({ principal, params, body }) => {
    const permit = requireBoard(await documents.permit(principal, params.documentId, 'write'))
    return { cardId: await boards.addCard(params.documentId, permit.memberId, body) }
  })

  return router
}

function requireBoard(permit: DocumentPermit): DocumentPermit {
  if (permit.kind === 'board') return permit
  throw new HubError('invalid_input', 'This document is not a board.')
}
