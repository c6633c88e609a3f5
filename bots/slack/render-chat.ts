import type { ChatPost } from '../../shared/chat-posts.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { partsOf } from '../text/chat-parts.ts'
import { clip, clipEscaped, oneLine } from '../text/clip.ts'
import { escapeSlack } from './slack-message.ts'

/** `chat.update` takes no more: https://docs.slack.dev/reference/methods/chat.update */
const TEXT = 3900
const USERNAME = 80

/** What stands in a channel for a message of a conversation, part by part; none for one that was taken back. */
export function renderChatPost(post: ChatPost): string[] {
  if (post.isRemoved) return []
  const head = replyLine(post)
  const foot = post.note === null ? '' : `\n_${clipEscaped(oneLine(post.note), 300, escapeSlack)}_`
  const [first = '', ...rest] = partsOf(post.markdown, TEXT - head.length - foot.length, toSlack)
  const parts = [head + first, ...rest]
  parts.push((parts.pop() ?? '') + foot)
  return parts.every((part) => part.trim() === '') && post.files.length === 0 ? [] : parts
}

export function usernameOf({ author }: ChatPost): string {
  return clip(oneLine(author.name), USERNAME) || 'Somebody'
}

/** Slack has threads and no replies: a line above says what is answered. */
function replyLine({ replyTo, thread }: ChatPost): string {
  if (replyTo === null || replyTo.messageId === thread?.messageId) return ''
  const author = clipEscaped(oneLine(replyTo.author), 60, escapeSlack)
  return `> *${author}:* ${clipEscaped(oneLine(replyTo.excerpt), 100, escapeSlack)}\n`
}

function toSlack(markdown: string): string {
  return render(scan(markdown, 'markdown'), 'markdown', 'slack')
}
