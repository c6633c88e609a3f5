import { vi } from 'vitest'
import type { SourceText, Translator } from '../../server/translation/translator.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { roomLinkEndpoints } from '../../shared/room-links.ts'
import type { DiscordPerson } from '../standins/discord/discord-person.ts'
import type { StandinChannel, StandinMessage } from '../standins/discord/discord-state.ts'
import type { SlackPerson } from '../standins/slack/slack-person.ts'
import type { SlackMessage } from '../standins/slack/slack-state.ts'
import { BotWorld, type BotWorldOptions } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

export const SOON = { timeout: 20_000, interval: 30 }
const MESSAGE_CONTENT = 1 << 15
const MANAGE_CHANNELS = String(1 << 4)

/** Says of each text in which language it is and what it would be; counts what it was asked. */
export class PhraseBook implements Translator {
  asked: { text: string; to: string }[] = []
  #held: Promise<void> = Promise.resolve()

  /** Answers nothing until the returned function is called. */
  hold(): () => void {
    let release = () => {}
    this.#held = new Promise((resolve) => (release = resolve))
    return release
  }

  translateTo(source: SourceText, targets: readonly string[]) {
    return Promise.all(targets.map((to) => this.translate({ ...source, to })))
  }

  async translate({ text, to, from }: SourceText & { to: string }) {
    await this.#held
    const spoken = from ?? (await this.detect({ text }))
    if (spoken === to) return { state: 'same', from: spoken } as const
    if (spoken === undefined) {
      return { state: 'untranslated', from: null, reason: 'not-sure', retryable: false } as const
    }
    if (text.includes('unsayable')) {
      return { state: 'untranslated', from: spoken, reason: 'no-engine', retryable: false } as const
    }
    this.asked.push({ text, to })
    return { state: 'translated', text: `${to}(${text})`, from: spoken, to, engine: 'phrases', at: 0 } as const
  }

  /** 'de: Hallo' is German. */
  detect({ text }: Pick<SourceText, 'text'>) {
    return Promise.resolve(/(?:^|\n|\*\*)([a-z]{2}): /.exec(text)?.[1])
  }

  pairs() {
    return Promise.resolve([])
  }
}

/** One conversation: a German and a Japanese channel of Discord, an English one of Slack, and a room. */
export class ChatWorld implements AsyncDisposable {
  readonly world: BotWorld
  readonly phrases: PhraseBook
  readonly roomId: string
  readonly german: StandinChannel
  readonly japanese: StandinChannel
  readonly unlinked: StandinChannel
  readonly forum: StandinChannel
  readonly admin: DiscordPerson
  readonly anna: DiscordPerson
  readonly kenji: DiscordPerson
  readonly sam: SlackPerson

  private constructor(
    parts: Pick<
      ChatWorld,
      'world' | 'phrases' | 'roomId' | 'german' | 'japanese' | 'unlinked' | 'forum' | 'admin' | 'anna' | 'kenji' | 'sam'
    >,
  ) {
    this.world = parts.world
    this.phrases = parts.phrases
    this.roomId = parts.roomId
    this.german = parts.german
    this.japanese = parts.japanese
    this.unlinked = parts.unlinked
    this.forum = parts.forum
    this.admin = parts.admin
    this.anna = parts.anna
    this.kenji = parts.kenji
    this.sam = parts.sam
  }

