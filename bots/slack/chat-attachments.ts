import type { types, webApi } from '@slack/bolt'
import { z } from 'zod'
import type { ChatFile } from '../../shared/chat-posts.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import { uploadFile } from './slack-files.ts'
import { escapeSlack } from './slack-message.ts'

/** A section takes 3000. */
const SECTION = /[\s\S]{1,2900}(?=\s|$)|[\s\S]{1,2900}/g

const imageBlock = z.object({
  type: z.literal('image'),
  slack_file: z.object({ id: z.string() }),
  alt_text: z.string(),
})
const standingMessage = z.object({ text: z.string().default(''), blocks: z.array(z.unknown()).default([]) })

/** Images stand in the message; a link to any other file shares it. */
export interface Attached {
  images: z.infer<typeof imageBlock>[]
  links: string[]
}

export interface ChatAttachmentsDeps {
  files: Pick<ChatFiles, 'read'>
  /** Calls again after a rate limit that is over soon. */
  call: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

/** The files of messages that the bot posts for others. */
export class ChatAttachments {
  readonly #deps: ChatAttachmentsDeps

  constructor(deps: ChatAttachmentsDeps) {
    this.#deps = deps
  }

  /** @throws what Slack or the hub answers. */
  async upload(client: webApi.WebClient, files: readonly ChatFile[], signal: AbortSignal): Promise<Attached> {
    const attached: Attached = { images: [], links: [] }
    for (const { id: fileId, name, type } of files) {
      const bytes = await this.#deps.files.read(fileId)
      const { id, permalink } = await uploadFile(client, this.#deps.call, { name, bytes }, signal)
      if (type.startsWith('image/')) attached.images.push({ type: 'image', slack_file: { id }, alt_text: name })
      else attached.links.push(`📎 <${permalink}|${labelOf(name)}>`)
    }
    return attached
  }

  /** The files of a message that stands there, as it shows them now. @throws what Slack answers. */
  async standing(
    client: webApi.WebClient,
    { channel, ts, threadTs }: { channel: string; ts: string; threadTs: string | undefined },
    files: readonly ChatFile[],
    signal: AbortSignal,
  ): Promise<Attached> {
    if (files.length === 0) return { images: [], links: [] }
    const query = { channel, ts: threadTs ?? ts, oldest: ts, latest: ts, inclusive: true }
    const { messages = [] } = await this.#deps.call(() => client.conversations.replies(query), signal)
    const { text, blocks } = standingMessage.parse(messages.find((one) => one.ts === ts) ?? {})
    const lines = text.split('\n')
    return {
      images: blocks.flatMap((block) => imageBlock.safeParse(block).data ?? []),
      links: files.flatMap(({ name }) => lines.find((line) => isLinkOf(name, line)) ?? []),
    }
  }
}

/** What a message with these files says. */
export function withFiles(text: string, { images, links }: Attached): { text: string; blocks?: types.KnownBlock[] } {
  const words = [text, ...links].filter((part) => part !== '').join('\n')
  if (images.length === 0) return { text: words }
  return {
    text: words === '' ? (images[0]?.alt_text ?? 'image') : words,
    blocks: [
      // Slack would look for people and channels in the words otherwise.
      ...(words.match(SECTION) ?? []).map(
        (part) => ({ type: 'section', text: { type: 'mrkdwn', text: part, verbatim: true } }) as const,
      ),
      ...images,
    ],
  }
}

function labelOf(name: string): string {
  return escapeSlack(name).replaceAll('|', '¦')
}

/** Slack may have written the clip before it by its name. */
function isLinkOf(name: string, line: string): boolean {
  return /<https?:[^|>]+\|/.test(line) && line.endsWith(`|${labelOf(name)}>`)
}
