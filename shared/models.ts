import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** One call of a model outside of the hub. The texts themselves are not kept. */
export const modelCall = z.object({
  id,
  communityId: id,
  /** Null: of no room, or of several at once. */
  roomId: id.nullable(),
  at: epochMs,
  /** Why: 'message', 'document', 'comment' … */
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
