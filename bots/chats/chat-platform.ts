import type { ChatChannel, ChatEvent } from '../../shared/bot-chats.ts'
import type { BotAnswer } from '../../shared/bot-protocol.ts'

/** A file of a message, where its platform has it. */
export interface Attachment {
  name: string
  url: string
  bytes: number
}

/** What happened in a channel, before its files are with the hub. */
export interface Heard {
  event: ChatEvent
  attachments: readonly Attachment[]
}

/** From where on the hub has missed something. */
export type ResumePoint = BotAnswer<'chats:resume'>

/** The part of a platform's bot that listens to conversations. */
export interface ChatPlatform {
  /** Whether anything is to be listened to at all: only then are the rights for it used. */
  listen(isWanted: boolean): void
  /** What was written, edited or deleted in a channel and its threads since then, in order. @throws what the platform answers. */
  missed(channel: ChatChannel, since: ResumePoint): Promise<Heard[]>
  /** What keeps the bot from hearing what is written in a channel, in words; null: nothing. @throws what the platform answers. */
  deafIn(channel: ChatChannel): Promise<string | null>
  /** Whether this person may link the channel, and the bot has what it needs there. */
  mayLink(channel: ChatChannel, personId: string): Promise<{ mayLink: boolean; problem: string | null }>
  /** @throws when it cannot be had. */
  download(channel: Pick<ChatChannel, 'workspaceId'>, attachment: Attachment): Promise<Uint8Array<ArrayBuffer>>
}

export function heard(event: ChatEvent): Heard {
  return { event, attachments: [] }
}
