import type { App, webApi } from '@slack/bolt'
import { z } from 'zod'
import type { ChatChannel } from '../../shared/bot-chats.ts'
import type { BotLog } from '../bot-log.ts'
import { type Attachment, type ChatPlatform, heard, type Heard, type ResumePoint } from '../chats/chat-platform.ts'
import type { ChatWatch } from '../chats/chat-watch.ts'
import type { FlagAnswers } from '../chats/flag-answers.ts'
import { languageOfFlagName } from '../chats/flags.ts'
import { emojiOfName } from './emoji-names.ts'
import { platformError } from './outcomes.ts'
import {
  isOfPerson,
  isTombstone,
  markdownOf,
  readableOf,
  readMessage,
  type SlackMessageEvent,
  slackMessage,
} from './read-message.ts'
import type { SlackWorkspace, SlackWorkspaces } from './slack-workspaces.ts'

const PAGE = 200
const MOST_PAGES = 10
const DOWNLOAD_WITHIN_MS = 20_000
const NOT_THERE = 'The bot is not in this channel: invite it there with /invite.'

const messageEvent = z.object({ channel: z.string() })
const changed = z.object({
  subtype: z.literal('message_changed'),
  message: slackMessage,
  previous_message: slackMessage.partial({ ts: true }).optional(),
})
const deleted = z.object({ subtype: z.literal('message_deleted'), deleted_ts: z.string() })
const reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
})

export interface SlackChatsDeps {
  workspaces: SlackWorkspaces
  watch: ChatWatch
  flags: FlagAnswers
  log: BotLog
}

/** Hears what people write, edit, delete and react with, and reads what was missed. */
export class SlackChats implements ChatPlatform {
  readonly #deps: SlackChatsDeps
  /** What comes one after the other is told so. */
  #last: Promise<void> = Promise.resolve()

  constructor(deps: SlackChatsDeps) {
    this.#deps = deps
  }

  /** The app is told of everything in its channels anyway. */
  listen(): void {}

