import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** Why an announcement or an event waits for a moderator, and what one said of it. */
export const hold = z.object({
  /** The blocked word that it has. */
  word: z.string(),
  at: epochMs,
  /** Null: nobody has decided. */
  decision: z.object({ passed: z.boolean(), reason: z.string(), by: z.string(), at: epochMs }).nullable(),
})
export type Hold = z.infer<typeof hold>

const HELD_KINDS = ['announcement', 'event'] as const
export type HeldKind = (typeof HELD_KINDS)[number]

export const heldPost = z.object({
  kind: z.enum(HELD_KINDS),
  id,
  title: z.string(),
  /** In the language of its author. */
  text: z.string(),
  path: z.string(),
  author: z.object({ memberId: id, name: z.string() }),
  nicheId: id.nullable(),
  word: z.string(),
  at: epochMs,
  /** False: it is my own, and others can decide. */
  mayDecide: z.boolean(),
})
export type HeldPost = z.infer<typeof heldPost>

export const holdDecision = z.object({
  passed: z.boolean(),
  /** Its author reads it. */
  reason: z.string().trim().min(3).max(500),
})
export type HoldDecision = z.infer<typeof holdDecision>

const PATH = '/api/communities/:communityId/moderation/held'
const shared = { tag: 'moderation', access: 'moderation:write' } as const

export const holdEndpoints = {
  list: endpoint({
    method: 'get',
    path: PATH,
    summary: 'Announcements and events that wait because of a blocked word, the oldest first, at most 50 of each',
    ...shared,
    params: communityParams,
    answer: z.object({ posts: z.array(heldPost) }),
  }),
  decide: endpoint({
    method: 'post',
    path: `${PATH}/:kind/:postId`,
    summary: 'Let one pass, so that it goes out as its author meant, or not; its author reads why',
    ...shared,
    params: communityParams.extend({ kind: z.enum(HELD_KINDS), postId: id }),
    body: holdDecision,
    status: 204,
  }),
}
