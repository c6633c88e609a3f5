import type { LinkPreview } from '../shared/bot-work.ts'
import { HubError } from '../shared/errors.ts'
import type { PlatformPerson } from '../shared/platform-person.ts'
import type { BotLog } from './bot-log.ts'
import type { ChatFiles } from './chats/chat-files.ts'
import type { ChatWatch } from './chats/chat-watch.ts'
import type { ChatAction } from './chat-action.ts'
import {
  type Action,
  type Choice,
  type ChosenMessage,
  type Command,
  type Enclosed,
  type Field,
  type MessageAction,
  NOTHING_ENCLOSED,
  type Place,
  type Prefilled,
  type Values,
} from './commands/command.ts'
import { coffeeCommand } from './coffee/coffee-command.ts'
import { sayOfCoffee } from './coffee/coffee-flow.ts'
import { answerEvent } from './events/event-flow.ts'
import { eventsCommand } from './events/events-command.ts'
import { announceCommand } from './announcements/announce-command.ts'
import { gigsCommand } from './commands/gigs-command.ts'
import { homeCommand, homePanel } from './commands/home-command.ts'
import { linkCommand } from './commands/link-command.ts'
import { peopleCommand } from './commands/people-command.ts'
import { actOnGig, type GigOutcome, noteOnGig } from './gigs/gig-flow.ts'
import type { HubRequests } from './hub-requests.ts'
import { insightsCommand } from './moderation/insights-command.ts'
import { moderationCommand } from './moderation/moderation-command.ts'
import { reportMessage } from './moderation/report-message.ts'
import { nichesCommand } from './niches/niches-command.ts'
import type { Panel } from './panel.ts'
import { digestCommand } from './settings/digest-command.ts'
import { profileCommand } from './settings/profile-command.ts'
import { quietCommand } from './settings/quiet-command.ts'
import { paragraph } from './text/rich-text.ts'
import { translateCommand } from './translation/translate-command.ts'
import { translateThis } from './translation/translate-this.ts'
import { vouchCommand } from './vouches/vouch-command.ts'
import { boardCommand } from './work/board-command.ts'
import { createCard } from './work/create-card.ts'
import { docCommand } from './work/doc-command.ts'
import { showLink } from './work/show-link.ts'

export interface ConciergeDeps {
  hub: HubRequests
  files: Pick<ChatFiles, 'takeImage'>
  chats: Pick<ChatWatch, 'deafIn' | 'problemWith'>
  log: BotLog
}

/** Answers people on any platform. It always has an answer: what fails becomes one, and a bug is logged here, once. */
export class Concierge {
  readonly #hub: HubRequests
  readonly #log: BotLog
  readonly commands: readonly Command[]
  readonly messageActions: readonly MessageAction[]

  constructor({ hub, files, chats, log }: ConciergeDeps) {
    this.#hub = hub
    this.#log = log
    this.commands = [
      gigsCommand(hub),
      nichesCommand(hub),
      announceCommand(hub, files),
      eventsCommand(hub),
      peopleCommand(hub),
      vouchCommand(hub),
      coffeeCommand(hub),
      profileCommand(hub),
      digestCommand(hub),
      quietCommand(hub),
      boardCommand(hub),
      docCommand(hub),
      homeCommand(hub),
      translateCommand(hub, chats),
      moderationCommand(hub),
      insightsCommand(hub),
      linkCommand(hub),
    ]
    this.messageActions = [createCard(hub), showLink(hub), translateThis(hub), reportMessage(hub)]
  }

  /** @param name of the command's action; '' for a command that has just one. */
  find(command: string, name: string): Action | undefined {
    return this.commands.find((one) => one.name === command)?.actions.find((action) => action.name === name)
  }

  async run(
    action: Action | undefined,
    person: PlatformPerson,
    values: Values,
    place: Place,
    enclosed: Enclosed = NOTHING_ENCLOSED,
  ): Promise<Panel> {
    if (action === undefined) return say('This bot does not know that command any more.')
    const long = tooLong(action.fields, values)
    if (long !== undefined) return say(long)
    try {
      return await action.run(person, values, place, enclosed)
    } catch (error) {
      return this.#excuse(error, { action: action.name })
    }
  }