  /** `link`: whether the channels are linked from the start. `translator`: the phrase book, or the hub's own. */
  static async start(options: BotWorldOptions & { link?: boolean; translator?: 'own' } = {}): Promise<ChatWorld> {
    const phrases = new PhraseBook()
    const world = await BotWorld.start({
      ...options,
      run: [],
      hub: { ...options.hub, ...(options.translator === 'own' ? {} : { translator: phrases }) },
      discord: { privilegedIntents: MESSAGE_CONTENT, ...options.discord },
    })
    const { discord, slack, hub } = world
    const admin = discord.person('admin')
    const role = discord.addRole('Managers')
    const granted = discord.guild.roles.find(({ id }) => id === role)
    if (granted !== undefined) granted.permissions = MANAGE_CHANNELS
    discord.guild.rolesOf.set(admin.user.id, [role])
    const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { name: 'Launch' },
    })
    const chat = new ChatWorld({
      world,
      phrases,
      roomId,
      german: discord.state.addChannel(discord.guild, 'deutsch'),
      japanese: discord.state.addChannel(discord.guild, 'nihongo'),
      unlinked: discord.state.addChannel(discord.guild, 'unlinked'),
      forum: discord.state.addForum(discord.guild, 'questions'),
      admin,
      anna: discord.person('Anna'),
      kenji: discord.person('Kenji'),
      sam: slack.person('sam'),
    })
    // The bot learns of channels when it connects.
    await world.startBots(['discord', 'slack'])
    if (options.link !== false) await chat.linkAll()
    return chat
  }

  async linkAll(): Promise<void> {
    const { slack, hub } = this.world
    await linkOnDiscord(this.world, this.admin, hub.owner)
    await linkOnSlack(this.world, this.sam, hub.owner)
    this.sam.run(slack.channel, '/translate', 'link')
    await this.#choose('room', '', 'Launch (Test community)')
    await this.#choose('language', 'english', 'English')
    this.sam.submit()
    for (const [channel, language] of [
      [this.german, 'de'],
      [this.japanese, 'ja'],
    ] as const) {
      this.admin.run(channel, 'translate link', { room: 'Launch', language })
    }
    await until(async () => (await this.links()).length === 3, 'all channels are linked')
    await this.heard()
  }

  /** Until Discord's bot has asked for messages. */
  async heard(): Promise<void> {
    await until(() => this.world.discord.gateway.listening > 0, 'the bot of Discord listens')
  }

  /** In the modal that Sam has open in Slack. */
  async #choose(field: string, typed: string, label: string): Promise<void> {
    await until(() => this.sam.modals.length === 1, 'a form is open in Slack')
    this.sam.suggest(field, typed)
    await vi.waitFor(() => this.sam.pick(field, label), SOON)
  }

  async links() {
    const { channels } = await this.world.hub.owner.api.call(roomLinkEndpoints.list, {
      params: { roomId: this.roomId },
    })
    return channels
  }

  async roomMessages() {
    const params = { roomId: this.roomId }
    return (await this.world.hub.owner.api.call(roomMessageEndpoints.list, { params })).messages
  }

  /** As the web client posts. */
  async say(text: string, over: { replyToId?: string; threadId?: string } = {}) {
    return await this.world.hub.owner.api.call(roomMessageEndpoints.post, {
      params: { roomId: this.roomId },
      body: { text, ...over },
    })
  }

  /** 'Anna: …' of what stands in a channel of Discord. */
  onDiscord(channel: StandinChannel): string[] {
    return this.world.discord.messagesIn(channel).map((message) => {
      const { webhook, authorId, body } = message
      const name = webhook?.name ?? this.world.discord.state.users.get(authorId)?.globalName ?? ''
      return `${name}: ${String(body['content'])}`
    })
  }

  onSlack(): string[] {
    return this.world.slack.messagesIn(this.world.slack.channel).map((message) => {
      return `${message.as?.name ?? this.world.slack.state.users.get(message.userId)?.name ?? ''}: ${message.text}`
    })
  }

  discordMessage(channel: StandinChannel, words: string): StandinMessage {
    const found = this.world.discord.messagesIn(channel).find(({ body }) => String(body['content']).includes(words))
    if (found === undefined) throw new Error(`'${words}' does not stand in ${channel.name}`)
    return found
  }

  slackMessage(words: string): SlackMessage {
    const found = this.world.slack.messagesIn(this.world.slack.channel).find(({ text }) => text.includes(words))
    if (found === undefined) throw new Error(`'${words}' does not stand in Slack`)
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]()
  }
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  await vi.waitFor(async () => {
    if (!(await isSo())) throw new Error(`not yet: ${what}`)
  }, SOON)
}
