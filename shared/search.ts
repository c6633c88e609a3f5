import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

export const SEARCH_KINDS = ['document', 'board', 'card', 'gig', 'message'] as const
export const searchKind = z.enum(SEARCH_KINDS)
export type SearchKind = z.infer<typeof searchKind>

/** A text in pieces; those that were searched for are marked. */
export const markedText = z.array(z.object({ text: z.string(), match: z.boolean() }))
export type MarkedText = z.infer<typeof markedText>

export const searchHit = z.object({
  kind: searchKind,
  documentId: id.nullable(),
  cardId: z.string().nullable(),
  gigId: id.nullable(),
  roomId: id.nullable(),
  messageId: id.nullable(),
  title: markedText,
  /** Around the first match, at most some 220 characters. */
  snippet: markedText,
  /** Where it is: a card's board, a gig's company, a message's room. */
  place: z.string(),
  /** In the web client. */
  path: z.string(),
  updatedAt: epochMs,
})
export type SearchHit = z.infer<typeof searchHit>

export const searchEndpoints = {
  search: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/search',
    summary: 'Find boards, cards, documents, gigs and messages by their words, best first; only what I may read',
    tag: 'search',
    access: 'documents:read',
    params: communityParams,
    query: z.object({
      q: z.string().trim().min(1).max(200),
      kind: searchKind.optional(),
      /** Messages of this room only. */
      room: id.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    answer: z.object({ hits: z.array(searchHit) }),
  }),
}
