import { z } from 'zod'
import { endpoint, epochMs, id } from './endpoint.ts'

/** A mention of a member inside a comment is written as in documents: `[@Name](/members#id)`. */
export const commentText = z.string().trim().min(1).max(5000)

/** Most threads of a document, and most comments of a thread. */
export const MOST_THREADS = 1000
export const MOST_COMMENTS = 200

const quote = z.string().max(500)
const position = z.string().max(1000).nullable()

/**
 * What a thread is about. `start` and `end` are Yjs relative positions in base64: they stay with the text while others
 * write. Where the text was moved to another block, or for who came by a share link and has none, the words tell.
 */
export const commentAnchor = z.object({
  start: position,
  end: position,
  quote: quote.min(1),
  /** What stood before the quote in its block, to tell two of the same words apart. */
  before: quote.default(''),
})
export type CommentAnchor = z.infer<typeof commentAnchor>

export const documentComment = z.object({
  id,
  /** null: somebody who came by a share link, and gave the name. */
  authorId: id.nullable(),
  authorName: z.string(),
  text: z.string(),
  at: epochMs,
  editedAt: epochMs.nullable(),
  /** A moderator took its words away. */
  withheld: z.boolean().default(false),
})
export type DocumentComment = z.infer<typeof documentComment>

export const commentThread = z.object({
  id,
  /** null: about the whole document. */
  anchor: commentAnchor.nullable(),
  at: epochMs,
  resolvedAt: epochMs.nullable(),
  resolvedBy: id.nullable(),
  /** Oldest first; the first one opened the thread. */
  comments: z.array(documentComment),
})
export type CommentThread = z.infer<typeof commentThread>

const documentParams = z.object({ documentId: id })
const threadParams = documentParams.extend({ threadId: id })
const commentParams = threadParams.extend({ commentId: id })

export const commentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/threads',
    summary: 'The comments of a document, resolved ones too',
    tag: 'comments',
    access: 'documents:read',
    params: documentParams,
    answer: z.object({ threads: z.array(commentThread) }),
  }),
  open: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/threads',
    summary: 'Comment on a document, or on some words of it; whoever may read it may',
    tag: 'comments',
    access: 'documents:write',
    params: documentParams,
    body: z.object({ anchor: commentAnchor.nullable().default(null), text: commentText }),
    answer: commentThread,
  }),
  reply: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/threads/:threadId/comments',
    summary: 'Answer in a thread; a resolved one is open again',
    tag: 'comments',
    access: 'documents:write',
    params: threadParams,
    body: z.object({ text: commentText }),
    answer: commentThread,
  }),
  settle: endpoint({
    method: 'patch',
    path: '/api/documents/:documentId/threads/:threadId',
    summary: 'Resolve a thread, or open it again',
    tag: 'comments',
    access: 'documents:write',
    params: threadParams,
    body: z.object({ resolved: z.boolean() }),
    answer: commentThread,
  }),
  edit: endpoint({
    method: 'patch',
    path: '/api/documents/:documentId/threads/:threadId/comments/:commentId',
    summary: 'Change my own comment',
    tag: 'comments',
    access: 'documents:write',
    params: commentParams,
    body: z.object({ text: commentText }),
    answer: commentThread,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/documents/:documentId/threads/:threadId/comments/:commentId',
    summary: 'Delete my own comment (an admin: any); the thread goes with its last one',
    tag: 'comments',
    access: 'documents:write',
    params: commentParams,
  }),
}
