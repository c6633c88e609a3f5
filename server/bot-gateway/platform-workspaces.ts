import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { NOTICES } from '../../shared/notices.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { Queries } from '../platform/database.ts'

const MOST_INSTALLATIONS = 1000
const MOST_KNOWN = 10_000
const ROWS_AT_ONCE = 200

type Installation = BotRequest<'installations:put'>

export interface PlatformWorkspacesDeps {
  queries: Queries
  deliveries: DeliveryService
  audit: AuditService
  notices: AdminNotices
  now: () => number
}

/** Workspaces in which bots of this hub are, as far as the hub keeps something for them. */
export class PlatformWorkspaces {
  readonly #deps: PlatformWorkspacesDeps

  constructor(deps: PlatformWorkspacesDeps) {
    this.#deps = deps
  }

  async installations(platform: string): Promise<BotAnswer<'installations:list'>['installations']> {
    const rows = await this.#deps.queries
      .selectFrom('platform_installations')
      .selectAll()
      .where('platform', '=', platform)
      .orderBy('installed_at')
      .limit(MOST_INSTALLATIONS)
      .execute()
    return rows.map((row) => ({
      workspaceId: row.workspace_id,
      workspaceName: row.workspace_name,
      sealed: row.sealed,
    }))
  }

  async install(platform: string, { workspaceId, workspaceName, sealed }: Installation): Promise<void> {
    const change = { workspace_name: workspaceName, sealed, installed_at: this.#deps.now() }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('platform_installations')
        .values({ platform, workspace_id: workspaceId, ...change })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace_id']).doUpdateSet(change))
        .execute()
      const entry = { platform, workspaceId, workspaceName }
      await this.#record(transaction, 'platform.workspace_installed', entry, undefined)
    })
  }

  /** Keeps where bots are, so that a leave that none of them saw is noticed later. */
  async seen(
    platform: string,
    workspaces: readonly { id: string; name: string }[],
    communityId: string | undefined,
  ): Promise<void> {
    const rows = workspaces.map(({ id, name }) => ({
      platform,
      workspace_id: id,
      served_for: communityId ?? '',
      workspace_name: name,
    }))
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await this.#deps.queries
        .insertInto('platform_workspaces')
        .values(rows.slice(at, at + ROWS_AT_ONCE))
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'workspace_id', 'served_for'])
            .doUpdateSet((eb) => ({ workspace_name: eb.ref('excluded.workspace_name') })),
        )
        .execute()
    }
  }

  async known(platform: string, communityId: string | undefined): Promise<{ id: string; name: string }[]> {
    return await this.#deps.queries
      .selectFrom('platform_workspaces')
      .select(['workspace_id as id', 'workspace_name as name'])
      .where('platform', '=', platform)
      .where('served_for', '=', communityId ?? '')
      .orderBy('workspace_id')
      .limit(MOST_KNOWN)
      .execute()
  }

  /**
   * Forgets what was for a workspace that the bot is not in any more, and writes it into the audit logs.
   * `communityId`: the only community that the bot serves; undefined: all.
   */
  async left(
    platform: string,
    { workspaceId, workspaceName, reason }: BotRequest<'workspaces:left'>,
    communityId: string | undefined,
  ): Promise<void> {
    const isNews = await this.#deps.queries.transaction().execute(async (transaction) => {
      await this.#deps.deliveries.giveUpWorkspace(transaction, { platform, workspaceId, communityId })
      let mappings = transaction
        .deleteFrom('platform_role_mappings')
        .where('platform', '=', platform)
        .where('workspace_id', '=', workspaceId)
      if (communityId !== undefined) mappings = mappings.where('community_id', '=', communityId)
      await mappings.execute()
      const { numDeletedRows } = await transaction
        .deleteFrom('platform_workspaces')
        .where('platform', '=', platform)
        .where('workspace_id', '=', workspaceId)
        .where('served_for', '=', communityId ?? '')
        .executeTakeFirstOrThrow()
      if (communityId === undefined) {
        for (const table of ['platform_installations', 'platform_links'] as const) {
          await transaction
            .deleteFrom(table)
            .where('platform', '=', platform)
            .where('workspace_id', '=', workspaceId)
            .execute()
        }
      }
      // Slack says of one uninstall that the token was revoked and that the app was removed.
      if (numDeletedRows === 0n) return false
      const entry = { platform, workspaceId, workspaceName, reason }
      await this.#record(transaction, 'platform.workspace_left', entry, communityId)
      return true
    })
    if (!isNews) return
    for (const id of await this.#communities(this.#deps.queries, communityId)) {
      await this.#deps.notices.tell(id, {
        title: workspaceName,
        excerpt: reason === 'revoked' ? NOTICES.workspaceRevoked : NOTICES.workspaceRemoved,
        path: '/settings/setup',
        key: `workspace.left:${platform}:${workspaceId}:${this.#deps.now()}`,
      })
    }
  }

  async #record(
    queries: Queries,
    action: string,
    details: { platform: string; workspaceId: string; workspaceName: string },
    only: string | undefined,
  ): Promise<void> {
    const actor = { id: 'bot', name: `Bot of ${details.platform}` }
    for (const communityId of await this.#communities(queries, only)) {
      await this.#deps.audit.record({ communityId, actor, action, subject: details.workspaceId, details }, queries)
    }
  }
  async #communities(queries: Queries, only: string | undefined): Promise<string[]> {
    if (only !== undefined) return [only]
    return (await queries.selectFrom('communities').select('id').execute()).map(({ id }) => id)
  }
}
