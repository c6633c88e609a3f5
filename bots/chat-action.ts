import type { CoffeeSaid } from '../shared/coffee.ts'
import { id } from '../shared/endpoint.ts'
import { EVENT_ANSWERS, type EventAnswer } from '../shared/events.ts'
import { decodeGigAction, encodeGigAction, type GigAction } from './gigs/gig-action.ts'

export interface EventAction {
  verb: 'event'
  eventId: string
  answer: EventAnswer
}

export interface CoffeeAction {
  verb: 'coffee'
  communityId: string
  said: CoffeeSaid
}

/** What a person can do by a button or a menu. */
export type ChatAction = GigAction | EventAction | CoffeeAction

/** For custom ids and values. Who acts is told by the platform, never by this text: anybody can forge it. */
export function encodeChatAction(action: ChatAction): string {
  if (action.verb === 'event') return ['event', action.answer, action.eventId].join(':')
  if (action.verb === 'coffee') return ['coffee', action.said, action.communityId].join(':')
  return encodeGigAction(action)
}

/** @returns undefined for what is not (or no longer) an action. */
export function decodeChatAction(text: string): ChatAction | undefined {
  const [kind, said, about = '', ...rest] = text.split(':')
  if (kind === 'gig') return decodeGigAction(text)
  if (rest.length > 0 || !id.safeParse(about).success) return undefined
  if (kind === 'coffee' && (said === 'met' || said === 'skip')) return { verb: 'coffee', communityId: about, said }
  const answer = EVENT_ANSWERS.find((one) => one === said)
  return kind === 'event' && answer !== undefined ? { verb: 'event', eventId: about, answer } : undefined
}
