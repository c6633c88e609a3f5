import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  type Message,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { BotLog } from '../bot-log.ts'
import { type Action, type Choice, type MessageAction, NOWHERE, type Values } from '../commands/command.ts'
import { actionOfButton, decodeFormButton } from '../commands/command-button.ts'
import { type Concierge, HUB_IS_SLOW, UNKNOWN_ACTION } from '../concierge.ts'
import { type ChatAction, decodeChatAction } from '../chat-action.ts'
import { type GigOutcome, standingPanel } from '../gigs/gig-flow.ts'
import { NOTE_FIELD } from '../gigs/note-field.ts'
import { inTime } from '../in-time.ts'
import type { Panel } from '../panel.ts'
import { persist } from '../persist.ts'
import { SeenIds } from '../seen-ids.ts'
import { clip } from '../text/clip.ts'
import {
  decodeCommandForm,
  decodeFormOrigin,
  decodeNoteForm,
  imagesOf,
  messageOf,
  renderCommandForm,
  renderForm,
  renderNoteForm,
  valuesOf,
} from './discord-forms.ts'
import { LIMITS } from './discord-message.ts'
import { personOf } from './person-of.ts'
import { placeOf } from './place-of.ts'
import { readableOf } from './read-message.ts'
import { wordsOf } from './words-of.ts'
import { renderGigCard, renderPanel, renderStanding } from './render-message.ts'

/** Another process of this bot was faster (40060), or Discord has given up on the answer (10062, 10015, 50027). */
const NOT_OURS_ANY_MORE = new Set<number | string>([40_060, 10_062, 10_015, 50_027])

