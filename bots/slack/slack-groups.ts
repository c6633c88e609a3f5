import type { webApi } from '@slack/bolt'
import type { PlatformPerson } from '../../shared/platform-person.ts'

const ASK_AGAIN_MS = 10 * 60_000
const MOST_GROUPS = 250

interface Group {
  id: string
  name: string
  users: ReadonlySet<string>
}

/** The user groups of a workspace: what Slack has for roles. Without the scope usergroups:read nobody has any. */
export class SlackGroups {
  readonly #client: webApi.WebClient
  #groups: readonly Group[] | null = null
  #askedAt = -Infinity
  #asking: Promise<void> | undefined

  constructor(client: webApi.WebClient) {
    this.#client = client
  }

  /** As far as they are known. */
  get list(): { id: string; name: string }[] {
    return (this.#groups ?? []).map(({ id, name }) => ({ id, name }))
  }

  /** Who acts, with the groups that they are in as far as that is known: an answer does not wait for Slack. */
  person(workspaceId: string | null, personId: string, personName: string): PlatformPerson {
    void this.refresh()
    const roleIds = this.#groups?.filter(({ users }) => users.has(personId)).map(({ id }) => id) ?? null
    return { workspaceId, personId, personName: personName.slice(0, 200), roleIds }
  }

  /** Asks Slack, unless that was a short while ago. Never rejects. */
  async refresh(): Promise<void> {
    if (performance.now() - this.#askedAt > ASK_AGAIN_MS) {
      this.#askedAt = performance.now()
      this.#asking = this.#ask()
    }
    await this.#asking
  }

  async #ask(): Promise<void> {
    try {
      const { usergroups = [] } = await this.#client.usergroups.list({ include_users: true })
      this.#groups = usergroups.slice(0, MOST_GROUPS).flatMap(({ id, name, users = [] }) => {
        return id === undefined ? [] : [{ id, name: (name ?? id).slice(0, 200), users: new Set(users) }]
      })
    } catch {
      this.#groups = null
    }
  }
}
