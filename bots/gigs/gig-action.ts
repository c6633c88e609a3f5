import { id } from '../../shared/endpoint.ts'
import { NOT_RELEVANT_REASONS } from '../../shared/gigs.ts'
import { type Rule, RULES } from '../../shared/moderation.ts'
import { isMuteSpan, type MuteSpan } from '../settings/spans.ts'

export type NotRelevantReason = (typeof NOT_RELEVANT_REASONS)[number]

/** What of a gig is muted: its client, or a skill that it asks for. */
export type Muted = { kind: 'client' } | { kind: 'skill'; skill: string }

/** What a person can do with a gig by a button or a menu. */
export type GigAction =
  | { verb: (typeof VERBS)[number]; gigId: string }
  | { verb: 'reason'; gigId: string; reason: NotRelevantReason }
  | { verb: 'report_as'; gigId: string; rule: Rule }
  | { verb: 'mute_for'; gigId: string; span: MuteSpan; muted: Muted }
  | { verb: 'unmute'; gigId: string; muted: Muted }

const VERBS = ['save', 'applied', 'dismiss', 'note', 'why', 'mute', 'report', 'undo', 'show'] as const
const REASONS: readonly string[] = NOT_RELEVANT_REASONS

/** For custom ids and values. Who acts is told by the platform, never by this text: anybody can forge it. */
export function encodeGigAction(action: GigAction): string {
  return ['gig', action.verb, action.gigId, ...detailsOf(action)].join(':')
}

/** @returns undefined for what is not (or no longer) an action. */
export function decodeGigAction(text: string): GigAction | undefined {
  const [kind, verb, gigId, ...details] = text.split(':')
  if (kind !== 'gig' || !id.safeParse(gigId).success || gigId === undefined) return undefined
  if (verb === 'reason') {
    const [reason, ...rest] = details
    return isReason(reason) && rest.length === 0 ? { verb, gigId, reason } : undefined
  }
  if (verb === 'report_as') {
    const [said, ...rest] = details
    const rule = RULES.find((one) => one === said)
    return rule !== undefined && rest.length === 0 ? { verb, gigId, rule } : undefined
  }
  if (verb === 'mute_for') {
    const [span, ...rest] = details
    const muted = decodeMuted(rest)
    return isMuteSpan(span) && muted !== undefined ? { verb, gigId, span, muted } : undefined
  }
  if (verb === 'unmute') {
    const muted = decodeMuted(details)
    return muted === undefined ? undefined : { verb, gigId, muted }
  }
  const known = VERBS.find((one) => one === verb)
  return known === undefined || details.length > 0 ? undefined : { verb: known, gigId }
}

function detailsOf(action: GigAction): string[] {
  if (action.verb === 'reason') return [action.reason]
  if (action.verb === 'report_as') return [action.rule]
  if (action.verb === 'mute_for') return [action.span, ...encodeMuted(action.muted)]
  return action.verb === 'unmute' ? encodeMuted(action.muted) : []
}

function encodeMuted(muted: Muted): string[] {
  return muted.kind === 'client' ? ['client'] : ['skill', encodeURIComponent(muted.skill)]
}

function decodeMuted([kind, encoded, ...rest]: readonly string[]): Muted | undefined {
  if (kind === 'client') return encoded === undefined ? { kind } : undefined
  if (kind !== 'skill' || encoded === undefined || encoded === '' || rest.length > 0) return undefined
  try {
    const skill = decodeURIComponent(encoded)
    return encodeURIComponent(skill) === encoded ? { kind, skill } : undefined
  } catch {
    return undefined
  }
}

function isReason(reason: string | undefined): reason is NotRelevantReason {
  return reason !== undefined && REASONS.includes(reason)
}
