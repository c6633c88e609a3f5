import type { BotRequest } from '../../shared/bot-protocol.ts'
import type { LinkableChannel } from '../../shared/room-links.ts'
import type { PlatformStatus } from '../../shared/platforms.ts'

const SETTINGS: Record<string, string[]> = {
  discord: ['DISCORD_TOKEN'],
  slack: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
}

interface BotState {
  hello: BotRequest<'hello'> | undefined
  health: BotRequest<'health'> | undefined
}

/** How each platform stands, from what its bots say on this process. */
export class PlatformStatusBoard {
  readonly #configured: ReadonlySet<string>
  readonly #installUrl: (platform: string) => string | null
  readonly #bots = new Map<object, BotState & { platform: string }>()

  /** `configured`: platforms that have a token here. `installUrl`: where the hub itself lets one be installed. */
  constructor(configured: ReadonlySet<string>, installUrl: (platform: string) => string | null = () => null) {
    this.#configured = configured
    this.#installUrl = installUrl
  }

  opened(bot: object, platform: string): void {
    this.#bots.set(bot, { platform, hello: undefined, health: undefined })
  }

  closed(bot: object): void {
    this.#bots.delete(bot)
  }

  said(bot: object, said: Partial<BotState>): void {
    const known = this.#bots.get(bot)
    if (known !== undefined) Object.assign(known, said)
  }

  list(): PlatformStatus[] {
    const bots = [...this.#bots.values()]
    const platforms = new Set(['discord', 'slack', ...bots.map((bot) => bot.platform)])
    return [...platforms].map((platform) =>
      this.#status(
        platform,
        bots.filter((bot) => bot.platform === platform),
      ),
    )
  }

  /** The roles of all workspaces where bots are. */
  roles(): { platform: string; workspaceId: string; workspaceName: string; roleId: string; roleName: string }[] {
    return [...this.#bots.values()].flatMap(({ platform, hello }) =>
      (hello?.workspaces ?? []).flatMap(({ id: workspaceId, name: workspaceName, roles }) =>
        roles.map((role) => ({ platform, workspaceId, workspaceName, roleId: role.id, roleName: role.name })),
      ),
    )
  }

  /** The channels that people can see in all workspaces where bots are. */
  channels(): LinkableChannel[] {
    return [...this.#bots.values()].flatMap(({ platform, hello }) =>
      (hello?.workspaces ?? []).flatMap(({ id: workspaceId, name: workspaceName, channels }) =>
        channels.map(({ id: channelId, ...channel }) => ({
          platform,
          workspaceId,
          workspaceName,
          channelId,
          ...channel,
        })),
      ),
    )
  }

  #status(platform: string, bots: readonly BotState[]): PlatformStatus {
    const settings = SETTINGS[platform] ?? []
    const hellos = bots.flatMap((bot) => bot.hello ?? [])
    const healths = bots.flatMap((bot) => bot.health ?? [])
    const problems = [...new Set(healths.flatMap((health) => health.problems))]
    if (bots.length === 0 && !this.#configured.has(platform)) {
      problems.push(`${nameOf(platform)} is off: set ${settings.join(', ')} and restart the hub.`)
    }
    const workspaces = new Map(hellos.flatMap((hello) => hello.workspaces).map(({ id, name }) => [id, { id, name }]))
    const latencies = healths.flatMap((health) => health.latencyMs ?? [])
    const events = healths.flatMap((health) => health.lastEventAt ?? [])
    return {
      platform,
      state: this.#state(platform, bots, healths),
      problems,
      settings,
      workspaces: [...workspaces.values()],
      inviteUrl: hellos[0]?.inviteUrl ?? this.#installUrl(platform),
      latencyMs: latencies.length === 0 ? null : Math.max(...latencies),
      lastEventAt: events.length === 0 ? null : Math.max(...events),
    }
  }

  #state(
    platform: string,
    bots: readonly BotState[],
    healths: readonly BotRequest<'health'>[],
  ): PlatformStatus['state'] {
    if (bots.length === 0) return this.#configured.has(platform) ? 'connecting' : 'off'
    if (healths.some((health) => !health.connected || health.problems.length > 0)) return 'trouble'
    return bots.some((bot) => bot.hello !== undefined) ? 'connected' : 'connecting'
  }
}

function nameOf(platform: string): string {
  return platform.charAt(0).toUpperCase() + platform.slice(1)
}
