import type { types } from '@slack/bolt'
import { type EventCard, factsOfEvent, headlineOfEvent, timesOf } from '../../shared/event-card.ts'
import { wordsIn } from '../../shared/event-words.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { eventControls } from '../events/event-controls.ts'
import { clip, oneLine } from '../text/clip.ts'
import { webUrl } from '../text/web-url.ts'
import { renderControls } from './render-controls.ts'
import { escapeSlack, LIMITS, type SlackMessage } from './slack-message.ts'

const SECTION_LENGTH = 3000

/** Times are shown by Slack in the zone of each reader; its author's stands beside. */
export function renderEvent(card: EventCard): SlackMessage {
  const words = wordsIn(card.language)
  const title = oneLine(card.title)
  const lines = [`*${escapeSlack(words.when)}:* ${whenIn(card)}`, `*${escapeSlack(words.where)}:* ${placeOf(card)}`]
  const text: types.SectionBlock[] =
    card.markdown === ''
      ? []
      : [{ type: 'section', text: mrkdwn(render(scan(card.markdown, 'markdown'), 'markdown', 'slack')), expand: true }]
  const facts = `${oneLine(card.communityName)} · ${factsOfEvent(card).join(' · ')}`
  const headline = headlineOfEvent(card)
  return {
    text: clip(escapeSlack(`${headline}: ${title}`), LIMITS.fallback),
    blocks: [
      { type: 'context', elements: [{ type: 'plain_text', text: headline }] },
      { type: 'header', text: { type: 'plain_text', text: title, emoji: true } },
      { type: 'section', text: mrkdwn(lines.join('\n')) },
      ...text,
      { type: 'context', elements: [{ type: 'plain_text', text: facts }] },
      ...renderControls(eventControls(card)),
    ],
  }
}

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
function whenIn(card: EventCard): string {
  const { startsAt, endsAt, timeZone, language } = card
  const date = (at: number, format: string, fallback: string) =>
    `<!date^${Math.floor(at / 1000)}^${format}|${fallback}>`
  const there = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone })
  const start = date(startsAt, '{date_long_pretty}, {time}', escapeSlack(timesOf(card)).replaceAll('|', ' '))
  const own = there.format(startsAt)
  return `${start} – ${date(endsAt, '{time}', there.format(endsAt))}\n${own} (${timeZone})`
}

function placeOf({ place: { label, url } }: EventCard): string {
  const href = webUrl(url, LIMITS.url)
  const text = escapeSlack(label).replaceAll('|', ' ')
  return href === undefined ? text : `<${escapeSlack(href).replaceAll('|', '%7C')}|${text}>`
}

function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text: clip(text, SECTION_LENGTH) }
}
