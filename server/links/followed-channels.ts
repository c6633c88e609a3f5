import type { ChatChannel, ChatMessage } from '../../shared/bot-chats.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Translator } from '../translation/translator.ts'
import type { ChatSettings } from './chat-settings.ts'
import { languageName } from '../../shared/translation-notes.ts'

const MOST_FOLLOWERS = 200
const EXPIRES_MS = 6 * 3_600_000

export interface FollowedChannelsDeps {
  queries: Queries
  settings: ChatSettings
  deliveries: DeliveryService
  translator: Translator
  events: EventBus
  nudgeSoon: () => void
  now: () => number
}

export interface Follower {
  platform: string
  personId: string
  accountId: string
  communityId: string
  language: string
}

/** Channels that people have translated for themselves: what is not in their language comes as a direct message. */
export class FollowedChannels {
  readonly #deps: FollowedChannelsDeps

  constructor(deps: FollowedChannelsDeps) {
    this.#deps = deps
  }

  async isFollowing(platform: string, channel: ChatChannel, personId: string): Promise<boolean> {
    return (await this.#followers(platform, channel)).some(({ person_id }) => person_id === personId)
  }

  async follow(
    { platform, personId, accountId, communityId, language }: Follower,
    channel: ChatChannel,
  ): Promise<void> {
    const set = { account_id: accountId, community_id: communityId, language }
    const key = { platform, workspace_id: channel.workspaceId, channel_id: channel.channelId, person_id: personId }
    await this.#deps.queries
      .insertInto('channel_followers')
      .values({ ...key, ...set, created_at: this.#deps.now() })
      .onConflict((conflict) =>
        conflict.columns(['platform', 'workspace_id', 'channel_id', 'person_id']).doUpdateSet(set),
      )
      .execute()
    this.#deps.events.publish('chats:changed', { platform })
  }

  /** In all channels that this person follows. */
  async setLanguage(
    platform: string,
    { workspaceId, personId }: { workspaceId: string | null; personId: string },
    language: string,
  ): Promise<void> {
    await this.#deps.queries
      .updateTable('channel_followers')
      .set({ language })
      .where('platform', '=', platform)
      .where('workspace_id', '=', workspaceId ?? '')
      .where('person_id', '=', personId)
      .execute()
  }

  async unfollow(platform: string, channel: ChatChannel, personId: string): Promise<void> {
    await this.#deps.queries
      .deleteFrom('channel_followers')
      .where('platform', '=', platform)
      .where('workspace_id', '=', channel.workspaceId)
      .where('channel_id', '=', channel.channelId)
      .where('person_id', '=', personId)
      .execute()
    this.#deps.events.publish('chats:changed', { platform })
  }

  /** From when on messages of the channel matter, in Unix milliseconds: later than that it was followed, and not too old. */
  async since(platform: string, channel: ChatChannel): Promise<number> {
    const times = (await this.#followers(platform, channel)).map(({ created_at }) => created_at)
    return times.length === 0 ? this.#deps.now() : Math.max(Math.min(...times), this.#deps.now() - EXPIRES_MS)
  }

  /** Told twice, a message is translated and sent once. */
  async tell(platform: string, channel: ChatChannel, message: ChatMessage): Promise<void> {
    const { settings, translator, queries, deliveries } = this.#deps
    const followers = (await this.#followers(platform, channel)).filter(
      ({ person_id }) => person_id !== message.author.personId,
    )
    if (followers.length === 0 || message.markdown.trim() === '') return
    if (await settings.isOptedOut(platform, channel.workspaceId, message.author.personId)) return
    for (const communityId of new Set(followers.map(({ community_id }) => community_id))) {
      const here = followers.filter(({ community_id }) => community_id === communityId)
      const languages = [...new Set(here.map(({ language }) => language))]
      const authorId = `${platform}:${message.author.personId}`
      const source = { communityId, text: message.markdown, markup: 'markdown', authorId, purpose: 'follow' } as const
      const translations = await translator.translateTo(source, languages)
      for (const { person_id: personId, language } of here) {
        const translation = translations[languages.indexOf(language)]
        if (translation?.state !== 'translated') continue
        const url = urlOf(platform, channel, message)
        const from = languageName(translation.from, language)
        await deliveries.enqueue(queries, {
          communityId,
          memberId: null,
          target: { kind: 'person', platform, workspaceId: channel.workspaceId, personId },
          content: {
            type: 'text',
            markdown: `**${message.author.name}** · [${from} → ${languageName(language, language)}](${url})\n${translation.text}`,
          },
          dedupeKey: `follow:${platform}:${channel.channelId}:${message.messageId}:${personId}`,
          expiresInMs: EXPIRES_MS,
        })
      }
    }
    this.#deps.nudgeSoon()
  }

  async #followers(platform: string, channel: ChatChannel) {
    return await this.#deps.queries
      .selectFrom('channel_followers')
      .selectAll()
      .where('platform', '=', platform)
      .where('workspace_id', '=', channel.workspaceId)
      .where('channel_id', '=', channel.channelId)
      .limit(MOST_FOLLOWERS)
      .execute()
  }
}

/** Where the original stands. */
function urlOf(platform: string, { workspaceId, channelId }: ChatChannel, { messageId, placeId }: ChatMessage): string {
  return platform === 'discord'
    ? `https://discord.com/channels/${workspaceId}/${placeId}/${messageId}`
    : `https://app.slack.com/client/${workspaceId}/${channelId}`
}
