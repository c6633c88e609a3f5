import type { ChatChannel } from '../../shared/bot-chats.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { EventBus } from '../platform/event-bus.ts'

const MOST_FOLLOWERS = 200
/** Older than this, a message of a followed channel is no news. */
export const FOLLOWED_FOR_MS = 6 * 3_600_000

export interface FollowedChannelsDeps {
  queries: Queries
  events: EventBus
  now: () => number
}

export interface Follower {
  platform: string
  personId: string
  accountId: string
  communityId: string
  language: string
}

/** Who has which channel translated for themselves: what is not in their language comes as a direct message. */
export class FollowedChannels {
  readonly #deps: FollowedChannelsDeps

  constructor(deps: FollowedChannelsDeps) {
    this.#deps = deps
  }

  async isFollowing(platform: string, channel: ChatChannel, personId: string): Promise<boolean> {
    return (await this.followers(platform, channel)).some(({ person_id }) => person_id === personId)
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
    const times = (await this.followers(platform, channel)).map(({ created_at }) => created_at)
    return times.length === 0 ? this.#deps.now() : Math.max(Math.min(...times), this.#deps.now() - FOLLOWED_FOR_MS)
  }

  /** Those of them who are still in the community that pays for it. */
  async members(platform: string, channel: ChatChannel) {
    return await this.#deps.queries
      .selectFrom('channel_followers')
      .innerJoin('members', (join) =>
        join
          .onRef('members.account_id', '=', 'channel_followers.account_id')
          .onRef('members.community_id', '=', 'channel_followers.community_id'),
      )
      .select(['person_id', 'channel_followers.community_id', 'channel_followers.language', 'members.id as member_id'])
      .where('platform', '=', platform)
      .where('workspace_id', '=', channel.workspaceId)
      .where('channel_id', '=', channel.channelId)
      .limit(MOST_FOLLOWERS)
      .execute()
  }

  async followers(platform: string, channel: ChatChannel) {
    const { workspaceId, channelId } = channel
    return await followersOf(this.#deps.queries, { platform, workspaceId, channelId })
  }
}

const followersOf = prepared(
  (queries: Queries, channel: { platform: string; workspaceId: string; channelId: string }) =>
    queries
      .selectFrom('channel_followers')
      .selectAll()
      .where('platform', '=', channel.platform)
      .where('workspace_id', '=', channel.workspaceId)
      .where('channel_id', '=', channel.channelId)
      .limit(MOST_FOLLOWERS),
)
