import type { ChatEvent } from '../../shared/bot-events.ts'
import { timesOf } from '../../shared/event-card.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { EventAction } from '../chat-action.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph, type Span } from '../text/rich-text.ts'
import { webUrl } from '../text/web-url.ts'
import { eventControls } from './event-controls.ts'

const SAID = {
  going: 'You are going.',
  maybe: 'You might come.',
  no: 'You are not coming.',
} as const

const LONGEST_URL = 500

/** @throws HubError */
export async function answerEvent(
  hub: HubRequests,
  { eventId, answer }: EventAction,
  person: PlatformPerson,
): Promise<Panel> {
  const answered = await hub.request('events:answer', { person, eventId, answer })
  if (!answered.linked) return linkPanel(answered)
  const { event } = answered
  const holds = event.repeat === 'never' ? '' : ' This holds for all its dates, until you change it.'
  return {
    text: [
      paragraph({ text: `${SAID[answer]}${holds}`, bold: true }),
      paragraph({ text: titleOf(event), bold: true }),
      paragraph(...factsOf(event)),
    ],
    controls: eventControls({ eventId, language: 'en', hubUrl: event.url, state: 'planned' }),
  }
}

export function titleOf({ title }: Pick<ChatEvent, 'title'>): string {
  return clip(oneLine(title), 100)
}

/** When by the person's clock and by the author's, and where. */
export function factsOf(event: ChatEvent): Span[] {
  const { place, repeat } = event
  const href = webUrl(place.url, LONGEST_URL)
  return [
    { text: timesOf({ ...event, language: 'en' }) },
    { text: repeat === 'never' ? ' · ' : ` · ${repeat} · ` },
    { text: clip(oneLine(place.label), 100), ...(href === undefined ? {} : { href }) },
  ]
}
