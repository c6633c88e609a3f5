import type { RespondFn, types, webApi } from '@slack/bolt'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import { NOWHERE } from '../commands/command.ts'
import { actionOfButton } from '../commands/command-button.ts'
import { type Concierge, UNKNOWN_ACTION } from '../concierge.ts'
import { decodeChatAction } from '../chat-action.ts'
import { type GigOutcome, standingPanel } from '../gigs/gig-flow.ts'
import { persist } from '../persist.ts'
import { CONTROLS_BLOCK } from './render-controls.ts'
import { renderGigCard, renderPanel, renderStanding } from './render-message.ts'
import { publishHome } from './slack-home.ts'
import type { SlackMessage } from './slack-message.ts'

export interface SlackAnswer extends SlackMessage {
  response_type?: 'ephemeral'
  replace_original?: boolean
}

/** The parts of a press that say what was pressed, where, and by whom. */
export interface Press {
  user: { id: string; name?: string; username?: string }
  team: { id: string } | null
  channel?: { id: string; name?: string }
  container: { type?: string; is_ephemeral?: boolean }
  message?: { ts?: string; text?: string; blocks?: types.KnownBlock[] }
  response_url?: string
  trigger_id?: string
}

/** Does what was pressed in a message, and shows there what came of it. */
export async function press(
  concierge: Concierge,
  chosen: string,
  person: PlatformPerson,
  body: Press,
  respond: RespondFn,
): Promise<void> {
  const command = actionOfButton(concierge, chosen)
  if (command !== undefined) {
    return await say(respond, apart(renderPanel(await concierge.run(command, person, {}, NOWHERE))))
  }
  const action = decodeChatAction(chosen)
  if (action === undefined) return await say(respond, apart(renderPanel(UNKNOWN_ACTION)))
  const outcome = await concierge.act(action, person)
  await say(respond, outcome.kind === 'standing' ? renderStandingOf(body, outcome) : apart(renderAnswer(outcome)))
}

/** In App Home nothing can be answered in place: what is to be shown comes as a direct message. */
export async function pressAtHome(
  concierge: Concierge,
  chosen: string,
  person: PlatformPerson,
  client: webApi.WebClient,
): Promise<void> {
  const action = decodeChatAction(chosen)
  if (action === undefined) return
  const outcome = await concierge.act(action, person)
  if (outcome.kind !== 'standing') {
    await client.chat.postMessage({ channel: person.personId, unfurl_links: false, ...renderAnswer(outcome) })
  }
  await publishHome(client, concierge, person)
}

export async function say(respond: RespondFn, message: SlackAnswer): Promise<void> {
  await persist(
    () => respond(message),
    () => false,
  )
}

/** The card that was pressed, if only this person sees it and Slack would show it again. */
export function ownCard({ channel, container, message }: Press): { channel: string; ts: string } | null {
  const isOwn = channel?.id.startsWith('D') === true && container.is_ephemeral !== true
  return isOwn && message?.ts !== undefined ? { channel: channel.id, ts: message.ts } : null
}

/** A form does not bring the message along from which it was opened: what stands there is read again. */
export async function answerToNote(
  client: webApi.WebClient,
  card: { channel: string; ts: string } | null,
  outcome: GigOutcome,
): Promise<SlackAnswer> {
  if (outcome.kind !== 'standing') return apart(renderAnswer(outcome))
  if (card === null) return apart(renderPanel(standingPanel(outcome)))
  const query = { channel: card.channel, latest: card.ts, inclusive: true, limit: 1 }
  const { messages = [] } = await client.conversations.history(query)
  const blocks = messages[0]?.blocks as types.KnownBlock[] | undefined
  if (blocks === undefined) return apart(renderPanel(standingPanel(outcome)))
  return inPlace({ text: messages[0]?.text ?? '', blocks }, outcome)
}

/** For the one who asked alone, below what they see. */
export function apart(message: SlackMessage): SlackAnswer {
  return { response_type: 'ephemeral', replace_original: false, ...message }
}

/** What only this person sees is changed where it stands; what others see too is left as it is. */
function renderStandingOf(body: Press, outcome: Extract<GigOutcome, { kind: 'standing' }>): SlackAnswer {
  if (body.container.is_ephemeral === true) {
    // Slack does not say what an ephemeral message looked like.
    return { replace_original: true, ...renderPanel(standingPanel(outcome)) }
  }
  const blocks = body.message?.blocks
  const isDirect = body.channel?.id.startsWith('D') === true
  if (!isDirect || blocks === undefined) return apart(renderPanel(standingPanel(outcome)))
  return inPlace({ text: body.message?.text ?? '', blocks }, outcome)
}

function inPlace(
  { text, blocks }: SlackMessage,
  { gigId, standing }: Extract<GigOutcome, { kind: 'standing' }>,
): SlackAnswer {
  return { replace_original: true, text, blocks: renderStanding(blocks, gigId, standing, linkOf(blocks)) }
}

function renderAnswer(outcome: Exclude<GigOutcome, { kind: 'standing' }>) {
  return outcome.kind === 'card' ? renderGigCard(outcome.card) : renderPanel(outcome.panel)
}

/** @returns where 'Apply' leads, as the card itself says. */
function linkOf(blocks: readonly types.KnownBlock[]): string | null {
  const controls = blocks.find(({ block_id }) => block_id === CONTROLS_BLOCK)
  if (controls?.type !== 'actions') return null
  for (const element of controls.elements) {
    if (element.type === 'button' && element.url !== undefined) return element.url
  }
  return null
}
