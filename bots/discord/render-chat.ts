import type { ChatPost } from '../../shared/chat-posts.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { partsOf } from '../text/chat-parts.ts'
import { clip, clipEscaped, oneLine } from '../text/clip.ts'
import { LIMITS, NO_MENTIONS } from './discord-message.ts'
import { escapeMarkdown } from './escape-markdown.ts'

const USERNAME = 80
const THREAD_NAME = 100
const HEAD = 300

export interface DiscordChatPart {
  content: string
  allowed_mentions: { parse: [] }
}

/** What stands in a channel for a message of a conversation, part by part; none for one that was taken back. */
export function renderChatPost(post: ChatPost, guildId: string): DiscordChatPart[] {
  if (post.isRemoved) return []
  const head = replyLine(post, guildId)
  const foot = post.note === null ? '' : `\n-# ${clipEscaped(oneLine(post.note), HEAD, escapeMarkdown)}`
  const [first = '', ...rest] = partsOf(post.markdown, LIMITS.content - head.length - foot.length, toDiscord)
  const parts = [head + first, ...rest]
  parts.push((parts.pop() ?? '') + foot)
  if (parts.every((part) => part.trim() === '') && post.files.length === 0) return []
  return parts.map((content) => ({ content, allowed_mentions: NO_MENTIONS }))
}

/** Discord refuses some names as they are. */
export function usernameOf({ author }: ChatPost): string {
  const name = oneLine(author.name)
    .replace(/discord/gi, (word) => `${word.slice(0, 3)}\u200A${word.slice(3)}`)
    .replace(/clyde/gi, (word) => `${word.slice(0, 2)}\u200A${word.slice(2)}`)
  return clip(name, USERNAME) || 'Somebody'
}

export function threadNameOf(name: string): string {
  return clip(oneLine(name), THREAD_NAME) || '…'
}

/** A webhook cannot reply as people do: a line above says what is answered, and leads there. */
function replyLine({ replyTo }: ChatPost, guildId: string): string {
  if (replyTo === null) return ''
  const name = clipEscaped(oneLine(replyTo.author), 60, escapeMarkdown)
  const { place } = replyTo
  const author =
    place === null
      ? `**${name}**`
      : `[${name}](https://discord.com/channels/${guildId}/${place.channelId}/${place.messageId})`
  return `-# ↪ ${author}: ${clipEscaped(oneLine(replyTo.excerpt), 100, escapeMarkdown)}\n`
}

function toDiscord(markdown: string): string {
  return render(scan(markdown, 'markdown'), 'markdown', 'discord')
}
