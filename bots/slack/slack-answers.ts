import type { App, RespondFn, webApi } from '@slack/bolt'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { BotLog } from '../bot-log.ts'
import type { Action, ChosenMessage, Command, Field, Place, Values } from '../commands/command.ts'
import { decodeFormButton } from '../commands/command-button.ts'
import { type Concierge, HUB_IS_SLOW } from '../concierge.ts'
import { decodeChatAction } from '../chat-action.ts'
import { NOTE_FIELD, NOTE_TITLE } from '../gigs/note-field.ts'
import type { InFlight } from '../in-flight.ts'
import { inTime } from '../in-time.ts'
import type { Panel } from '../panel.ts'
import { list, paragraph } from '../text/rich-text.ts'
import { renderPanel } from './render-message.ts'
import {
  decodeFormOrigin,
  FORM,
  type FormOrigin,
  imagesOf,
  renderChoices,
  renderForm,
  valuesOf,
} from './slack-forms.ts'
import { publishHome } from './slack-home.ts'
import { readableOf, slackMessage } from './read-message.ts'
import { slackPlace } from './slack-place.ts'
import type { SlackWorkspaces } from './slack-workspaces.ts'
import { answerToNote, apart, ownCard, type Press, press, pressAtHome, say, type SlackAnswer } from './slack-presses.ts'
import { unfurl } from './slack-unfurls.ts'

const RESPOND_WITHIN_MS = 10_000
const MOST_OF_A_THREAD = 50

export interface SlackAnswersDeps {
  concierge: Concierge
  log: BotLog
  answering: InFlight
  personOf: (workspaceId: string | null, personId: string, personName: string) => PlatformPerson
  workspaces: Pick<SlackWorkspaces, 'get'>
}