  /** What a form for this action holds at first, or what is said instead; null: it needs no form of its own. */
  async prefilled(action: Action | undefined, person: PlatformPerson, about = ''): Promise<Prefilled | null> {
    if (action?.prefill === undefined) return null
    try {
      return await action.prefill(person, about)
    } catch (error) {
      return { panel: this.#excuse(error, { action: action.name }) }
    }
  }

  async runOnMessage(
    action: MessageAction | undefined,
    person: PlatformPerson,
    values: Values,
    message: ChosenMessage,
  ): Promise<Panel> {
    if (action === undefined) return say('This bot does not know that any more.')
    const long = tooLong(action.fields, values)
    if (long !== undefined) return say(long)
    try {
      return await action.run(person, values, message)
    } catch (error) {
      return this.#excuse(error, { action: action.id })
    }
  }

  /** What can be chosen in a field; nothing where the hub cannot say, for people can type names as well. */
  async choices(
    field: Field | undefined,
    person: PlatformPerson,
    typed: string,
    values: Values,
  ): Promise<readonly Choice[]> {
    try {
      return (await field?.choices?.(person, typed, values)) ?? []
    } catch (error) {
      if (!(error instanceof HubError) || error.code === 'internal') {
        this.#log.error({ err: error, field: field?.name }, 'choices of a field not found')
      }
      return []
    }
  }

  async home(person: PlatformPerson): Promise<Panel> {
    try {
      return await homePanel(this.#hub, person)
    } catch (error) {
      return this.#excuse(error, { action: 'home' })
    }
  }

  /** The first of the people has posted the link. */
  async preview(
    people: readonly PlatformPerson[],
    url: string,
  ): Promise<{ preview: LinkPreview | null; forAll: boolean }> {
    try {
      return await this.#hub.request('links:preview', { people: [...people], url })
    } catch (error) {
      this.#excuse(error, { action: 'preview' })
      return { preview: null, forAll: false }
    }
  }

  async act(action: ChatAction, person: PlatformPerson): Promise<GigOutcome> {
    try {
      if (action.verb === 'coffee') return { kind: 'panel', panel: await sayOfCoffee(this.#hub, action, person) }
      if (action.verb === 'event') return { kind: 'panel', panel: await answerEvent(this.#hub, action, person) }
      return await actOnGig(this.#hub, action, person)
    } catch (error) {
      return { kind: 'panel', panel: this.#excuse(error, { verb: action.verb }) }
    }
  }

  async noteOn(gigId: string, note: string, person: PlatformPerson): Promise<GigOutcome> {
    try {
      return await noteOnGig(this.#hub, gigId, note, person)
    } catch (error) {
      return { kind: 'panel', panel: this.#excuse(error, { verb: 'note' }) }
    }
  }

  #excuse(error: unknown, fields: object): Panel {
    if (error instanceof HubError && error.code !== 'internal') return say(wordsFor(error))
    this.#log.error({ err: error, ...fields }, 'answer to a person failed')
    return say('Something went wrong here. It was written down; please try again later.')
  }
}

const LONGEST: Record<Field['kind'], number> = { line: 300, text: 10_000, images: 0 }

/** For presses that mean nothing to this bot. */
export const UNKNOWN_ACTION: Panel = say('This button is from another version of the bot. Use /gigs for fresh cards.')

export const HUB_IS_SLOW: Panel = say('The hub does not answer right now. Please try again in a minute.')

/** Platforms hold to this in forms; a forged form and the option of a command do not. */
function tooLong(fields: readonly Field[], values: Values): string | undefined {
  const field = fields.find(({ name, kind }) => (values[name]?.length ?? 0) > LONGEST[kind])
  return field === undefined
    ? undefined
    : `‘${field.label}’ is too long: ${LONGEST[field.kind].toLocaleString('en')} characters at most.`
}

function wordsFor({ code, message }: HubError): string {
  if (code === 'unavailable') return 'The hub does not answer right now. Please try again in a minute.'
  if (code === 'not_found') return 'This is not there any more, or not for you.'
  return message
}

function say(text: string): Panel {
  return { text: [paragraph(text)], controls: [] }
}
