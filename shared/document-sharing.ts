import { z } from 'zod'
import { commentAnchor, commentText, commentThread } from './document-comments.ts'
import { endpoint, epochMs, fileBytes, id } from './endpoint.ts'

export const shareAccess = z.enum(['read', 'comment'])
export type ShareAccess = z.infer<typeof shareAccess>

/** A link by which one document is read without signing in. */
export const shareLink = z.object({
  id,
  access: shareAccess,
  createdBy: id.nullable(),
  createdAt: epochMs,
  expiresAt: epochMs.nullable(),
})
export type ShareLink = z.infer<typeof shareLink>

export const sharedDocument = z.object({
  title: z.string(),
  community: z.string(),
  access: shareAccess,
  /** Safe to show as it is: made by the hub from the document's own rules. Suggestions are not in it. */
  html: z.string(),
  expiresAt: epochMs.nullable(),
  /** Empty for a link that only reads. */
  threads: z.array(commentThread),
})
export type SharedDocument = z.infer<typeof sharedDocument>

const documentParams = z.object({ documentId: id })
const secretParams = z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is not a share link') })
const guestName = z.string().trim().min(1).max(60)

export const shareEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/share-links',
    summary: 'The links by which a document is read without signing in',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    answer: z.object({ links: z.array(shareLink) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/share-links',
    summary: 'Make such a link; its address is in this answer and nowhere else',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    body: z.object({
      access: shareAccess,
      /** Absent: until it is revoked. */
      expiresInDays: z.number().int().min(1).max(3650).optional(),
    }),
    answer: shareLink.extend({ url: z.string() }),
  }),
  revoke: endpoint({
    method: 'delete',
    path: '/api/documents/:documentId/share-links/:linkId',
    summary: 'Revoke a link at once',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams.extend({ linkId: id }),
  }),
  open: endpoint({
    method: 'get',
    path: '/api/shared/:secret',
    summary: 'Read a document by a share link',
    tag: 'shared',
    access: 'public',
    params: secretParams,
    answer: sharedDocument,
  }),
  image: endpoint({
    method: 'get',
    path: '/api/shared/:secret/attachments/:attachmentId',
    summary: 'An image of the document that a share link opens',
    tag: 'shared',
    access: 'public',
    params: secretParams.extend({ attachmentId: id }),
    answer: fileBytes,
    answerType: 'file',
  }),
  comment: endpoint({
    method: 'post',
    path: '/api/shared/:secret/threads',
    summary: 'Comment by a share link that allows it',
    tag: 'shared',
    access: 'public',
    params: secretParams,
    body: z.object({
      name: guestName,
      quote: commentAnchor.pick({ quote: true, before: true }).nullable().default(null),
      text: commentText,
    }),
    answer: commentThread,
  }),
  reply: endpoint({
    method: 'post',
    path: '/api/shared/:secret/threads/:threadId/comments',
    summary: 'Answer by a share link that allows it',
    tag: 'shared',
    access: 'public',
    params: secretParams.extend({ threadId: id }),
    body: z.object({ name: guestName, text: commentText }),
    answer: commentThread,
  }),
}
