import { Router } from 'express'
import { documentEndpoints } from '../../shared/documents.ts'
import { HubError } from '../../shared/errors.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import type { DocumentPermit, DocumentService } from './document-service.ts'
import type { LinkPreviewService } from './link-preview-service.ts'
import type { TextService } from './text-service.ts'

export interface TextRoutesDeps {
  documents: DocumentService
  texts: TextService
  previews: LinkPreviewService
}

const LONGEST_PLAIN_TEXT = 1_000_000

/** What is written in documents of kind 'text'. */
export function textRoutes({ documents, texts, previews }: TextRoutesDeps): Router {
  const router = Router()
  const permitText = async (principal: Principal, documentId: string, needed: 'read' | 'write') =>
    requireText(await documents.permit(principal, documentId, needed))

  mount(router, documentEndpoints.readText, async ({ principal, params: { documentId }, query: { format } }) => {
    await permitText(principal, documentId, 'read')
    const { title } = await documents.get(principal, documentId)
    if (format === 'plain') return { title, text: await texts.read(documentId, LONGEST_PLAIN_TEXT) }
    return { title, text: await (format === 'html' ? texts.html(documentId) : texts.markdown(documentId)) }
  })

  mount(router, documentEndpoints.appendText, async ({ principal, params: { documentId }, body }) => {
    const { memberId } = await permitText(principal, documentId, 'write')
    await texts.appendMarkdown(documentId, memberId, body.markdown)
  })

  mount(router, documentEndpoints.replaceText, async ({ principal, params: { documentId }, body }) => {
    const { memberId } = await permitText(principal, documentId, 'write')
    await texts.replaceMarkdown(documentId, memberId, body.markdown)
  })

  mount(router, documentEndpoints.previewLink, async ({ principal, params, query }) => {
    await documents.permit(principal, params.documentId, 'read')
    return await previews.preview(query.url)
  })

  return router
}

function requireText(permit: DocumentPermit): DocumentPermit {
  if (permit.kind === 'text') return permit
  throw new HubError('invalid_input', 'This document has no text of its own; it is a board or an app’s.')
}
