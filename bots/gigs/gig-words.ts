import type { GigCard } from '../../shared/deliveries.ts'
import type { Reason } from '../../shared/gigs.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph, type RichBlock } from '../text/rich-text.ts'
import type { NotRelevantReason } from './gig-action.ts'

/** What is said about gigs, the same on every platform. All of it plain text. */
const SHOWN_REASONS = 8
const REASON_LENGTH = 300

export const NOT_RELEVANT_WORDS: Record<NotRelevantReason, string> = {
  skills: 'Skills do not fit',
  pay: 'Pay is too low',
  place: 'Place or time zone',
  hours: 'Hours do not fit',
  client: 'This client',
  seen_before: 'Seen before',
  other: 'Something else',
}

export function titleOf({ title }: Pick<GigCard, 'title'>): string {
  return oneLine(title) || 'A gig without a title'
}

export function percent(score: number): string {
  return `${Math.round(score * 100)} % match`
}

/** The line that a notification shows: why this message came. */
export function headlineOf(card: GigCard): string {
  const parts = card.status === 'closed' ? ['Closed'] : card.score === null ? ['New gig'] : [percent(card.score)]
  const community = oneLine(card.communityName)
  return [...parts, ...(community === '' ? [] : [clip(community, 80)])].join(' · ')
}

/** Company, pay and facts, for one line. */
export function factsOf(card: GigCard): string[] {
  return [card.company, card.pay, ...card.facts].map((fact) => oneLine(fact ?? '')).filter((fact) => fact !== '')
}

/** How the score came about; what an AI model ranked says so. */
export function rankedByWords({ rankedBy, matcherVersion }: Pick<GigCard, 'rankedBy' | 'matcherVersion'>): string {
  const how = rankedBy === 'rules' ? 'Ranked by rules, no AI model' : 'Ranked with the help of an AI model'
  const version = oneLine(matcherVersion)
  return version === '' ? how : `${how} (${clip(version, 60)})`
}

/** The weightiest first; + speaks for the gig, − against it. */
export function reasonLines(reasons: readonly Reason[]): { sign: '+' | '−' | '·'; text: string }[] {
  const signs = { for: '+', against: '−', neutral: '·' } as const
  return reasons
    .filter(({ text }) => oneLine(text) !== '')
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, SHOWN_REASONS)
    .map(({ kind, text }) => ({ sign: signs[kind], text: oneLine(text) }))
}

export function reasonBlock(reasons: readonly Reason[]): RichBlock | undefined {
  const lines = reasonLines(reasons).map(({ sign, text }) => `${sign} ${clip(text, REASON_LENGTH)}`)
  return lines.length === 0 ? undefined : paragraph(lines.join('\n'))
}
