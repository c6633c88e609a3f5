import type { EventCard } from '../../shared/event-card.ts'
import { wordsIn } from '../../shared/event-words.ts'
import { EVENT_ANSWERS } from '../../shared/events.ts'
import type { Control } from '../panel.ts'

/** How one answers, and the way into the hub; nothing to answer where there is nothing to come to. */
export function eventControls(card: Pick<EventCard, 'eventId' | 'language' | 'hubUrl' | 'state'>): Control[] {
  const words = wordsIn(card.language)
  const answers = EVENT_ANSWERS.map((answer): Control => {
    const action = { verb: 'event', eventId: card.eventId, answer } as const
    return { kind: 'button', label: words[answer], action, ...(answer === 'going' ? { emphasis: true } : {}) }
  })
  const open = { kind: 'link', label: words.open, url: card.hubUrl } as const
  return card.state === 'planned' ? [...answers, open] : [open]
}
