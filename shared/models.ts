import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** What a model is called for, as the ledger says it; an older entry may say another. */
export const MODEL_PURPOSES = [
  'message',
  'one-message',
  'flag',
  'follow',
  'document',
  'comment',
  'card',
  'announcement',
  'gig',
  'gigs',
] as const
export type ModelPurpose = (typeof MODEL_PURPOSES)[number]

/** One call of a model outside of the hub. The texts themselves are not kept. */
export const modelCall = z.object({
  id,
  communityId: id,
  /** Null: of no room, of several at once, or of one that I may not enter. */
  roomId: id.nullable(),
  /** For whom alone it was made; shown to them and to admins. Null: for all, as the messages of a room. */
  memberId: id.nullable(),
  at: epochMs,
  /** Why: one of `MODEL_PURPOSES`. */
  purpose: z.string(),
  engine: z.string(),
  model: z.string(),
  /** Where the text went. */
  host: z.string(),
  texts: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Millionths of a US dollar. */
  costMicros: z.number().int(),
  durationMs: z.number().int(),
  outcome: z.enum(['ok', 'refused', 'invalid', 'cut', 'timeout', 'limited', 'failed']),
})
export type ModelCall = z.infer<typeof modelCall>

/** Null: without end. Soft: its admins are told; hard: no call is made any more. In US dollars. */
export const modelBudget = z.object({
  dayUsd: z.number().min(0).max(1_000_000).nullable(),
  monthUsd: z.number().min(0).max(1_000_000).nullable(),
  /** Share of a budget at which the admins are told. */
  softShare: z.number().min(0.1).max(1),
})
export type ModelBudget = z.infer<typeof modelBudget>

export const modelEndpoints = {
  ledger: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/model-calls',
    summary: 'Each call of an outside model, newest first, and what was spent',
    tag: 'translation',
    access: 'community:read',
    params: communityParams,
    query: z.object({ before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: z.object({
      calls: z.array(modelCall),
      spent: z.object({ dayMicros: z.number().int(), monthMicros: z.number().int() }),
      budget: modelBudget,
    }),
  }),
}

/** `host:port` of an address, as allow lists name it. @returns undefined when it is no address. */
export function hostAndPort(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined
  const { hostname, port, protocol } = new URL(baseUrl)
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}

/** Whether what is sent there stays on this machine. */
export function isThisMachine(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(new URL(baseUrl).hostname)
}
