import { webApi } from '@slack/bolt'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { BotLog } from '../bot-log.ts'
import type { Health } from '../health.ts'
import type { HubRequests } from '../hub-requests.ts'
import type { InstallationSecret, InstallationVault } from './installation-vault.ts'
import { isTokenRefused } from './outcomes.ts'
import { SlackChannels } from './slack-channels.ts'
import { SlackGroups } from './slack-groups.ts'
import { SlackPeople } from './slack-people.ts'

/** One workspace that has the app. */
export interface SlackWorkspace {
  readonly id: string
  readonly name: string
  readonly client: webApi.WebClient
  readonly groups: SlackGroups
  readonly people: SlackPeople
  readonly channels: SlackChannels
  readonly secret: InstallationSecret
  /** False once Slack refused the token. */
  isGood: boolean
}

export interface SlackWorkspacesDeps {
  hub: HubRequests
  /** A fresh object each time: Slack's clients write into what they are given. */
  clientOptions: () => webApi.WebClientOptions
  /** Of the one workspace that is configured; undefined: none is. */
  botToken: string | undefined
  /** Opens the installations that the hub keeps; undefined: there are none. */
  vault: InstallationVault | undefined
  health: Health
  log: BotLog
  changed: () => void
}

/** The workspaces that have the app: the one whose token is configured, and those that installed it by OAuth. */
export class SlackWorkspaces {
  readonly #deps: SlackWorkspacesDeps
  readonly #all = new Map<string, SlackWorkspace>()
  readonly #leaving = new Map<string, BotRequest<'workspaces:left'>>()
  /** Tokens of workspaces that left: the hub may still list them for a moment. By workspace. */
  readonly #gone = new Map<string, string>()

  constructor(deps: SlackWorkspacesDeps) {
    this.#deps = deps
  }

