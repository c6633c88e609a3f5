import type { webApi } from '@slack/bolt'
import type { ChatMessage } from '../../shared/bot-chats.ts'

const KEPT_MS = 10 * 60_000
const MOST = 5_000

type Author = ChatMessage['author']

/** How the people and channels of a workspace are called, asked for once in a while. */
export class SlackPeople {
  readonly #client: webApi.WebClient
  readonly #people = new Map<string, { author: Promise<Author>; until: number }>()
  readonly #channels = new Map<string, { name: Promise<string>; until: number }>()

  constructor(client: webApi.WebClient) {
    this.#client = client
  }

  /** Never rejects: somebody who cannot be looked up is called by their id. */
  author(userId: string): Promise<Author> {
    return kept(this.#people, userId, (until) => ({ author: this.#lookUp(userId), until })).author
  }

  /** As Slack writes it ('de-DE'); null where it cannot be known. */
  async locale(userId: string): Promise<string | null> {
    const query = { user: userId, include_locale: true }
    const { user } = await this.#client.users.info(query).catch(() => ({ user: undefined }))
    return user?.locale ?? null
  }

  /** Without '#'. */
  channel(channelId: string): Promise<string> {
    return kept(this.#channels, channelId, (until) => ({ name: this.#nameOf(channelId), until })).name
  }

  async #lookUp(userId: string): Promise<Author> {
    const { user } = await this.#client.users.info({ user: userId }).catch(() => ({ user: undefined }))
    const { display_name: shown, real_name: real, image_192: large, image_72: small } = user?.profile ?? {}
    const name = [shown, real, user?.name, userId].find((one) => one !== undefined && one !== '') ?? userId
    return { personId: userId, name: name.slice(0, 200), imageUrl: large ?? small ?? null }
  }

  async #nameOf(channelId: string): Promise<string> {
    const { channel } = await this.#client.conversations
      .info({ channel: channelId })
      .catch(() => ({ channel: undefined }))
    return channel?.name ?? 'channel'
  }
}

function kept<T extends { until: number }>(all: Map<string, T>, key: string, make: (until: number) => T): T {
  const now = performance.now()
  const known = all.get(key)
  if (known !== undefined && known.until > now) return known
  if (all.size >= MOST) all.clear()
  const fresh = make(now + KEPT_MS)
  all.set(key, fresh)
  return fresh
}
