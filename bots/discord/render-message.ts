import type { APIEmbed, APIEmbedField } from 'discord.js'
import { type AnnouncementCard, discordAnnouncement } from '../../shared/announcement-card.ts'
import type { CardOrText, DigestMessage, GigCard } from '../../shared/deliveries.ts'
import { coffeePanel } from '../coffee/coffee-flow.ts'
import { closedGigControls, gigControls, type GigStanding, standingOf, standingWords } from '../gigs/gig-controls.ts'
import { factsOf, headlineOf, rankedByWords, reasonLines, titleOf } from '../gigs/gig-words.ts'
import { type Panel, stopControls } from '../panel.ts'
import { clip, clipEscaped, oneLine } from '../text/clip.ts'
import { splitText } from '../text/split-text.ts'
import { webUrl } from '../text/web-url.ts'
import { type ControlRow, type DiscordMessage, LIMITS, NO_MENTIONS } from './discord-message.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { linkable } from './linkable.ts'
import { renderControls } from './render-controls.ts'
import { renderEvent } from './render-event.ts'
import { maskedLink, renderText } from './render-text.ts'

const OPEN_COLOR = 0x2f9e6e
const CLOSED_COLOR = 0x868e96
const STANDING_COLOR = 0x5865f2
const FACTS_LENGTH = 600
const REASON_LENGTH = 240

/** @returns one message per part, none for a text without content. */
export function renderDelivery(content: CardOrText): DiscordMessage[] {
  if (content.type === 'gig_alert') return [renderGigCard(content)]
  if (content.type === 'announcement') {
    const message = renderAnnouncement(content)
    return message === undefined ? [] : [message]
  }
  if (content.type === 'event') return [renderEvent(content)]
  if (content.type === 'coffee') return [renderPanel(coffeePanel(content))]
  if (content.type === 'digest') return renderDigest(content)
  const answers = content.answers?.messageId
  return splitText(content.markdown, LIMITS.content).map((part) => ({
    content: part,
    allowed_mentions: NO_MENTIONS,
    ...(answers === undefined ? {} : { message_reference: { message_id: answers, fail_if_not_exists: false } }),
  }))
}

/** One message; undefined for one that was taken back. */
export function renderAnnouncement(card: AnnouncementCard): (DiscordMessage & { content: string }) | undefined {
  if (card.isRecalled) return undefined
  const links = card.buttons.map(({ label, url }) => ({ kind: 'link', label, url }) as const)
  const content = clip(discordAnnouncement(card), LIMITS.content)
  return { content, components: renderControls(links), allowed_mentions: mentionsOf(card) }
}

/** Exactly the call that was chosen; https://docs.discord.com/developers/resources/message#allowed-mentions-object */
function mentionsOf({ posting: { ping } }: AnnouncementCard): DiscordMessage['allowed_mentions'] {
  if (ping === null) return NO_MENTIONS
  return ping.kind === 'here' ? { parse: ['everyone'] } : { parse: [], roles: [ping.roleId] }
}

function renderDigest({ markdown, stopLabel }: DigestMessage): DiscordMessage[] {
  const parts = splitText(markdown, LIMITS.content)
  return parts.map((content, index) => ({
    content,
    allowed_mentions: NO_MENTIONS,
    components: index === parts.length - 1 ? renderControls(stopControls(stopLabel)) : [],
  }))
}

export function renderGigCard(card: GigCard): DiscordMessage {
  const standing = standingOf(card)
  const rendered = renderStanding(gigEmbed(card), card.gigId, standing, card.url)
  return {
    // What a notification shows; the embed is not read out there.
    content: `**${escapeMarkdown(headlineOf(card))}**`,
    ...rendered,
    ...(card.status === 'open' ? {} : { components: renderControls(closedGigControls(card.gigId)) }),
  }
}

/** The card stays as it stands; below it is said what became of it, with what can be done now. */
export function renderStanding(
  card: APIEmbed,
  gigId: string,
  standing: GigStanding,
  applyUrl: string | null,
): Pick<DiscordMessage, 'embeds' | 'components' | 'allowed_mentions'> {
  const words = standingWords(standing)
  return {
    embeds: words === undefined ? [card] : [card, { description: words, color: STANDING_COLOR }],
    components: renderControls(gigControls(gigId, standing, applyUrl)),
    allowed_mentions: NO_MENTIONS,
  }
}

export function renderPanel({ text, controls }: Panel): DiscordMessage & { content: string; components: ControlRow[] } {
  return {
    content: renderText(text, LIMITS.content),
    components: renderControls(controls),
    allowed_mentions: NO_MENTIONS,
  }
}

function gigEmbed(card: GigCard): APIEmbed {
  const hubUrl = linkable(card.hubUrl, LIMITS.embedUrl)
  const facts = clipEscaped(factsOf(card).join(' · '), FACTS_LENGTH, escapeMarkdown)
  return {
    title: clipEscaped(titleOf(card), LIMITS.embedTitle, escapeMarkdown),
    ...(hubUrl === undefined ? {} : { url: hubUrl }),
    ...(facts === '' ? {} : { description: facts }),
    color: card.status === 'open' ? OPEN_COLOR : CLOSED_COLOR,
    fields: [...reasonFields(card), ...placeFields(card, hubUrl)],
    ...(card.score === null ? {} : { footer: { text: clip(rankedByWords(card), LIMITS.footer) } }),
  }
}

function reasonFields({ reasons }: GigCard): APIEmbedField[] {
  const lines = reasonLines(reasons)
  const field = (name: string, signs: string): APIEmbedField[] => {
    const value = fill(
      lines
        .filter(({ sign }) => signs.includes(sign))
        .map(({ sign, text }) => clipEscaped(`${sign} ${text}`, REASON_LENGTH, escapeMarkdown)),
    )
    return value === '' ? [] : [{ name, value, inline: true }]
  }
  return [...field('Why it fits', '+·'), ...field('What speaks against it', '−')]
}

function placeFields({ source, hubUrl }: GigCard, linkedHubUrl: string | undefined): APIEmbedField[] {
  const name = clip(oneLine(source.name) || 'unnamed source', 100)
  const sourceUrl = webUrl(source.url, 600)
  const via = sourceUrl === undefined ? escapeMarkdown(name) : maskedLink(name, sourceUrl)
  const hub = linkedHubUrl === undefined ? webUrl(hubUrl, LIMITS.fieldValue) : undefined
  return [{ name: 'Found via', value: via }, ...(hub === undefined ? [] : [{ name: 'In the hub', value: hub }])]
}

/** As many lines as fit a field. */
function fill(lines: readonly string[]): string {
  let value = ''
  for (const line of lines) {
    const longer = value === '' ? line : `${value}\n${line}`
    if (longer.length > LIMITS.fieldValue) break
    value = longer
  }
  return value
}