  get all(): SlackWorkspace[] {
    return [...this.#all.values()]
  }

  get hasGood(): boolean {
    return this.all.some(({ isGood }) => isGood)
  }

  /** Null: the only one there is. */
  get(id: string | null): SlackWorkspace | undefined {
    return id === null ? (this.#all.size === 1 ? this.all[0] : undefined) : this.#all.get(id)
  }

  person(workspaceId: string | null, personId: string, personName: string): PlatformPerson {
    const groups = this.get(workspaceId)?.groups
    if (groups !== undefined) return groups.person(workspaceId, personId, personName)
    return { workspaceId, personId, personName: personName.slice(0, 200), roleIds: null }
  }

  /** Finds out what the configured token is for, and that all of them are good. @throws what Slack has against that one. */
  async identify(): Promise<void> {
    const { botToken, health } = this.#deps
    if (botToken !== undefined) await this.#identifyConfigured(botToken)
    for (const workspace of this.all) {
      if (workspace.secret.botToken !== botToken) await this.#check(workspace)
    }
    if (botToken === undefined && this.#all.size === 0) {
      health.problem('install', 'No workspace has installed the Slack app yet: open /slack/install on this hub.')
    } else health.solved('install')
  }

  /** Takes over what the hub keeps, also what other processes of this bot have added or removed. */
  async load(): Promise<void> {
    const { hub, vault, health, botToken } = this.#deps
    await this.#tellLeaving()
    if (vault === undefined) return
    const { installations } = await hub.request('installations:list', {})
    const kept = new Set(installations.map(({ workspaceId }) => workspaceId))
    for (const { id, secret } of this.all) if (secret.botToken !== botToken && !kept.has(id)) this.#forget(id)
    for (const { workspaceId, workspaceName, sealed } of installations) {
      const secret = vault.open(workspaceId, sealed)
      const cause = `sealed:${workspaceId}`
      if (secret === undefined) {
        health.problem(cause, `The installation in ${workspaceName} was sealed with another secret: install it anew.`)
        continue
      }
      health.solved(cause)
      if (this.#gone.get(workspaceId) === secret.botToken) continue
      if (this.#all.get(workspaceId)?.secret.botToken !== secret.botToken) this.#add(workspaceId, workspaceName, secret)
    }
    await this.identify().catch(() => undefined)
  }

  /** A workspace installed the app, or installed it again. */
  async install(id: string, name: string, secret: InstallationSecret): Promise<void> {
    const { hub, vault } = this.#deps
    if (vault === undefined) throw new Error('installations are not kept here')
    const sealed = vault.seal(id, secret)
    await hub.request('installations:put', { workspaceId: id, workspaceName: name, sealed })
    this.#gone.delete(id)
    this.#add(id, name, secret)
    this.#deps.health.solved('install')
  }

  /** A workspace removed the app, or took its token back. */
  async left(id: string, reason: 'removed' | 'revoked'): Promise<void> {
    const workspace = this.#all.get(id)
    // Of one uninstall Slack says both that the token was revoked and that the app was removed.
    if (workspace === undefined && this.#gone.has(id)) return
    if (workspace !== undefined) this.#gone.set(id, workspace.secret.botToken)
    this.#leaving.set(id, { workspaceId: id, workspaceName: workspace?.name ?? id, reason })
    this.#forget(id)
    await this.#tellLeaving()
  }

  /** A hub that is away hears of it when it is back. */
  async #tellLeaving(): Promise<void> {
    for (const [id, workspace] of this.#leaving) {
      // Taken out first: what is being told is not told again by whoever comes meanwhile.
      this.#leaving.delete(id)
      try {
        await this.#deps.hub.request('workspaces:left', workspace)
      } catch (error) {
        this.#leaving.set(id, workspace)
        throw error
      }
    }
  }

  refused(workspace: SlackWorkspace): void {
    workspace.isGood = false
    const what =
      workspace.secret.botToken === this.#deps.botToken
        ? 'set a new SLACK_BOT_TOKEN (xoxb-…) and restart the hub'
        : 'install the app there anew'
    this.#deps.health.problem(`token:${workspace.id}`, `Slack refuses the token of ${workspace.name}: ${what}.`)
  }

  async #identifyConfigured(botToken: string): Promise<void> {
    const known = this.all.find(({ secret }) => secret.botToken === botToken)
    if (known !== undefined) {
      await this.#check(known, true)
      return
    }
    const startedAt = performance.now()
    const client = this.#client(botToken)
    const { team_id: id = '', team = '', bot_id: botId = '', user_id: botUserId = '' } = await client.auth.test()
    this.#deps.health.latency(performance.now() - startedAt)
    this.#add(id, team, { botToken, botId, botUserId }, client)
    await this.#refresh(this.#all.get(id))
  }

  /** @throws only where asked to, what Slack has against the token. */
  async #check(workspace: SlackWorkspace, orThrow = false): Promise<void> {
    const { health, changed } = this.#deps
    const startedAt = performance.now()
    try {
      await workspace.client.auth.test()
      health.latency(performance.now() - startedAt)
      health.solved(`token:${workspace.id}`)
      await this.#refresh(workspace)
      if (workspace.isGood) return
      workspace.isGood = true
      changed()
    } catch (error) {
      if (isTokenRefused(error)) this.refused(workspace)
      if (orThrow) throw error
    }
  }

  /** What an admin chooses from in the hub: told again when it has changed. */
  async #refresh(workspace: SlackWorkspace | undefined): Promise<void> {
    await workspace?.groups.refresh()
    if ((await workspace?.channels.refresh()) === true) this.#deps.changed()
  }

  #add(id: string, name: string, secret: InstallationSecret, client = this.#client(secret.botToken)): void {
    const groups = new SlackGroups(client)
    const people = new SlackPeople(client)
    const channels = new SlackChannels(client)
    this.#all.set(id, { id, name: name.slice(0, 200), client, groups, people, channels, secret, isGood: true })
    this.#deps.health.solved(`token:${id}`)
    this.#deps.log.info({ workspaceId: id }, 'Slack workspace added')
    this.#deps.changed()
  }

  #forget(id: string): void {
    if (!this.#all.delete(id)) return
    this.#deps.health.solved(`token:${id}`)
    this.#deps.log.info({ workspaceId: id }, 'Slack workspace gone')
    this.#deps.changed()
  }

  #client(botToken: string): webApi.WebClient {
    return new webApi.WebClient(botToken, this.#deps.clientOptions())
  }
}
