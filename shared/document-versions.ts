import { z } from 'zod'
import { endpoint, epochMs, id } from './endpoint.ts'

/** A point in a document's history that has a name, or that the hub kept by itself. */
export const documentVersion = z.object({
  id,
  /** null: an automatic one. */
  name: z.string().nullable(),
  /** How many updates the document had; versions of the same number hold the same. */
  seq: z.number().int().nonnegative(),
  /** Who named it. */
  createdBy: id.nullable(),
  at: epochMs,
})
export type DocumentVersion = z.infer<typeof documentVersion>

/** One thing that is other in one version than in another. Formatting of text is not told. */
export const documentChange = z.object({
  kind: z.enum(['inserted', 'removed', 'set']),
  /** Where: the name of the root, then the keys of maps and the names of XML elements down to it. */
  path: z.array(z.string()),
  /** Text, or the values. Of 'set': the new value; absent: the key was removed. */
  value: z.json().optional(),
  /** Of 'set': the value before; absent: there was none. */
  before: z.json().optional(),
  /** null: the hub itself, or not known any more. */
  author: id.nullable(),
  /** When the piece of work that it belongs to ended. */
  at: epochMs.nullable(),
})
export type DocumentChange = z.infer<typeof documentChange>

const documentParams = z.object({ documentId: id })
const versionParams = z.object({ documentId: id, versionId: id })

/** More changes than this are cut off: nobody reads them. */
export const MOST_CHANGES = 1000

export const versionEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/versions',
    summary: 'The versions of a document, newest first',
    tag: 'documents',
    access: 'documents:read',
    params: documentParams,
    query: z.object({
      /** Only those of a lower number: the next page. */
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ versions: z.array(documentVersion) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/versions',
    summary: 'Name the document as it is now',
    tag: 'documents',
    access: 'documents:write',
    params: documentParams,
    body: z.object({ name: z.string().trim().min(1).max(200) }),
    answer: documentVersion,
  }),
  get: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/versions/:versionId',
    summary: 'A version with all that is in it',
    tag: 'documents',
    access: 'documents:read',
    params: versionParams,
    answer: documentVersion.extend({
      /** A Yjs update in base64; apply it to an empty document to read it. */
      state: z.string(),
    }),
  }),
  compare: endpoint({
    method: 'get',
    path: '/api/documents/:documentId/changes',
    summary: 'What changed between two versions, who did it and when',
    tag: 'documents',
    access: 'documents:read',
    params: documentParams,
    query: z.object({
      /** Absent: the empty document. */
      from: id.optional(),
      /** Absent: as it is now. */
      to: id.optional(),
    }),
    answer: z.object({
      changes: z.array(documentChange),
      /** There are more. */
      isCut: z.boolean(),
    }),
  }),
  restore: endpoint({
    method: 'post',
    path: '/api/documents/:documentId/versions/:versionId/restore',
    summary: 'Make the document what it was, as a new edit; what it is now is kept as a version',
    tag: 'documents',
    access: 'documents:write',
    params: versionParams,
    answer: documentVersion,
  }),
}
