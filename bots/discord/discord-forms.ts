import {
  type APILabelComponent,
  type APIFileUploadComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { Attachment } from '../chats/chat-platform.ts'
import type { Action, Choice, ChosenMessage, Field, MessageAction, Place, Values } from '../commands/command.ts'
import { id } from '../../shared/endpoint.ts'
import type { FormButton } from '../commands/command-button.ts'
import { NOTE_FIELD, NOTE_TITLE } from '../gigs/note-field.ts'
import { clip } from '../text/clip.ts'
import { LIMITS } from './discord-message.ts'

/** https://discord.com/developers/docs/components/reference: five parts. */
const MOST_PARTS = 5
const TITLE = 45
const LONGEST_LINE = 300
const LONGEST_TEXT = 4000
const MESSAGE_FORM = 'message'
const NOTE_FORM = 'note'
const COMMAND_FORM = 'command'

/** Where the message of a form stands; its text is fetched again when the form comes back. */
export interface FormOrigin {
  actionId: string
  guildId: string | null
  channelId: string
  messageId: string
}

/** A modal for what is done with a message. A field without any choice is asked for as text. */
export function renderForm(
  { id, label, fields }: MessageAction,
  origin: Omit<FormOrigin, 'actionId'>,
  prefilled: Values,
  choices: ReadonlyMap<string, readonly Choice[]>,
): APIModalInteractionResponseCallbackData {
  const { guildId, channelId, messageId } = origin
  return {
    custom_id: [MESSAGE_FORM, id, guildId ?? '@me', channelId, messageId].join(':'),
    title: clip(label, TITLE),
    components: fields
      .slice(0, MOST_PARTS)
      .map((field) => labelled(field, prefilled[field.name], choices.get(field.name) ?? [])),
  }
}

/** A modal for an action of a command that asks in a form of its own. */
export function renderCommandForm(
  command: string,
  { name, description, fields }: Action,
  about: string,
  prefilled: Values,
  choices: ReadonlyMap<string, readonly Choice[]>,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: [COMMAND_FORM, command, name, about].join(':'),
    title: clip(description, TITLE),
    components: fields
      .slice(0, MOST_PARTS)
      .map((field) => labelled(field, prefilled[field.name], choices.get(field.name) ?? [])),
  }
}

/** @returns undefined for another form. */
export function decodeCommandForm(customId: string): FormButton | undefined {
  const [kind, command, action, about = '', ...rest] = customId.split(':')
  if (kind !== COMMAND_FORM || command === undefined || action === undefined || rest.length > 0) return undefined
  return { command, action, about }
}

/** Asks what is wrong with a gig. */
export function renderNoteForm(gigId: string): APIModalInteractionResponseCallbackData | undefined {
  const custom_id = `${NOTE_FORM}:${gigId}`
  if (custom_id.length > LIMITS.customId) return undefined
  return { custom_id, title: NOTE_TITLE, components: [labelled(NOTE_FIELD, undefined, [])] }
}

/** @returns the gig that was written about, undefined for another form. */
export function decodeNoteForm(customId: string): string | undefined {
  const [kind, gigId, ...rest] = customId.split(':')
  return kind === NOTE_FORM && rest.length === 0 && id.safeParse(gigId).success ? gigId : undefined
}

/** @returns undefined for another bot's modal. Anybody can forge it: what is in it is checked by the hub. */
export function decodeFormOrigin(customId: string): FormOrigin | undefined {
  const [kind, actionId, guildId, channelId, messageId, ...rest] = customId.split(':')
  if (kind !== MESSAGE_FORM || rest.length > 0 || actionId === undefined || guildId === undefined) return undefined
  if (!isSnowflake(channelId) || !isSnowflake(messageId) || (guildId !== '@me' && !isSnowflake(guildId))) {
    return undefined
  }
  return { actionId, guildId: guildId === '@me' ? null : guildId, channelId, messageId }
}

export function permalinkOf({ guildId, channelId, messageId }: Omit<FormOrigin, 'actionId'>): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`
}

/** What was filled in, by field. */
export function valuesOf(interaction: ModalSubmitInteraction, fields: readonly Field[]): Values {
  const values: Record<string, string> = {}
  for (const { name, kind } of fields) {
    const field = interaction.fields.fields.get(name)
    if (field === undefined || kind === 'images') continue
    const value = 'value' in field ? field.value : field.values[0]
    if (typeof value === 'string' && value.trim() !== '') values[name] = value
  }
  return values
}

/** The files that were uploaded. */
export function imagesOf(interaction: ModalSubmitInteraction, fields: readonly Field[]): Attachment[] {
  return fields
    .filter(({ name, kind }) => kind === 'images' && interaction.fields.fields.has(name))
    .flatMap(({ name }) => [...(interaction.fields.getUploadedFiles(name)?.values() ?? [])])
    .map(({ name, url, size }) => ({ name, url, bytes: size }))
}

/** Without the message's text, for who has it already. */
export function messageOf(origin: Omit<FormOrigin, 'actionId'>, text: string, place: Place): ChosenMessage {
  return {
    id: origin.messageId,
    text,
    markdown: text,
    authorId: null,
    place,
    permalink: permalinkOf(origin),
    thread: [],
  }
}

function labelled(field: Field, value: string | undefined, choices: readonly Choice[]): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: clip(field.label, TITLE),
    description: clip(field.description, 100),
    component:
      field.kind === 'images'
        ? upload(field)
        : choices.length > 0
          ? select(field, choices, value)
          : input(field, value),
  }
}

function upload({ name, required, most = 1 }: Field): APIFileUploadComponent {
  return { type: ComponentType.FileUpload, custom_id: name, required, min_values: required ? 1 : 0, max_values: most }
}

function select(
  { name, required }: Field,
  choices: readonly Choice[],
  chosen: string | undefined,
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required,
    options: choices.slice(0, LIMITS.menuOptions).map(({ label, value }, index) => ({
      label: clip(label, LIMITS.optionText),
      value,
      // With one place only there is nothing to choose.
      ...(value === chosen || (index === 0 && choices.length === 1) ? { default: true } : {}),
    })),
  }
}

function input({ name, kind, required }: Field, value: string | undefined): APITextInputComponent {
  const max = kind === 'line' ? LONGEST_LINE : LONGEST_TEXT
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: kind === 'line' ? TextInputStyle.Short : TextInputStyle.Paragraph,
    required,
    max_length: max,
    ...(value === undefined || value === '' ? {} : { value: clip(value, max) }),
  }
}

function isSnowflake(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,20}$/.test(text)
}
