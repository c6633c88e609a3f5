import { Router } from 'express'
import { type AttachmentInfo, attachmentEndpoints } from '../../shared/attachments.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { DocumentService } from '../documents/document-service.ts'
import { mount } from '../platform/http/mount.ts'
import { type FileAnswer, mountDownload, mountUpload } from '../platform/http/mount-file.ts'
import type { Principal } from '../platform/principal.ts'
import type { AttachmentService } from './attachment-service.ts'

/** What an id stands for never changes; a day is how long a browser may keep what was erased meanwhile. */
const CACHE_SECONDS = 86_400

export interface AttachmentRoutesDeps {
  attachments: AttachmentService
  documents: DocumentService
}

export function attachmentRoutes({ attachments, documents }: AttachmentRoutesDeps): Router {
  const router = Router()

  /** An attachment of a document that one may not read looks absent. */
  const permitted = async (principal: Principal, attachmentId: string, needed: 'read' | 'write') => {
    const info = await attachments.get(attachmentId)
    try {
      await documents.permit(principal, info.documentId, needed)
    } catch (error) {
      if (error instanceof HubError && error.code === 'not_found') throw new NotFoundError('attachment', attachmentId)
      throw error
    }
    return info
  }

  mount(router, attachmentEndpoints.list, async ({ principal, params }) => {
    await documents.permit(principal, params.documentId, 'read')
    const { fileBytes, perDocument } = attachments.limits
    return { attachments: await attachments.list(params.documentId), maxBytes: fileBytes, maxCount: perDocument }
  })

  mountUpload(router, attachmentEndpoints.upload, async ({ principal, params, query, bytes, content }) => {
    const permit = await documents.permit(principal, params.documentId, 'write')
    return await attachments.add(permit, { name: query.name, bytes, content })
  })

  mountDownload(router, attachmentEndpoints.download, async ({ principal, params }) =>
    answerOf(attachments, await permitted(principal, params.attachmentId, 'read')),
  )

  mount(router, attachmentEndpoints.remove, async ({ principal, params }) => {
    await permitted(principal, params.attachmentId, 'write')
    await attachments.remove(params.attachmentId)
  })

  return router
}

async function answerOf(attachments: AttachmentService, info: AttachmentInfo): Promise<FileAnswer> {
  return {
    name: info.name,
    type: info.type,
    inline: info.type.startsWith('image/'),
    bytes: info.bytes,
    content: await attachments.read(info.id),
    cacheSeconds: CACHE_SECONDS,
  }
}
