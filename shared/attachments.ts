import { z } from 'zod'
import { endpoint, epochMs, fileBytes, id } from './endpoint.ts'

/** Shown in the page; any other type is only ever downloaded. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const

export const attachmentInfo = z.object({
  id,
  documentId: id,
  /** Made safe: no folders, no control characters. */
  name: z.string(),
  /** By content: one of `IMAGE_TYPES`, or 'application/octet-stream'. */
  type: z.string(),
  bytes: z.number().int().nonnegative(),
  createdBy: id.nullable(),
  createdAt: epochMs,
})
export type AttachmentInfo = z.infer<typeof attachmentInfo>

const documentParams = z.object({ documentId: id })
const attachmentParams = z.object({ attachmentId: id })

export const attachmentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/attachments',
    summary: 'The files of a board or document, newest first, and how large a new one may be',
    tag: 'attachments',
    access: 'documents:read',
    params: documentParams,
    answer: z.object({ attachments: z.array(attachmentInfo), maxBytes: z.number().int(), maxCount: z.number().int() }),
  }),
  upload: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/attachments',
    summary: 'Add a file: its bytes as application/octet-stream, its name in the query',
    tag: 'attachments',
    access: 'documents:write',
    params: documentParams,
    query: z.object({ name: z.string().trim().min(1).max(255) }),
    body: fileBytes,
    bodyType: 'file',
    answer: attachmentInfo,
  }),
  download: endpoint({
    method: 'get',
    path: '/api/attachments/:attachmentId',
    summary: 'A file: images to be shown, all others to be saved',
    tag: 'attachments',
    access: 'documents:read',
    params: attachmentParams,
    answer: fileBytes,
    answerType: 'file',
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/attachments/:attachmentId',
    summary: 'Erase a file for good',
    tag: 'attachments',
    access: 'documents:write',
    params: attachmentParams,
  }),
}

/** Where a page finds the bytes of an attachment. */
export function attachmentUrl(attachmentId: string): string {
  return attachmentEndpoints.download.path.replace(':attachmentId', attachmentId)
}
