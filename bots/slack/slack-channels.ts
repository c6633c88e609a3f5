import type { webApi } from '@slack/bolt'

const ASK_AGAIN_MS = 5 * 60_000
const MOST = 500

type Channel = { id: string; name: string; kind: 'channel' }

/** The public channels that the bot is in: what an admin of the hub chooses from. Private ones are linked from within. */
export class SlackChannels {
  readonly #client: webApi.WebClient
  #list: readonly Channel[] = []
  #askedAt = -Infinity

  constructor(client: webApi.WebClient) {
    this.#client = client
  }

  get list(): Channel[] {
    return [...this.#list]
  }

  /** Asks Slack, unless that was a short while ago. Never rejects. @returns whether something has changed. */
  async refresh(): Promise<boolean> {
    if (performance.now() - this.#askedAt < ASK_AGAIN_MS) return false
    this.#askedAt = performance.now()
    const before = JSON.stringify(this.#list)
    try {
      const query = { types: 'public_channel', exclude_archived: true, limit: 999 }
      const { channels = [] } = await this.#client.conversations.list(query)
      this.#list = channels
        .filter(({ is_member: isMember }) => isMember === true)
        .slice(0, MOST)
        .flatMap(({ id, name }) =>
          id === undefined ? [] : [{ id, name: (name ?? id).slice(0, 200), kind: 'channel' }],
        )
    } catch {
      this.#list = []
    }
    return before !== JSON.stringify(this.#list)
  }
}
