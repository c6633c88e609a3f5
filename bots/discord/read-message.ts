import type { APIMessage, Client, GatewayMessageCreateDispatchData } from 'discord.js'
import type { ChatMessage } from '../../shared/bot-chats.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import type { MentionNode } from '../../shared/chat-markup/tree.ts'
import type { Attachment } from '../chats/chat-platform.ts'

/** Written by a person: said, or said in answer. https://discord.com/developers/docs/resources/message#message-object-message-types */
const SAID: readonly number[] = [0, 19]

type AnyMessage = APIMessage | GatewayMessageCreateDispatchData

/** What a message says, and whom it names. */
interface Words {
  content: string
  mentions: readonly { id: string; username: string; global_name: string | null }[]
  sticker_items?: readonly { name: string }[]
}

/** Where a message stands, as the bot knows the channel. */
export interface MessagePlace {
  /** Undefined: it is in no thread. */
  thread: { id: string; name: string } | undefined
  /** The thread is a post of a forum. */
  isForum: boolean
}

export function isOfPerson({ author, webhook_id: webhookId, type }: AnyMessage): boolean {
  return author.bot !== true && webhookId === undefined && SAID.includes(type)
}

export function readMessage(
  client: Client,
  message: AnyMessage,
  { thread, isForum }: MessagePlace,
): { message: ChatMessage; attachments: Attachment[] } {
  const beginsPost = isForum && thread?.id === message.id
  const reference = message.type === 19 ? message.message_reference?.message_id : undefined
  return {
    message: {
      messageId: message.id,
      placeId: message.channel_id,
      author: authorOf(message),
      markdown: markdownOf(client, message),
      sentAt: Date.parse(message.timestamp),
      threadId: thread === undefined || beginsPost ? null : thread.id,
      replyToId: reference ?? null,
      title: beginsPost ? (thread?.name ?? null) : null,
      files: [],
      lostFiles: [],
    },
    attachments: message.attachments.map(({ filename, url, size }) => ({ name: filename, url, bytes: size })),
  }
}

/** Markdown as the hub reads it: whom and what is mentioned by their names, so that nobody is pinged anywhere else. */
export function markdownOf(client: Client, message: Words): string {
  const nodes = scan(message.content, 'discord')
  const text = render(nodes, 'discord', 'markdown', { mention: (mention) => nameOf(client, message, mention) })
  const stickers = (message.sticker_items ?? []).map(({ name }) => `:${name}:`).join(' ')
  return [text, stickers].filter((part) => part !== '').join('\n')
}

function authorOf(message: AnyMessage): ChatMessage['author'] {
  const { id, username, global_name: globalName, avatar } = message.author
  const nick = 'member' in message ? message.member?.nick : undefined
  return {
    personId: id,
    name: (nick ?? globalName ?? username).slice(0, 200),
    imageUrl: avatar === null ? null : `https://cdn.discordapp.com/avatars/${id}/${avatar}.png?size=128`,
  }
}

function nameOf(client: Client, message: Words, { target, id }: MentionNode): string | undefined {
  if (target === 'user') {
    const user = message.mentions.find((one) => one.id === id)
    return user === undefined ? undefined : `@${user.global_name ?? user.username}`
  }
  const channel = client.channels.cache.get(id)
  if (target === 'channel') return channel !== undefined && 'name' in channel ? `#${channel.name ?? ''}` : undefined
  const guilds = [...client.guilds.cache.values()]
  const role = target === 'role' ? guilds.map(({ roles }) => roles.cache.get(id)).find((one) => one !== undefined) : undefined
  return role === undefined ? undefined : `@${role.name}`
}
