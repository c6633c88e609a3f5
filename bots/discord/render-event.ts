import type { APIEmbed } from 'discord.js'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { type EventCard, factsOfEvent, headlineOfEvent } from '../../shared/event-card.ts'
import { wordsIn } from '../../shared/event-words.ts'
import { eventControls } from '../events/event-controls.ts'
import { clip, clipEscaped, oneLine } from '../text/clip.ts'
import { webUrl } from '../text/web-url.ts'
import { type DiscordMessage, LIMITS, NO_MENTIONS } from './discord-message.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { linkable } from './linkable.ts'
import { renderControls } from './render-controls.ts'

const COLORS = { planned: 0x5865f2, cancelled: 0xc92a2a, over: 0x868e96 } as const

/** Times are shown by Discord in the zone of each reader; its author's stands beside. */
export function renderEvent(card: EventCard): DiscordMessage {
  const words = wordsIn(card.language)
  const hubUrl = linkable(card.hubUrl, LIMITS.embedUrl)
  const title = clipEscaped(oneLine(card.title), LIMITS.embedTitle - 4, escapeMarkdown)
  const embed: APIEmbed = {
    title: card.state === 'cancelled' ? `~~${title}~~` : title,
    ...(hubUrl === undefined ? {} : { url: hubUrl }),
    ...(card.markdown === '' ? {} : { description: render(scan(card.markdown, 'markdown'), 'markdown', 'discord') }),
    color: COLORS[card.state],
    fields: [
      { name: words.when, value: whenIn(card) },
      { name: words.where, value: clip(placeOf(card), LIMITS.fieldValue) },
    ],
    footer: { text: clip(`${oneLine(card.communityName)} · ${factsOfEvent(card).join(' · ')}`, LIMITS.footer) },
  }
  return {
    content: `**${escapeMarkdown(headlineOfEvent(card))}**`,
    embeds: [embed],
    components: renderControls(eventControls(card)),
    allowed_mentions: NO_MENTIONS,
  }
}

/** https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
function whenIn({ startsAt, endsAt, timeZone, language }: EventCard): string {
  const seconds = (at: number) => Math.floor(at / 1000)
  const there = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone })
  const times = `<t:${seconds(startsAt)}:F> – <t:${seconds(endsAt)}:t> (<t:${seconds(startsAt)}:R>)`
  return `${times}\n${there.format(startsAt)} (${timeZone})`
}

function placeOf({ place: { label, url } }: EventCard): string {
  const href = webUrl(url, 500)
  if (href === undefined) return escapeMarkdown(label)
  return href === label || !linkable(href, 500)
    ? `${label === href ? '' : `${escapeMarkdown(label)} `}${href}`
    : `[${escapeMarkdown(label)}](${href})`
}
