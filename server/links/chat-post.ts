import type { ChatPost } from '../../shared/chat-posts.ts'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { RoomMessage } from '../../shared/room-messages.ts'
import type { Translation } from '../../shared/translation.ts'
import { noteOf } from '../../shared/translation-notes.ts'

const EXCERPT = 120
const NAME = 100

/** A message of a room as it is to stand in a channel of some language. `root`: what its thread began with. */
export function makeChatPost({
  message,
  root,
  text,
  language,
  translation,
}: {
  message: RoomMessage
  root: RoomMessage | null
  text: string
  language: string
  translation: Translation | undefined
}): ChatPost {
  const isTranslated = translation?.state === 'translated'
  const markdown = isTranslated ? translation.text : text
  return {
    type: 'chat_post',
    messageId: message.id,
    author: { name: message.author.name, imageUrl: publicUrl(message.author.image) },
    markdown,
    note: translation === undefined ? null : noteOf(translation, language),
    files: message.files,
    replyTo:
      message.quote === null
        ? null
        : {
            messageId: message.quote.id,
            author: message.quote.authorName,
            excerpt: excerpt(message.quote.text, EXCERPT),
            place: null,
          },
    thread: root === null ? null : { messageId: root.id, name: titleOf(withoutMentionLinks(root.text)), place: null },
    title: titleOf(markdown),
    wordsAt: message.editedAt ?? message.sentAt,
    isRemoved: message.deletedAt !== null,
    after: null,
  }
}

/** With what it answers, and what its thread began with, in the words in which they stand in that channel; undefined: as written. */
export function inWordsOfChannel(
  post: ChatPost,
  { answered, root }: { answered: string | undefined; root: string | undefined },
): ChatPost {
  const { replyTo, thread } = post
  return {
    ...post,
    replyTo: replyTo === null || answered === undefined ? replyTo : { ...replyTo, excerpt: excerpt(answered, EXCERPT) },
    thread: thread === null || root === undefined ? thread : { ...thread, name: titleOf(root) },
  }
}

function titleOf(markdown: string): string {
  const [first = ''] = markdown
    .replace(/[*_~`#>]/g, '')
    .trim()
    .split('\n')
  return excerpt(first, NAME) || '…'
}

function excerpt(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Platforms fetch it themselves. */
function publicUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//.test(url) ? url : null
}
