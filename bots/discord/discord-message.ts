import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js'

/** What Discord is given as the body of a message; nobody is pinged by it but whom an announcement calls. */
export interface DiscordMessage {
  content?: string
  embeds?: APIEmbed[]
  components?: ControlRow[]
  /** What it answers; posted all the same where that is gone. */
  message_reference?: { message_id: string; fail_if_not_exists: false }
  allowed_mentions: { parse: 'everyone'[]; roles?: string[] }
}

export type ControlRow = APIActionRowComponent<APIComponentInMessageActionRow>

export const NO_MENTIONS: { parse: [] } = { parse: [] }

export const LIMITS = {
  content: 2000,
  embedTitle: 256,
  fieldValue: 1024,
  footer: 2048,
  customId: 100,
  buttonLabel: 80,
  buttonsInRow: 5,
  rows: 5,
  menuOptions: 25,
  optionText: 100,
  placeholder: 150,
  buttonUrl: 512,
  embedUrl: 2048,
} as const
