import {
  type APIEmbed,
  type APIMessage,
  type Client,
  type GatewayMessageCreateDispatchData,
  MessageType,
} from 'discord.js'
import type { ChatMessage } from '../../shared/bot-chats.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import type { MentionNode } from '../../shared/chat-markup/tree.ts'
import type { Attachment } from '../chats/chat-platform.ts'

/** Written by a person: said, or said in answer. https://discord.com/developers/docs/resources/message#message-object-message-types */
const SAID: readonly MessageType[] = [MessageType.Default, MessageType.Reply]

type AnyMessage = APIMessage | GatewayMessageCreateDispatchData

/** What a message says, and whom it names. */
interface Words {
  content: string
  mentions?: readonly { id: string; username: string; global_name: string | null }[]
  sticker_items?: readonly { name: string }[]
  /** Of one that was passed on from elsewhere. */
  message_snapshots?: readonly { message: Words & Pick<APIMessage, 'attachments'> }[]
}

type Embeds = readonly Pick<APIEmbed, 'title' | 'description' | 'fields'>[]

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
  const reference = message.type === MessageType.Reply ? message.message_reference?.message_id : undefined
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
    attachments: [
      ...message.attachments,
      ...(message.message_snapshots ?? []).flatMap((snapshot) => snapshot.message.attachments),
    ].map(({ filename, url, size }) => ({ name: filename, url, bytes: size })),
  }
}

/** Markdown as the hub reads it: whom and what is mentioned by their names, so that nobody is pinged anywhere else. */
export function markdownOf(client: Client, message: Words): string {
  const nodes = scan(message.content, 'discord')
  const text = render(nodes, 'discord', 'markdown', { mention: (mention) => nameOf(client, message, mention) })
  const stickers = (message.sticker_items ?? []).map(({ name }) => `:${name}:`).join(' ')
  const passedOn = (message.message_snapshots ?? []).map((snapshot) => quoted(markdownOf(client, snapshot.message)))
  return [text, stickers, ...passedOn].filter((part) => part !== '').join('\n')
}

/** As `markdownOf`; of a message that has cards alone, what they say. */
export function readableOf(client: Client, message: Words & { embeds: Embeds }): string {
  const said = markdownOf(client, message)
  if (said !== '') return said
  const cards = message.embeds.map(({ title, description, fields = [] }) =>
    [
      title === undefined ? '' : `**${title}**`,
      description ?? '',
      ...fields.flatMap(({ name, value }) => [`**${name}**`, value]),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  )
  return markdownOf(client, { content: cards.join('\n\n') })
}

function quoted(markdown: string): string {
  return markdown === '' ? '' : markdown.replace(/^/gm, '> ')
}

function authorOf(message: AnyMessage): ChatMessage['author'] {
  const { id, username, global_name: globalName, avatar } = message.author
  const nick = 'member' in message ? message.member?.nick : undefined
  return {
    personId: id,
    name: (nick ?? globalName ?? username).trim().slice(0, 200) || username,
    imageUrl: avatar === null ? null : `https://cdn.discordapp.com/avatars/${id}/${avatar}.png?size=128`,
  }
}

function nameOf(client: Client, message: Words, { target, id }: MentionNode): string | undefined {
  if (target === 'user') {
    const user = message.mentions?.find((one) => one.id === id)
    return user === undefined ? undefined : `@${user.global_name ?? user.username}`
  }
  const channel = client.channels.cache.get(id)
  if (target === 'channel') return channel !== undefined && 'name' in channel ? `#${channel.name ?? ''}` : undefined
  const guilds = [...client.guilds.cache.values()]
  const role =
    target === 'role' ? guilds.map(({ roles }) => roles.cache.get(id)).find((one) => one !== undefined) : undefined
  return role === undefined ? undefined : `@${role.name}`
}
