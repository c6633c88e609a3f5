import type { GigCard } from '../../shared/deliveries.ts'
import { NOT_RELEVANT_REASONS } from '../../shared/gigs.ts'
import type { Control } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import type { NotRelevantReason } from './gig-action.ts'
import { NOT_RELEVANT_WORDS } from './gig-words.ts'

export const APPLY_LABEL = 'Apply'

const NOTE_SHOWN = 200

/** How a person stands to a gig, as its card shows it. */
export type GigStanding =
  | { kind: 'open' | 'saved' | 'applied' | 'talking' | 'won' | 'lost' | 'asked_why_not' }
  | { kind: 'not_relevant'; reason: NotRelevantReason; note?: string }

/** What the receiver of a card has said of its gig. */
export function standingOf({ feedback }: Pick<GigCard, 'feedback'>): GigStanding {
  if (feedback === null) return { kind: 'open' }
  return feedback.kind === 'not_relevant'
    ? { kind: 'not_relevant', reason: feedback.reason ?? 'other', note: clip(oneLine(feedback.note), NOTE_SHOWN) }
    : { kind: feedback.kind }
}

/** @returns undefined while there is nothing to say. */
export function standingWords(standing: GigStanding): string | undefined {
  switch (standing.kind) {
    case 'open':
      return undefined
    case 'saved':
      return '⭐ Saved'
    case 'applied':
      return '✅ You applied'
    case 'talking':
      return '💬 You are talking'
    case 'won':
      return '🏆 You won it'
    case 'lost':
      return 'It went to somebody else'
    case 'asked_why_not':
      return 'What is wrong with it?'
    case 'not_relevant':
      return `🚫 Marked not relevant: ${standing.note || NOT_RELEVANT_WORDS[standing.reason]}`
  }
}

/**
 * Applying is a link to the source, and not every platform tells that a link was followed: so
 * 'I applied' is a button of its own. The link stays in every standing, for a card is redrawn from what it shows.
 */
export function gigControls(gigId: string, standing: GigStanding, applyUrl: string | null): Control[] {
  const apply: Control[] = applyUrl === null ? [] : [{ kind: 'link', label: APPLY_LABEL, url: applyUrl }]
  return [...apply, ...choices(gigId, standing)]
}

/** For a gig that is not open any more. */
export function closedGigControls(gigId: string): Control[] {
  return [{ kind: 'button', label: 'Why this?', action: { verb: 'why', gigId } }]
}

function choices(gigId: string, standing: GigStanding): Control[] {
  const button = (
    label: string,
    verb: 'save' | 'applied' | 'dismiss' | 'note' | 'why' | 'mute' | 'report' | 'undo',
  ): Control => ({
    kind: 'button',
    label,
    action: { verb, gigId },
    emphasis: verb === 'save',
  })
  switch (standing.kind) {
    case 'open':
      return [
        button('Save', 'save'),
        button('I applied', 'applied'),
        button('Not relevant', 'dismiss'),
        button('Why this?', 'why'),
        button('Mute', 'mute'),
      ]
    case 'saved':
      return [button('I applied', 'applied'), button('Undo', 'undo'), button('Why this?', 'why')]
    case 'not_relevant':
      return [button('Undo', 'undo'), button('Why this?', 'why'), button('Mute', 'mute')]
    case 'applied':
    case 'talking':
    case 'won':
    case 'lost':
      return [button('Undo', 'undo'), button('Why this?', 'why')]
    case 'asked_why_not':
      return [
        reasonMenu(gigId),
        button('In your own words', 'note'),
        button('Never mind', 'undo'),
        button('Report to moderators', 'report'),
      ]
  }
}

function reasonMenu(gigId: string): Control {
  return {
    kind: 'menu',
    prompt: 'What is wrong with it?',
    options: NOT_RELEVANT_REASONS.map((reason) => ({
      label: NOT_RELEVANT_WORDS[reason],
      action: { verb: 'reason', gigId, reason },
    })),
  }
}
