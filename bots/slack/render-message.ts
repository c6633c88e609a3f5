import type { types } from '@slack/bolt'
import { type AnnouncementCard, slackAnnouncement, slackPing } from '../../shared/announcement-card.ts'
import type { CardOrText, GigCard } from '../../shared/deliveries.ts'
import { coffeePanel } from '../coffee/coffee-flow.ts'
import { closedGigControls, gigControls, type GigStanding, standingOf, standingWords } from '../gigs/gig-controls.ts'
import { factsOf, headlineOf, rankedByWords, reasonBlock, titleOf } from '../gigs/gig-words.ts'
import { type Panel, stopControls } from '../panel.ts'
import { clip, clipEscaped, oneLine } from '../text/clip.ts'
import { parseMarkdown } from '../text/parse-markdown.ts'
import { paragraph, plainText, type RichBlock, type Span } from '../text/rich-text.ts'
import { splitText } from '../text/split-text.ts'
import { webUrl } from '../text/web-url.ts'
import { CONTROLS_BLOCK, renderControls } from './render-controls.ts'
import { renderEvent } from './render-event.ts'
import { renderRichText } from './render-text.ts'
import { escapeSlack, LIMITS, type SlackMessage } from './slack-message.ts'

const STANDING_BLOCK = 'guildhall-standing'
const TITLE_LENGTH = 300
const FACTS_LENGTH = 600
const HEADER_LENGTH = 150
const SECTION_LENGTH = 3000

/** @returns one message per part, none for a text without content. */
export function renderDelivery(content: CardOrText): SlackMessage[] {
  if (content.type === 'gig_alert') return [renderGigCard(content)]
  if (content.type === 'announcement') {
    const message = renderAnnouncement(content, [])
    return message === undefined ? [] : [message]
  }
  if (content.type === 'event') return [renderEvent(content)]
  if (content.type === 'coffee') return [renderPanel(coffeePanel(content))]
  const controls = content.type === 'digest' ? renderControls(stopControls(content.stopLabel)) : []
  const parts = renderText(content.markdown)
  return parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, blocks: [...part.blocks, ...controls] } : part,
  )
}

function renderText(markdown: string): SlackMessage[] {
  return splitText(markdown, LIMITS.textOfMessage).flatMap((part) => {
    const text = parseMarkdown(part)
    const block = renderRichText(text)
    return block === undefined ? [] : [{ text: fallback(plainText(text)), blocks: [block] }]
  })
}

/** One message; undefined for one that was taken back. @param files - ids of its images at Slack, in their order. */
export function renderAnnouncement(card: AnnouncementCard, files: readonly string[]): SlackMessage | undefined {
  if (card.isRecalled) return undefined
  const { title, note, buttons, images, posting } = card
  const smallPrint: types.ContextBlock[] =
    note === null ? [] : [{ type: 'context', elements: [{ type: 'plain_text', text: note }] }]
  const call: types.SectionBlock[] =
    posting.ping === null ? [] : [{ type: 'section', text: { type: 'mrkdwn', text: slackPing(posting.ping) } }]
  const shown = files.flatMap((id, at): types.ImageBlock[] => {
    const alt = images[at]?.alt
    return alt === undefined ? [] : [{ type: 'image', slack_file: { id }, alt_text: alt }]
  })
  const blocks: types.KnownBlock[] = [
    ...call,
    { type: 'header', text: { type: 'plain_text', text: clip(oneLine(title), HEADER_LENGTH), emoji: true } },
    { type: 'section', text: { type: 'mrkdwn', text: clip(slackAnnouncement(card), SECTION_LENGTH) }, expand: true },
    ...shown,
    ...smallPrint,
  ]
  const links = buttons.map(({ label, url }) => ({ kind: 'link', label, url }) as const)
  return { text: fallback(title), blocks: [...blocks, ...renderControls(links)] }
}

export function renderGigCard(card: GigCard): SlackMessage {
  const standing = standingOf(card)
  const reasons = reasonBlock(card.reasons)
  const body = renderRichText([headBlock(card), ...(reasons === undefined ? [] : [reasons])])
  const blocks = [...(body === undefined ? [] : [body]), contextBlock(card), ...standingBlocks(standing)]
  const isOpen = card.status === 'open'
  const controls = isOpen ? gigControls(card.gigId, standing, card.url) : closedGigControls(card.gigId)
  return {
    text: fallback(`${headlineOf(card)}: ${titleOf(card)}`),
    blocks: [...blocks, ...renderControls(controls)],
  }
}

/** The card stays as it stands; below it is said what became of it, with what can be done now. */
export function renderStanding(
  blocks: readonly types.KnownBlock[],
  gigId: string,
  standing: GigStanding,
  applyUrl: string | null,
): types.KnownBlock[] {
  const kept = blocks.filter(({ block_id }) => block_id !== STANDING_BLOCK && block_id !== CONTROLS_BLOCK)
  return [...kept, ...standingBlocks(standing), ...renderControls(gigControls(gigId, standing, applyUrl))]
}

function standingBlocks(standing: GigStanding): types.KnownBlock[] {
  const words = standingWords(standing)
  if (words === undefined) return []
  return [{ type: 'section', block_id: STANDING_BLOCK, text: { type: 'plain_text', text: words } }]
}

export function renderPanel({ text, controls }: Panel): SlackMessage {
  const body = renderRichText(text)
  return {
    text: fallback(plainText(text)),
    blocks: [...(body === undefined ? [] : [body]), ...renderControls(controls)],
  }
}

function headBlock(card: GigCard): RichBlock {
  const href = webUrl(card.hubUrl, LIMITS.url)
  const title: Span = { text: clip(titleOf(card), TITLE_LENGTH), bold: true, ...(href === undefined ? {} : { href }) }
  const facts = clip(factsOf(card).join(' · '), FACTS_LENGTH)
  return paragraph(`${headlineOf(card)}\n`, title, ...(facts === '' ? [] : [`\n${facts}`]))
}

function contextBlock(card: GigCard): types.ContextBlock {
  const name = clipEscaped(oneLine(card.source.name) || 'unnamed source', 300, escapeSlack)
  const url = webUrl(card.source.url, 1000)
  const source = url === undefined ? name : `<${escapeSlack(url).replaceAll('|', '%7C')}|${name}>`
  return {
    type: 'context',
    elements: [
      { type: 'mrkdwn', text: `Found via ${source}` },
      ...(card.score === null ? [] : [{ type: 'plain_text', text: rankedByWords(card) } as const]),
    ],
  }
}

function fallback(text: string): string {
  return clipEscaped(text.trim() || 'A message from the hub', LIMITS.fallback, escapeSlack)
}
