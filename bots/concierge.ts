import type { PlatformPerson } from '../shared/bot-protocol.ts'
import { HubError } from '../shared/errors.ts'
import type { BotLog } from './bot-log.ts'
import type { Command } from './commands/command.ts'
import { gigsCommand } from './commands/gigs-command.ts'
import { linkCommand } from './commands/link-command.ts'
import type { GigAction } from './gigs/gig-action.ts'
import { actOnGig, type GigOutcome } from './gigs/gig-flow.ts'
import type { HubRequests } from './hub-requests.ts'
import type { Panel } from './panel.ts'
import { paragraph } from './text/rich-text.ts'

/** Answers people on any platform. It always has an answer: what fails becomes one, and a bug is logged here, once. */
export class Concierge {
  readonly #hub: HubRequests
  readonly #log: BotLog
  readonly commands: readonly Command[]

  constructor(hub: HubRequests, log: BotLog) {
    this.#hub = hub
    this.#log = log
    this.commands = [gigsCommand(hub), linkCommand(hub)]
  }

  async run(name: string, person: PlatformPerson): Promise<Panel> {
    const command = this.commands.find((one) => one.name === name)
    if (command === undefined) return say('This bot does not know that command any more.')
    try {
      return await command.run(person)
    } catch (error) {
      return this.#excuse(error, { command: name })
    }
  }

  async act(action: GigAction, person: PlatformPerson): Promise<GigOutcome> {
    try {
      return await actOnGig(this.#hub, action, person)
    } catch (error) {
      return { kind: 'panel', panel: this.#excuse(error, { verb: action.verb }) }
    }
  }

  #excuse(error: unknown, fields: object): Panel {
    if (error instanceof HubError && error.code !== 'internal') return say(wordsFor(error))
    this.#log.error({ err: error, ...fields }, 'answer to a person failed')
    return say('Something went wrong here. It was written down; please try again later.')
  }
}

/** For presses that mean nothing to this bot. */
export const UNKNOWN_ACTION: Panel = say('This button is from another version of the bot. Use /gigs for fresh cards.')

function wordsFor({ code, message }: HubError): string {
  if (code === 'unavailable') return 'The hub does not answer right now. Please try again in a minute.'
  if (code === 'not_found') return 'This gig is not there any more, or not for you.'
  return message
}

function say(text: string): Panel {
  return { text: [paragraph(text)], controls: [] }
}
