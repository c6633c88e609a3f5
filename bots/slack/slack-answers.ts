import type { App, RespondFn, types } from '@slack/bolt'
import type { PlatformPerson } from '../../shared/bot-protocol.ts'
import type { BotLog } from '../bot-log.ts'
import { type Concierge, UNKNOWN_ACTION } from '../concierge.ts'
import { decodeGigAction } from '../gigs/gig-action.ts'
import { type GigOutcome, standingPanel } from '../gigs/gig-flow.ts'
import type { InFlight } from '../in-flight.ts'
import { persist } from '../persist.ts'
import { CONTROLS_BLOCK } from './render-controls.ts'
import { renderGigCard, renderPanel, renderStanding } from './render-message.ts'
import type { SlackMessage } from './slack-message.ts'

export interface SlackAnswersDeps {
  concierge: Concierge
  log: BotLog
  answering: InFlight
}

interface SlackAnswer extends SlackMessage {
  response_type?: 'ephemeral'
  replace_original?: boolean
}

/** The parts of a press that say what was pressed, where, and by whom. */
interface Press {
  user: { id: string; name?: string; username?: string }
  team: { id: string } | null
  channel?: { id: string }
  container: { is_ephemeral?: boolean }
  message?: { text?: string; blocks?: types.KnownBlock[] }
}

/** Answers commands and presses. Slack waits three seconds: so first it is acknowledged, then the hub is asked. */
export function answerSlack(app: App, { concierge, log, answering }: SlackAnswersDeps): void {
  const later = (work: Promise<void>) => {
    answering.track(work.catch((error: unknown) => log.error({ err: error }, 'interaction not answered')))
  }

  app.command(/^\/.+$/, async ({ ack, command, respond }) => {
    await ack()
    const person = { workspaceId: command.team_id, personId: command.user_id, personName: command.user_name }
    later(
      concierge
        .run(command.command.slice(1), person)
        .then((panel) => say(respond, { response_type: 'ephemeral', ...renderPanel(panel) })),
    )
  })

  app.action(/.*/, async ({ ack, action, body, respond }) => {
    await ack()
    // A link opens by itself; Slack only tells that it was followed.
    if ('url' in action) return
    const chosen = action.type === 'static_select' ? action.selected_option.value : idOf(action)
    later(press(concierge, chosen, body as unknown as Press, respond))
  })
}

function idOf(action: object): string {
  return 'action_id' in action ? String(action.action_id) : ''
}

async function press(concierge: Concierge, chosen: string, body: Press, respond: RespondFn): Promise<void> {
  const action = decodeGigAction(chosen)
  if (action === undefined) return await say(respond, apart(renderPanel(UNKNOWN_ACTION)))
  const outcome = await concierge.act(action, personOf(body))
  await say(respond, outcome.kind === 'standing' ? renderStandingOf(body, outcome) : apart(renderAnswer(outcome)))
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
  return {
    replace_original: true,
    text: body.message?.text ?? '',
    blocks: renderStanding(blocks, outcome.gigId, outcome.standing, linkOf(blocks)),
  }
}

function renderAnswer(outcome: Exclude<GigOutcome, { kind: 'standing' }>) {
  return outcome.kind === 'card' ? renderGigCard(outcome.card) : renderPanel(outcome.panel)
}

function apart(message: SlackMessage): SlackAnswer {
  return { response_type: 'ephemeral', replace_original: false, ...message }
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

async function say(respond: RespondFn, message: SlackAnswer): Promise<void> {
  await persist(
    () => respond(message),
    () => false,
  )
}

function personOf({ user, team }: Press): PlatformPerson {
  return {
    workspaceId: team?.id ?? null,
    personId: user.id,
    personName: (user.name ?? user.username ?? user.id).slice(0, 200),
  }
}
