import { Router } from 'express'
import { commentEndpoints } from '../../shared/document-comments.ts'
import { shareEndpoints } from '../../shared/document-sharing.ts'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import { mount } from '../platform/http/mount.ts'
import { mountDownload } from '../platform/http/mount-file.ts'
import type { CommentService } from './comment-service.ts'
import type { DocumentService } from './document-service.ts'
import type { ShareService } from './share-service.ts'

export interface CommentRoutesDeps {
  documents: DocumentService
  comments: CommentService
  shares: ShareService
  attachments: AttachmentService
}

/** Comments beside documents, and the links by which a stranger reads one document or comments on it. */
export function commentRoutes({ documents, comments, shares, attachments }: CommentRoutesDeps): Router {
  const router = Router()

  mount(router, commentEndpoints.list, async ({ principal, params }) => {
    const { documentId } = await documents.permit(principal, params.documentId, 'read')
    return { threads: await comments.list(documentId) }
  })

  mount(router, commentEndpoints.open, async ({ principal, params, body }) => {
    const permit = await documents.permit(principal, params.documentId, 'read')
    return await comments.open(permit, permit, body)
  })

  mount(router, commentEndpoints.reply, async ({ principal, params, body }) => {
    const permit = await documents.permit(principal, params.documentId, 'read')
    return await comments.reply(permit, params.threadId, permit, body.text)
  })

  mount(router, commentEndpoints.settle, async ({ principal, params, body }) => {
    const permit = await documents.permit(principal, params.documentId, 'read')
    return await comments.settle(permit, params.threadId, permit.memberId, body.resolved)
  })

  mount(router, commentEndpoints.edit, async ({ principal, params, body }) => {
    const permit = await documents.permit(principal, params.documentId, 'read')
    return await comments.edit(permit, params.threadId, params.commentId, permit.memberId, body.text)
  })

  mount(router, commentEndpoints.remove, async ({ principal, params }) => {
    const permit = await documents.permit(principal, params.documentId, 'read')
    await comments.remove(permit, params.threadId, params.commentId, permit.memberId)
  })

  mount(router, shareEndpoints.list, async ({ principal, params }) => {
    const { documentId } = await documents.permit(principal, params.documentId, 'write')
    return { links: await shares.list(documentId) }
  })

  mount(router, shareEndpoints.create, async ({ principal, params, body }) => {
    const { documentId, memberId } = await documents.permit(principal, params.documentId, 'write')
    return await shares.create(documentId, memberId, body)
  })

  mount(router, shareEndpoints.revoke, async ({ principal, params }) => {
    const { documentId } = await documents.permit(principal, params.documentId, 'write')
    await shares.revoke(documentId, params.linkId)
  })

  mount(router, shareEndpoints.open, ({ params }) => shares.open(params.secret))
  mountDownload(router, shareEndpoints.image, async ({ params }) => {
    const { id, name, type, bytes } = await shares.image(params.secret, params.attachmentId)
    return { name, type, bytes, inline: true, content: await attachments.read(id) }
  })
  mount(router, shareEndpoints.comment, ({ params, body }) => shares.comment(params.secret, body))
  mount(router, shareEndpoints.reply, ({ params, body }) => shares.reply(params.secret, params.threadId, body))

  return router
}
