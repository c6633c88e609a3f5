import {
  type ChatInputCommandInteraction,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  type Message,
  type MessageComponentInteraction,
  MessageFlags,
} from 'discord.js'
import type { PlatformPerson } from '../../shared/bot-protocol.ts'
import type { BotLog } from '../bot-log.ts'
import { type Concierge, UNKNOWN_ACTION } from '../concierge.ts'
import { decodeGigAction, type GigAction } from '../gigs/gig-action.ts'
import { type GigOutcome, standingPanel } from '../gigs/gig-flow.ts'
import { persist } from '../persist.ts'
import { SeenIds } from '../seen-ids.ts'
import { renderGigCard, renderPanel, renderStanding } from './render-message.ts'

/** Another process of this bot was faster (40060), or Discord has given up on the answer (10062, 10015, 50027). */
const NOT_OURS_ANY_MORE = new Set<number | string>([40_060, 10_062, 10_015, 50_027])

/** Answers commands and presses. Discord waits three seconds: so first it is acknowledged, then the hub is asked. */
export class DiscordAnswers {
  readonly #concierge: Concierge
  readonly #log: BotLog
  readonly #seen = new SeenIds()

  constructor(concierge: Concierge, log: BotLog) {
    this.#concierge = concierge
    this.#log = log
  }

  async answer(interaction: Interaction): Promise<void> {
    if (!this.#seen.isNew(interaction.id)) return
    try {
      if (interaction.isChatInputCommand()) await this.#run(interaction)
      else if (interaction.isMessageComponent()) await this.#press(interaction)
    } catch (error) {
      if (isHopeless(error)) this.#log.debug({ err: error }, 'interaction not answered')
      else this.#log.error({ err: error }, 'interaction not answered')
    }
  }

  async #run(interaction: ChatInputCommandInteraction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const panel = await this.#concierge.run(interaction.commandName, personOf(interaction))
    await persist(() => interaction.editReply(renderPanel(panel)), isHopeless)
  }

  async #press(interaction: MessageComponentInteraction): Promise<void> {
    const chosen = interaction.isStringSelectMenu() ? interaction.values[0] : interaction.customId
    const action = decodeGigAction(chosen ?? '')
    if (action === undefined) {
      await interaction.reply({ ...renderPanel(UNKNOWN_ACTION), flags: MessageFlags.Ephemeral })
      return
    }
    const inPlace = changesItsMessage(action, interaction)
    if (inPlace) await interaction.deferUpdate()
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const outcome = await this.#concierge.act(action, personOf(interaction))
    if (inPlace && outcome.kind !== 'standing') {
      await interaction.followUp({ ...renderApart(outcome), flags: MessageFlags.Ephemeral })
      return
    }
    const message =
      inPlace && outcome.kind === 'standing' ? renderInPlace(interaction.message, outcome) : renderApart(outcome)
    await persist(() => interaction.editReply(message), isHopeless)
  }
}

/** What only this person sees is changed where it stands; what others see too is left as it is. */
function changesItsMessage({ verb }: GigAction, { message, guildId }: MessageComponentInteraction): boolean {
  if (verb === 'why' || verb === 'show') return false
  return guildId === null || message.flags.has(MessageFlags.Ephemeral)
}

function renderInPlace(message: Message, outcome: Extract<GigOutcome, { kind: 'standing' }>) {
  const card = message.embeds[0]?.data
  if (card === undefined) return renderPanel(standingPanel(outcome))
  return renderStanding(card, outcome.gigId, outcome.standing, linkOf(message))
}

function renderApart(outcome: GigOutcome) {
  if (outcome.kind === 'card') return renderGigCard(outcome.card)
  return renderPanel(outcome.kind === 'panel' ? outcome.panel : standingPanel(outcome))
}

/** @returns where 'Apply' leads, as the card itself says. */
function linkOf({ components }: Message): string | null {
  for (const row of components) {
    if (row.type !== ComponentType.ActionRow) continue
    for (const component of row.components) {
      if (component.type === ComponentType.Button && component.url !== null) return component.url
    }
  }
  return null
}

function personOf({ user }: Pick<Interaction, 'user'>): PlatformPerson {
  return { workspaceId: null, personId: user.id, personName: (user.globalName ?? user.username).slice(0, 200) }
}

function isHopeless(error: unknown): boolean {
  return error instanceof DiscordAPIError && NOT_OURS_ANY_MORE.has(error.code)
}
