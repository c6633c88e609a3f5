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

const slackFile = z.object({
  name: z.string().nullish(),
  size: z.number().optional(),
  url_private_download: z.string().optional(),
  url_private: z.string().optional(),
})

/** A card, or a message from elsewhere that somebody shares: https://docs.slack.dev/messaging/formatting-message-text */
const slackAttachment = z.object({
  is_share: z.boolean().optional(),
  pretext: z.string().optional(),
  title: z.string().optional(),
  text: z.string().optional(),
  fields: z.array(z.object({ title: z.string().optional(), value: z.string().optional() })).default([]),
  files: z.array(slackFile).default([]),
})

export const slackMessage = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
  latest_reply: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
  files: z.array(slackFile).default([]),
  // Previews have all kinds of shapes, and are no reason to overlook a message.
  attachments: z.array(slackAttachment).default([]).catch([]),
})
export type SlackMessageEvent = z.infer<typeof slackMessage>

/** What stands where a message was deleted that others had answered. */
export function isTombstone({ subtype }: Pick<SlackMessageEvent, 'subtype'>): boolean {
  return subtype === 'tombstone'
}

export function isOfPerson({ user, bot_id: botId, subtype }: SlackMessageEvent): boolean {
  return user !== undefined && botId === undefined && SAID.has(subtype)
}

export async function readMessage(
  people: SlackPeople,
  channelId: string,
  message: SlackMessageEvent,
): Promise<{ message: ChatMessage; attachments: Attachment[] }> {
  const { ts, thread_ts: threadTs } = message
  const files = [...message.files, ...sharedIn(message).flatMap((shared) => shared.files)]
  return {
    message: {
      messageId: ts,
      placeId: channelId,
      author: await people.author(message.user ?? ''),
      markdown: await markdownOf(people, message),
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

/** What it says, with what it passes on from elsewhere. */
export async function markdownOf(
  people: SlackPeople,
  message: Pick<SlackMessageEvent, 'text' | 'attachments'>,
): Promise<string> {
  const passedOn = sharedIn(message).map(({ text = '' }) => (text === '' ? '' : text.replace(/^/gm, '&gt; ')))
  return await toMarkdown(people, [message.text, ...passedOn].filter((part) => part !== '').join('\n'))
}

/** As `markdownOf`; of a message that has cards alone, what they say. */
export async function readableOf(
  people: SlackPeople,
  message: Pick<SlackMessageEvent, 'text' | 'attachments'>,
): Promise<string> {
  const said = await markdownOf(people, message)
  if (said !== '') return said
  const cards = message.attachments.map(({ pretext = '', title = '', text = '', fields }) =>
    [
      pretext,
      title === '' ? '' : `*${title}*`,
      text,
      ...fields.flatMap((field) => [field.title === undefined ? '' : `*${field.title}*`, field.value ?? '']),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  )
  return await toMarkdown(people, cards.join('\n\n'))
}

function sharedIn({ attachments }: Pick<SlackMessageEvent, 'attachments'>) {
  return attachments.filter((one) => one.is_share === true)
}

/** Markdown as the hub reads it: whom and what is mentioned by their names, so that nobody is pinged anywhere else. */
async function toMarkdown(people: SlackPeople, mrkdwn: string): Promise<string> {
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