/** Answers commands, forms and presses. Slack waits three seconds: so first it is acknowledged, then the hub is asked. */
export function answerSlack(app: App, { concierge, log, answering, personOf, workspaces }: SlackAnswersDeps): void {
  const later = (work: Promise<unknown>) => {
    answering.track(work.catch((error: unknown) => log.error({ err: error }, 'interaction not answered')))
  }

  app.command(/^\/.+$/, async ({ ack, client, command, respond }) => {
    await ack()
    const person = personOf(command.team_id, command.user_id, command.user_name)
    const found = concierge.commands.find(({ name }) => `/${name}` === command.command)
    const { action, values, isReady } = parseCommand(found, command.text)
    if (found !== undefined && action === undefined) return later(answer(respond, Promise.resolve(usage(found))))
    if (found === undefined || action === undefined || isReady) {
      const run = async () => {
        const place = await slackPlace(workspaces, person, command.channel_id, command.channel_name)
        return await concierge.run(action, person, values, place)
      }
      return later(answer(respond, run()))
    }
    const origin = {
      kind: 'command',
      command: found.name,
      action: action.name,
      about: '',
      channel: command.channel_id,
      channelName: command.channel_name,
      responseUrl: command.response_url,
    } as const
    later(openForm(concierge, client, { action, person, values, origin, triggerId: command.trigger_id, respond }))
  })

  app.shortcut({ type: 'message_action' }, async ({ ack, client, shortcut, respond }) => {
    await ack()
    const action = concierge.messageActions.find(({ id }) => id === shortcut.callback_id)
    const { message, channel, user, team, response_url: responseUrl } = shortcut
    const text = message.text ?? ''
    const person = personOf(team?.id ?? null, user.id, user.name)
    if (action === undefined || action.fields.length === 0) {
      const run = async () => {
        const people = workspaces.get(person.workspaceId)?.people
        const chosen = {
          id: message.ts,
          text,
          markdown: people === undefined ? text : await readableOf(people, slackMessage.parse(message)),
          authorId: message.user ?? null,
          place: await slackPlace(workspaces, person, channel.id, channel.name),
          permalink: null,
          thread: [],
        }
        return await concierge.runOnMessage(action, person, {}, chosen)
      }
      return later(answer(respond, run()))
    }
    const threadTs = typeof message['thread_ts'] === 'string' ? message['thread_ts'] : null
    const place = { action: action.id, channel: channel.id, ts: message.ts, threadTs, responseUrl }
    const view = renderForm(action.label, action.fields, { kind: 'message', ...place }, action.prefill({ text }))
    later(client.views.open({ trigger_id: shortcut.trigger_id, view }))
  })

  app.options(/.*/, async ({ ack, body, payload }) => {
    const view = body.view
    const origin = decodeFormOrigin(view?.private_metadata ?? '')
    const fields = origin === undefined ? [] : fieldsOf(concierge, origin)
    const field = fields.find(({ name }) => name === payload.action_id)
    const person = personOf(body.team?.id ?? null, body.user.id, nameOf(body.user))
    const values = valuesOf(view?.state.values, fields)
    const choices = await inTime(concierge.choices(field, person, payload.value, values))
    await ack({ options: renderChoices(choices ?? []) })
  })

  app.view(FORM, async ({ ack, body, client, view }) => {
    await ack()
    const origin = decodeFormOrigin(view.private_metadata)
    if (origin === undefined) return
    const person = personOf(body.team?.id ?? null, body.user.id, body.user.name)
    const fields = fieldsOf(concierge, origin)
    const values = valuesOf(view.state.values, fields)
    if (origin.kind === 'note') {
      const outcome = concierge.noteOn(origin.gigId, values[NOTE_FIELD.name] ?? '', person)
      return later(
        outcome
          .then((done) => answerToNote(client, origin.card, done))
          .then((answered) => respondTo(origin.responseUrl, answered)),
      )
    }
    const run = async () => {
      const name = origin.kind === 'command' ? origin.channelName : ''
      const place = await slackPlace(workspaces, person, origin.channel, name)
      const panel =
        origin.kind === 'command'
          ? await concierge.run(concierge.find(origin.command, origin.action), person, values, place, {
              about: origin.about,
              images: imagesOf(view.state.values, fields),
            })
          : await runOnMessage(concierge, client, origin, { person, values, place })
      await respondTo(origin.responseUrl, apart(renderPanel(panel)))
    }
    later(run())
  })

  app.action(/.*/, async ({ ack, action, body, client, respond }) => {
    await ack()
    // A link opens by itself; Slack only tells that it was followed.
    if ('url' in action) return
    const chosen = action.type === 'static_select' ? action.selected_option.value : idOf(action)
    const pressed = body as unknown as Press
    const about = decodeChatAction(chosen)
    if (about?.verb === 'note' && pressed.response_url !== undefined && pressed.trigger_id !== undefined) {
      const { gigId } = about
      const origin = { kind: 'note', gigId, card: ownCard(pressed), responseUrl: pressed.response_url } as const
      const view = renderForm(NOTE_TITLE, [NOTE_FIELD], origin, {})
      return later(client.views.open({ trigger_id: pressed.trigger_id, view }))
    }
    const person = personOf(pressed.team?.id ?? null, pressed.user.id, nameOf(pressed.user))
    const form = decodeFormButton(chosen)
    const asking = form === undefined ? undefined : concierge.find(form.command, form.action)
    const { response_url: responseUrl, trigger_id: triggerId, channel } = pressed
    const isShown = responseUrl !== undefined && triggerId !== undefined && channel !== undefined
    if (form !== undefined && asking?.byButton === true && isShown) {
      const at = { channel: channel.id, channelName: channel.name ?? '', responseUrl }
      const origin = { kind: 'command', ...form, ...at } as const
      return later(openForm(concierge, client, { action: asking, person, values: {}, origin, triggerId, respond }))
    }
    if (pressed.container.type === 'view') later(pressAtHome(concierge, chosen, person, client))
    else later(press(concierge, chosen, person, pressed, respond))
  })

  app.event('app_home_opened', async ({ body, client, event }) => {
    if (event.tab === 'home') later(publishHome(client, concierge, personOf(body.team_id, event.user, event.user)))
  })

  app.event('link_shared', async ({ body, client, context, event }) => {
    // While it is being written nothing is shown: it may be written to others yet.
    if (event.source === 'composer') return
    const { channel, user, message_ts: messageTs, links } = event
    const shared = { channel, user, messageTs, urls: links.map(({ url }) => url) }
    const who = { botUserId: context.botUserId, personOf: (id: string) => personOf(body.team_id, id, id) }
    later(unfurl(client, concierge, shared, who))
  })
}

interface Opening {
  action: Action
  person: PlatformPerson
  /** What was typed with the command. */
  values: Values
  origin: Extract<FormOrigin, { kind: 'command' }>
  triggerId: string
  respond: RespondFn
}