/** What is asked or shown beside the card. */
const ANSWERED_APART = new Set<ChatAction['verb']>([
  'why',
  'show',
  'mute',
  'mute_for',
  'unmute',
  'report',
  'report_as',
  'event',
  'coffee',
])

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
      else if (interaction.isAutocomplete()) await this.#complete(interaction)
      else if (interaction.isMessageContextMenuCommand()) await this.#chooseMessage(interaction)
      else if (interaction.isModalSubmit()) await this.#submit(interaction)
      else if (interaction.isMessageComponent()) await this.#press(interaction)
    } catch (error) {
      if (isHopeless(error)) this.#log.debug({ err: error }, 'interaction not answered')
      else this.#log.error({ err: error }, 'interaction not answered')
    }
  }

  async #run(interaction: ChatInputCommandInteraction): Promise<void> {
    const action = this.#concierge.find(interaction.commandName, interaction.options.getSubcommand(false) ?? '')
    if (action?.prefill !== undefined) return await this.#openForm(interaction, interaction.commandName, action, '')
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const panel = await this.#concierge.run(
      action,
      personOf(interaction),
      valuesIn(interaction, action),
      placeOf(interaction),
    )
    await persist(() => interaction.editReply(renderPanel(panel)), isHopeless)
  }

  /** A modal must be the first answer, so what it holds has to be there in time. */
  async #openForm(
    interaction: ChatInputCommandInteraction | MessageComponentInteraction,
    command: string,
    action: Action,
    about: string,
  ): Promise<void> {
    const person = personOf(interaction)
    const ready = Promise.all([this.#concierge.prefilled(action, person, about), this.#choicesOf(action, person)])
    const [prefilled, choices] = (await inTime(ready)) ?? []
    if (choices !== undefined && prefilled != null && 'values' in prefilled) {
      await interaction.showModal(renderCommandForm(command, action, about, prefilled.values, choices))
      return
    }
    const panel = prefilled != null && 'panel' in prefilled ? prefilled.panel : HUB_IS_SLOW
    await interaction.reply({ ...renderPanel(panel), flags: MessageFlags.Ephemeral })
  }

  /** Choices that come too late are of no use: the person types on, and is asked again. */
  async #complete(interaction: AutocompleteInteraction): Promise<void> {
    const action = this.#concierge.find(interaction.commandName, interaction.options.getSubcommand(false) ?? '')
    const { name, value } = interaction.options.getFocused(true)
    const field = action?.fields.find((one) => one.name === name)
    const values = valuesIn(interaction, action)
    const choices = await inTime(this.#concierge.choices(field, personOf(interaction), value, values))
    await interaction.respond(
      (choices ?? [])
        .slice(0, LIMITS.menuOptions)
        .map((choice) => ({ name: clip(choice.label, LIMITS.optionText) || '…', value: choice.value })),
    )
  }

  async #chooseMessage(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    const action = this.#concierge.messageActions.find(({ label }) => label === interaction.commandName)
    const person = personOf(interaction)
    const { content, id: messageId, author } = interaction.targetMessage
    const origin = { guildId: interaction.guildId, channelId: interaction.channelId, messageId }
    if (action === undefined || action.fields.length === 0) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      const chosen = {
        ...messageOf(origin, content, placeOf(interaction)),
        markdown: readableOf(interaction.client, wordsOf(interaction.targetMessage)),
        authorId: author.id,
      }
      const panel = await this.#concierge.runOnMessage(action, person, {}, chosen)
      await persist(() => interaction.editReply(renderPanel(panel)), isHopeless)
      return
    }
    // A modal must be the first answer, so what it offers has to be there in time.
    const choices = await inTime(this.#choicesOf(action, person))
    if (choices === undefined) {
      await interaction.reply({ ...renderPanel(HUB_IS_SLOW), flags: MessageFlags.Ephemeral })
      return
    }
    await interaction.showModal(renderForm(action, origin, action.prefill({ text: content }), choices))
  }

  async #submit(interaction: ModalSubmitInteraction): Promise<void> {
    const gigId = decodeNoteForm(interaction.customId)
    if (gigId !== undefined && interaction.isFromMessage()) return await this.#writeNote(interaction, gigId)
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const panel = await this.#answerForm(interaction)
    await persist(() => interaction.editReply(renderPanel(panel)), isHopeless)
  }

  async #answerForm(interaction: ModalSubmitInteraction): Promise<Panel> {
    const form = decodeCommandForm(interaction.customId)
    if (form !== undefined) {
      const action = this.#concierge.find(form.command, form.action)
      const fields = action?.fields ?? []
      const enclosed = { about: form.about, images: imagesOf(interaction, fields) }
      const values = valuesOf(interaction, fields)
      return await this.#concierge.run(action, personOf(interaction), values, placeOf(interaction), enclosed)
    }
    const origin = decodeFormOrigin(interaction.customId)
    const action = this.#concierge.messageActions.find(({ id }) => id === origin?.actionId)
    if (origin === undefined || action === undefined) return UNKNOWN_ACTION
    const values = valuesOf(interaction, action.fields)
    const message = messageOf(origin, '', placeOf(interaction))
    return await this.#concierge.runOnMessage(action, personOf(interaction), values, message)
  }

  async #choicesOf(
    action: Pick<MessageAction, 'fields'>,
    person: PlatformPerson,
  ): Promise<Map<string, readonly Choice[]>> {
    const offered = await Promise.all(
      action.fields.map(async (field) => {
        const choices = field.options ?? (await this.#concierge.choices(field, person, '', {}))
        return [field.name, choices] as const
      }),
    )
    return new Map(offered)
  }

  async #press(interaction: MessageComponentInteraction): Promise<void> {
    const chosen = interaction.isStringSelectMenu() ? interaction.values[0] : interaction.customId
    const action = decodeChatAction(chosen ?? '')
    const noteForm = action?.verb === 'note' ? renderNoteForm(action.gigId) : undefined
    if (noteForm !== undefined) {
      await interaction.showModal(noteForm)
      return
    }
    const form = decodeFormButton(chosen ?? '')
    const asking = form === undefined ? undefined : this.#concierge.find(form.command, form.action)
    if (form !== undefined && asking?.byButton === true) {
      return await this.#openForm(interaction, form.command, asking, form.about)
    }
    const command = actionOfButton(this.#concierge, chosen ?? '')
    if (command !== undefined) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      const panel = await this.#concierge.run(command, personOf(interaction), {}, NOWHERE)
      await persist(() => interaction.editReply(renderPanel(panel)), isHopeless)
      return
    }
    if (action === undefined) {
      await interaction.reply({ ...renderPanel(UNKNOWN_ACTION), flags: MessageFlags.Ephemeral })
      return
    }
    await this.#show(interaction, changesItsMessage(action, interaction), () =>
      this.#concierge.act(action, personOf(interaction)),
    )
  }

  async #writeNote(interaction: ModalMessageModalSubmitInteraction, gigId: string): Promise<void> {
    const note = valuesOf(interaction, [NOTE_FIELD])[NOTE_FIELD.name] ?? ''
    await this.#show(interaction, changesItsMessage({ verb: 'note', gigId }, interaction), () =>
      this.#concierge.noteOn(gigId, note, personOf(interaction)),
    )
  }

  /** Acknowledges, and shows what came of it where the person acted. */
  async #show(
    interaction: MessageComponentInteraction | ModalMessageModalSubmitInteraction,
    inPlace: boolean,
    act: () => Promise<GigOutcome>,
  ): Promise<void> {
    if (inPlace) await interaction.deferUpdate()
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const outcome = await act()
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
function changesItsMessage(
  { verb }: ChatAction,
  { message, guildId }: MessageComponentInteraction | ModalMessageModalSubmitInteraction,
): boolean {
  if (ANSWERED_APART.has(verb)) return false
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

/** The options that were filled in, by field. */
function valuesIn(
  { options }: ChatInputCommandInteraction | AutocompleteInteraction,
  action: Action | undefined,
): Values {
  const values: Record<string, string> = {}
  for (const { name } of action?.fields ?? []) {
    const value = options.get(name)?.value
    if (typeof value === 'string' && value.trim() !== '') values[name] = value
  }
  return values
}

function isHopeless(error: unknown): boolean {
  return error instanceof DiscordAPIError && NOT_OURS_ANY_MORE.has(error.code)
}