  attach(app: App): void {
    app.event('message', async ({ body, event }) => this.#inOrder(() => this.#message(body.team_id, event)))
    app.event('reaction_added', async ({ body, event }) =>
      this.#inOrder(() => this.#reacted(body.team_id, event, true)),
    )
    app.event('reaction_removed', async ({ body, event }) =>
      this.#inOrder(() => this.#reacted(body.team_id, event, false)),
    )
  }

  async missed(
    { workspaceId, channelId }: ChatChannel,
    { after, since, known, threads }: ResumePoint,
  ): Promise<Heard[]> {
    const workspace = this.#workspace(workspaceId)
    const seen = after ?? (since / 1000).toFixed(6)
    // Also those that the hub has: they may have been edited meanwhile.
    const from = known.map(({ messageId }) => messageId).reduce((a, b) => (a < b ? a : b), seen)
    const roots = await this.#history(workspace.client, channelId, from)
    const found = [...roots]
    // What was said long before may have been answered since: the history shows no answers.
    const recent = [...roots, ...(await this.#newest(workspace.client, channelId))]
    const answered = recent.filter(({ latest_reply: latest }) => latest !== undefined && latest >= from)
    const older = threads.map(({ messageId }) => messageId).filter((ts) => !recent.some((root) => root.ts === ts))
    for (const ts of new Set([...answered.map((root) => root.ts), ...older])) {
      found.push(...(await this.#replies(workspace.client, channelId, ts, from)))
    }
    const events: Heard[] = []
    for (const message of found.filter(isOfPerson).toSorted((a, b) => (a.ts < b.ts ? -1 : 1))) {
      if (known.some(({ messageId }) => messageId === message.ts)) {
        const markdown = await markdownOf(workspace.people, message)
        if (message.edited !== undefined) events.push(heard({ kind: 'edited', messageId: message.ts, markdown }))
      } else if (message.ts > seen) {
        const read = await readMessage(workspace.people, channelId, message)
        events.push({ event: { kind: 'posted', message: read.message }, attachments: read.attachments })
      }
    }
    const there = new Set(found.filter((message) => !isTombstone(message)).map(({ ts }) => ts))
    for (const { messageId } of known) {
      if (!there.has(messageId) && (await this.#isGone(workspace.client, channelId, messageId))) {
        events.push(heard({ kind: 'deleted', messageId }))
      }
    }
    return events
  }

  async deafIn({ workspaceId, channelId }: ChatChannel): Promise<string | null> {
    const { client } = this.#workspace(workspaceId)
    try {
      const { channel } = await client.conversations.info({ channel: channelId })
      return channel?.is_member === true ? null : NOT_THERE
    } catch (error) {
      if (platformError(error) === 'channel_not_found') return NOT_THERE
      throw error
    }
  }

  /** Who is in a channel of Slack may invite apps to it; what a member of the hub may is the hub's to say. */
  async mayLink({ workspaceId, channelId }: ChatChannel, personId: string) {
    const { client, secret } = this.#workspace(workspaceId)
    try {
      const { members = [] } = await client.conversations.members({ channel: channelId, limit: 1000 })
      if (!members.includes(secret.botUserId)) throw new NotThere()
      return members.includes(personId)
        ? { mayLink: true, problem: null }
        : { mayLink: false, problem: 'Who links a channel has to be in it.' }
    } catch (error) {
      const isUnseen =
        error instanceof NotThere || ['channel_not_found', 'not_in_channel'].includes(platformError(error) ?? '')
      if (!isUnseen) throw error
      return { mayLink: false, problem: NOT_THERE }
    }
  }

  async download(
    { workspaceId }: Pick<ChatChannel, 'workspaceId'>,
    { url }: Attachment,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { secret } = this.#workspace(workspaceId)
    const headers = { authorization: `Bearer ${secret.botToken}` }
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS) })
    // Without the right to read it, Slack shows its sign-in page.
    if (!response.ok || response.headers.get('content-type')?.startsWith('text/html') === true) {
      throw new Error(`a file of Slack could not be had: ${response.status}`)
    }
    return new Uint8Array(await response.arrayBuffer())
  }

  async #inOrder(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(() =>
      work().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'event of a conversation not heard')),
    )
    await this.#last
  }

  async #message(workspaceId: string, event: unknown): Promise<void> {
    const { channel: channelId } = messageEvent.parse(event)
    const at = { workspaceId, channelId }
    const { watch } = this.#deps
    if (!watch.isWatched(at)) return
    const { people } = this.#workspace(workspaceId)
    const gone = deleted.safeParse(event)
    if (gone.success) return watch.hear(at, heard({ kind: 'deleted', messageId: gone.data.deleted_ts }))
    const edit = changed.safeParse(event)
    if (edit.success) {
      const { message, previous_message: before } = edit.data
      if (isTombstone(message)) return watch.hear(at, heard({ kind: 'deleted', messageId: message.ts }))
      // A preview of a link comes as a change, too, with the same words.
      if (!isOfPerson(message) || message.text === before?.text) return
      const markdown = await markdownOf(people, message)
      return watch.hear(at, heard({ kind: 'edited', messageId: message.ts, markdown }))
    }
    const posted = slackMessage.safeParse(event)
    if (!posted.success || !isOfPerson(posted.data)) return
    const { message, attachments } = await readMessage(people, channelId, posted.data)
    if (message.markdown === '' && attachments.length === 0) return
    watch.hear(at, { event: { kind: 'posted', message }, attachments })
  }

  async #reacted(workspaceId: string, event: unknown, isAdded: boolean): Promise<void> {
    const parsed = reaction.safeParse(event)
    if (!parsed.success) return
    const { user, reaction: name, item } = parsed.data
    const { people, secret, client } = this.#workspace(workspaceId)
    if (user === secret.botUserId) return
    const at = { workspaceId, channelId: item.channel }
    const language = languageOfFlagName(name)
    if (language === undefined) {
      if (!this.#deps.watch.isWatched(at)) return
      const emoji = emojiOfName(name)
      const person = await people.author(user)
      return this.#deps.watch.hear(at, heard({ kind: 'reacted', messageId: item.ts, person, emoji, isAdded }))
    }
    if (!isAdded || !this.#deps.watch.answersFlags) return
    const { messages = [] } = await client.conversations.replies({ channel: item.channel, ts: item.ts, limit: 1 })
    const message = slackMessage.safeParse(messages.find(({ ts }) => ts === item.ts)).data
    if (message === undefined) return
    this.#deps.flags.answer({
      person: this.#deps.workspaces.person(workspaceId, user, (await people.author(user)).name),
      channel: at,
      language,
      message: {
        messageId: message.ts,
        placeId: item.channel,
        markdown: await readableOf(people, message),
        authorId: message.user ?? null,
        authorName: '',
        threadId: message.thread_ts ?? null,
      },
    })
  }

  /** Newer than `from`, or that one itself. */
  async #history(client: webApi.WebClient, channel: string, from: string): Promise<SlackMessageEvent[]> {
    const query = { channel, oldest: from, inclusive: true, limit: PAGE }
    return await this.#pages((cursor) => client.conversations.history({ ...query, ...cursor }))
  }

  async #newest(client: webApi.WebClient, channel: string): Promise<SlackMessageEvent[]> {
    const { messages = [] } = await client.conversations.history({ channel, limit: PAGE })
    return z.array(slackMessage).parse(messages)
  }

  async #replies(client: webApi.WebClient, channel: string, ts: string, from: string): Promise<SlackMessageEvent[]> {
    const query = { channel, ts, oldest: from, inclusive: true, limit: PAGE }
    try {
      const thread = await this.#pages((cursor) => client.conversations.replies({ ...query, ...cursor }))
      return thread.filter((message) => message.ts !== ts)
    } catch (error) {
      if (platformError(error) === 'thread_not_found') return []
      throw error
    }
  }

  async #pages(
    ask: (cursor: { cursor?: string }) => Promise<{
      messages?: unknown[] | undefined
      response_metadata?: { next_cursor?: string | undefined } | undefined
    }>,
  ): Promise<SlackMessageEvent[]> {
    const found: SlackMessageEvent[] = []
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await ask(cursor === undefined ? {} : { cursor })
      found.push(...z.array(slackMessage).parse(answer.messages ?? []))
      cursor = answer.response_metadata?.next_cursor
      if (cursor === undefined || cursor === '') break
    }
    return found
  }

  async #isGone(client: webApi.WebClient, channel: string, ts: string): Promise<boolean> {
    try {
      const { messages = [] } = await client.conversations.replies({ channel, ts, limit: 1 })
      return z.array(slackMessage).parse(messages).every(isTombstone)
    } catch (error) {
      if (platformError(error) === 'thread_not_found') return true
      throw error
    }
  }

  #workspace(id: string): SlackWorkspace {
    const workspace = this.#deps.workspaces.get(id)
    if (workspace === undefined) throw new Error('this bot is not in that workspace')
    return workspace
  }
}

class NotThere extends Error {
  override readonly name = 'NotThere'
}