/** A form must be opened in three seconds, so what it holds has to be there in time. */
async function openForm(
  concierge: Concierge,
  client: webApi.WebClient,
  { action, person, values, origin, triggerId, respond }: Opening,
): Promise<void> {
  const prefilled = await inTime(concierge.prefilled(action, person, origin.about))
  if (prefilled === undefined) return await say(respond, apart(renderPanel(HUB_IS_SLOW)))
  if (prefilled !== null && 'panel' in prefilled) return await say(respond, apart(renderPanel(prefilled.panel)))
  const view = renderForm(action.description, action.fields, origin, { ...prefilled?.values, ...values })
  await client.views.open({ trigger_id: triggerId, view })
}

interface ParsedCommand {
  action: Action | undefined
  values: Values
  /** False: its fields are to be asked for in a form. */
  isReady: boolean
}

/**
 * `/board move`, or `/doc search edge camera`: what follows the action fills its only field. A command that has just one
 * action is done at once, or with one of its fields, `/gigs why lens`, unless it has a form of its own. By itself a command shows what it can show.
 */
function parseCommand(command: Command | undefined, text: string): ParsedCommand {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? []
  const word = name.toLowerCase()
  const [first] = command?.actions ?? []
  if (first?.name === '') {
    const field = first.fields.find((one) => one.name === word)
    const isFilled = field !== undefined && rest.trim() !== ''
    const isReady = first.prefill === undefined && (field === undefined || isFilled)
    return { action: first, values: isFilled ? { [word]: rest.trim() } : {}, isReady }
  }
  if (word === '' && first?.fields.length === 0) return { action: first, values: {}, isReady: true }
  const action = command?.actions.find((one) => one.name === word)
  const [only, ...more] = action?.fields ?? []
  const values = rest.trim() !== '' && only !== undefined && more.length === 0 ? { [only.name]: rest.trim() } : {}
  return { action, values, isReady: action?.fields.every((field) => field.name in values) === true }
}

function usage({ name, actions }: Command): Panel {
  const lines = actions.map((action) => [{ text: `/${name} ${action.name}`, code: true }, ` ${action.description}`])
  return { text: [paragraph('This command does:'), list(lines)], controls: [] }
}

async function runOnMessage(
  concierge: Concierge,
  client: webApi.WebClient,
  origin: Extract<FormOrigin, { kind: 'message' }>,
  { person, values, place }: { person: PlatformPerson; values: Values; place: Place },
): Promise<Panel> {
  const action = concierge.messageActions.find(({ id }) => id === origin.action)
  const message: ChosenMessage = {
    id: origin.ts,
    text: '',
    markdown: '',
    authorId: null,
    place,
    permalink: await permalinkOf(client, origin),
    thread: origin.threadTs === null ? [] : await threadOf(client, origin.channel, origin.threadTs),
  }
  return await concierge.runOnMessage(action, person, values, message)
}

/** What cannot be read is left out: the card is worth having without. */
async function permalinkOf(
  client: webApi.WebClient,
  { channel, ts }: { channel: string; ts: string },
): Promise<string | null> {
  try {
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink ?? null
  } catch {
    return null
  }
}

async function threadOf(client: webApi.WebClient, channel: string, ts: string): Promise<string[]> {
  try {
    const { messages = [] } = await client.conversations.replies({ channel, ts, limit: MOST_OF_A_THREAD })
    return messages.flatMap(({ text }) => (text === undefined || text === '' ? [] : [text]))
  } catch {
    return []
  }
}

function fieldsOf(concierge: Concierge, origin: FormOrigin): readonly Field[] {
  if (origin.kind === 'note') return [NOTE_FIELD]
  if (origin.kind === 'command') return concierge.find(origin.command, origin.action)?.fields ?? []
  return concierge.messageActions.find(({ id }) => id === origin.action)?.fields ?? []
}

async function answer(respond: RespondFn, panel: Promise<Panel>): Promise<void> {
  await say(respond, apart(renderPanel(await panel)))
}

/** A form is answered where it was asked for. */
async function respondTo(responseUrl: string, answered: SlackAnswer): Promise<void> {
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answered),
    signal: AbortSignal.timeout(RESPOND_WITHIN_MS),
  })
  if (!response.ok) throw new Error(`the answer to a form was refused: ${response.status}`)
}

function idOf(action: object): string {
  return 'action_id' in action ? String(action.action_id) : ''
}

function nameOf({ id, name, username }: { id: string; name?: string; username?: string }): string {
  return name ?? username ?? id
}
