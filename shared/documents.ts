import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** 'plain' is any Yjs app's own document: the hub syncs it and knows nothing of what is inside. */
export const DOCUMENT_KINDS = ['board', 'text', 'plain'] as const
export const documentKind = z.enum(DOCUMENT_KINDS)
export type DocumentKind = z.infer<typeof documentKind>

/** What a member may do with one document. */
export const DOCUMENT_ACCESS = ['none', 'read', 'write'] as const
export const documentAccess = z.enum(DOCUMENT_ACCESS)
export type DocumentAccess = z.infer<typeof documentAccess>

export const documentTitle = z.string().trim().min(1).max(200)

/** Below what one request may hold. */
export const documentMarkdown = z.string().max(500_000)

export const documentInfo = z.object({
  id,
  communityId: id,
  kind: documentKind,
  title: z.string(),
  /** 'community': members write, guests need a grant. 'private': only its creator, admins, and who has a grant. */
  visibility: z.enum(['community', 'private']),
  createdBy: id.nullable(),
  createdAt: epochMs,
  updatedAt: epochMs,
  archivedAt: epochMs.nullable(),
  /** What the asking member may do. */
  access: documentAccess,
})
export type DocumentInfo = z.infer<typeof documentInfo>

export const documentGrant = z.object({ memberId: id, access: documentAccess })

const documentParams = z.object({ documentId: id })

export const documentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/documents',
    summary: 'The boards and documents that I may read',
    tag: 'documents',
    access: 'documents:read',
    params: communityParams,
    query: z.object({ kind: documentKind.optional(), archived: z.stringbool().default(false) }),
    answer: z.object({ documents: z.array(documentInfo) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/documents',
    summary: 'Make a board or a document',
    tag: 'documents',
    access: 'documents:write',
    params: communityParams,
    body: z.object({
      kind: documentKind,
      title: documentTitle,
      visibility: z.enum(['community', 'private']).default('community'),
      /** What a document of kind 'text' begins with. */
      markdown: documentMarkdown.optional(),
    }),
    answer: documentInfo,
  }),
  get: endpoint({
    method: 'get',
    path: '/api/documents/:documentId',
    summary: 'One document’s title, kind and my access',
    tag: 'documents',
    access: 'documents:read',
    params: documentParams,
    answer: documentInfo,
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/documents/:documentId',
    summary: 'Rename, archive or restore, change who sees it',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    body: z.object({
      title: documentTitle.optional(),
      archived: z.boolean().optional(),
      visibility: z.enum(['community', 'private']).optional(),
    }),
    answer: documentInfo,
  }),
  grant: endpoint({
    method: 'put',
    path: '/api/documents/:documentId/grants',
    summary: 'Give one member more or less access than their role gives',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    body: documentGrant,
    answer: documentGrant,
  }),
  ticket: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/tickets',
    summary: 'A ticket that opens this document’s socket within a minute, where no cookie or header can go',
    tag: 'documents',
    access: 'sync:read',
    params: documentParams,
    body: z.object({
      /** At most; never more than I may. */
      access: z.enum(['read', 'write']).default('write'),
    }),
    answer: z.object({ ticket: z.string(), expiresAt: epochMs }),
  }),
  readText: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/text',
    summary: 'What is written in a document, as Markdown, HTML or plain text; suggestions are left out',
    tag: 'documents',
    access: 'documents:read',
    params: documentParams,
    query: z.object({ format: z.enum(['markdown', 'html', 'plain']).default('markdown') }),
    answer: z.object({ title: z.string(), text: z.string() }),
  }),
  appendText: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/text',
    summary: 'Put Markdown at the end of a document; it merges with what people write at the same time',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    body: z.object({ markdown: documentMarkdown.min(1) }),
    status: 204,
  }),
  replaceText: endpoint({
    method: 'put',
    path: '/api/documents/:documentId/text',
    summary: 'Put Markdown in place of what a document holds; its history keeps what was there',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    body: z.object({ markdown: documentMarkdown }),
    status: 204,
  }),
  previewLink: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/link-preview',
    summary: 'What a link in the document leads to',
    tag: 'documents',
    access: 'documents:read',
    params: documentParams,
    query: z.object({ url: z.url({ protocol: /^https?$/ }).max(2000) }),
    answer: z.object({
      url: z.string(),
      title: z.string().nullable(),
      description: z.string().nullable(),
      site: z.string(),
    }),
  }),
}
