import { z } from 'zod'
import type { ChatMessage } from '../../shared/bot-chats.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import type { MarkupNode, MentionNode } from '../../shared/chat-markup/tree.ts'
import type { Attachment } from '../chats/chat-platform.ts'
import { emojiOfName } from './emoji-names.ts'
import type { SlackPeople } from './slack-people.ts'

/** https://docs.slack.dev/reference/events/message: what is no message of a person has another subtype. */
const SAID: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])

export const slackMessage = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
  latest_reply: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
  files: z
    .array(
      z.object({
        name: z.string().nullish(),
        size: z.number().optional(),
        url_private_download: z.string().optional(),
        url_private: z.string().optional(),
      }),
    )
    .default([]),
})
export type SlackMessageEvent = z.infer<typeof slackMessage>

export function isOfPerson({ user, bot_id: botId, subtype }: SlackMessageEvent): boolean {
  return user !== undefined && botId === undefined && SAID.has(subtype)
}

export async function readMessage(
  people: SlackPeople,
  channelId: string,
  message: SlackMessageEvent,
): Promise<{ message: ChatMessage; attachments: Attachment[] }> {
  const { ts, thread_ts: threadTs, files } = message
  return {
    message: {
      messageId: ts,
      placeId: channelId,
      author: await people.author(message.user ?? ''),
      markdown: await markdownOf(people, message.text),
      sentAt: Math.floor(Number(ts) * 1000),
      threadId: threadTs === undefined || threadTs === ts ? null : threadTs,
      replyToId: null,
      title: null,
      files: [],
      lostFiles: [],
    },
    attachments: files.flatMap(({ name, size = 0, url_private_download: download, url_private: url }) => {
      const from = download ?? url
      return from === undefined ? [] : [{ name: name ?? 'file', url: from, bytes: size }]
    }),
  }
}

/** Markdown as the hub reads it: whom and what is mentioned by their names, so that nobody is pinged anywhere else. */
export async function markdownOf(people: SlackPeople, mrkdwn: string): Promise<string> {
  const nodes = scan(mrkdwn, 'slack').map(withEmoji)
  const names = new Map<MentionNode, string>()
  for (const mention of mentionsIn(nodes)) {
    const name = await nameOf(people, mention)
    if (name !== undefined) names.set(mention, name)
  }
  return render(nodes, 'slack', 'markdown', { mention: (mention) => names.get(mention) })
}

async function nameOf(people: SlackPeople, { target, id, label }: MentionNode): Promise<string | undefined> {
  if (label !== '') return undefined
  if (target === 'user') return `@${(await people.author(id)).name}`
  return target === 'channel' ? `#${await people.channel(id)}` : undefined
}

function mentionsIn(nodes: readonly MarkupNode[]): MentionNode[] {
  return nodes.flatMap((node) => {
    if (node.type === 'mention') return [node]
    return 'children' in node ? mentionsIn(node.children) : []
  })
}

/** Slack writes every emoji by its name. */
function withEmoji(node: MarkupNode): MarkupNode {
  if ('children' in node) return { ...node, children: node.children.map(withEmoji) }
  if (node.type !== 'emoji') return node
  const emoji = emojiOfName(node.name)
  const { start, end } = node
  return emoji.startsWith(':') ? node : { type: 'text', raw: emoji, value: emoji, start, end }
}
