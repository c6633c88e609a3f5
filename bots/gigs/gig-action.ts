import { id } from '../../shared/endpoint.ts'
import { NOT_RELEVANT_REASONS } from '../../shared/gigs.ts'

export type NotRelevantReason = (typeof NOT_RELEVANT_REASONS)[number]

/** What a person can do with a gig by a button or a menu. */
export type GigAction =
  | { verb: 'save' | 'applied' | 'dismiss' | 'note' | 'why' | 'undo' | 'show'; gigId: string }
  | { verb: 'reason'; gigId: string; reason: NotRelevantReason }

const VERBS = ['save', 'applied', 'dismiss', 'note', 'why', 'undo', 'show'] as const
const REASONS: readonly string[] = NOT_RELEVANT_REASONS

/** For custom ids and values. Who acts is told by the platform, never by this text: anybody can forge it. */
export function encodeGigAction(action: GigAction): string {
  const base = `gig:${action.verb}:${action.gigId}`
  return action.verb === 'reason' ? `${base}:${action.reason}` : base
}

/** @returns undefined for what is not (or no longer) an action. */
export function decodeGigAction(text: string): GigAction | undefined {
  const [kind, verb, gigId, reason, ...rest] = text.split(':')
  if (kind !== 'gig' || rest.length > 0 || !id.safeParse(gigId).success || gigId === undefined) return undefined
  if (verb === 'reason') return isReason(reason) ? { verb, gigId, reason } : undefined
  const known = VERBS.find((one) => one === verb)
  return known === undefined || reason !== undefined ? undefined : { verb: known, gigId }
}

function isReason(reason: string | undefined): reason is NotRelevantReason {
  return reason !== undefined && REASONS.includes(reason)
}
