import { createHash } from 'node:crypto'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { DeliveryTarget } from '../../shared/deliveries.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformLink } from '../../shared/platforms.ts'
import type { Queries } from '../platform/database.ts'
import { newSecret } from '../platform/ids.ts'
import { prepared } from '../platform/prepared.ts'

const CODE_MS = 30 * 60_000

export interface PlatformLinkServiceDeps {
  queries: Queries
  publicUrl: () => string
  now: () => number
}

/** Which person of a chat platform is which account of the hub. One account on two platforms is one person. */
export class PlatformLinkService {
  readonly #deps: PlatformLinkServiceDeps

  constructor(deps: PlatformLinkServiceDeps) {
    this.#deps = deps
  }

  async accountOf(
    platform: string,
    person: Pick<PlatformPerson, 'workspaceId' | 'personId'>,
  ): Promise<string | undefined> {
    const workspaceId = scopeOf(platform, person.workspaceId)
    const [row] = await linkedAccount(this.#deps.queries, { platform, workspaceId, personId: person.personId })
    return row?.account_id
  }

  async linksOf(
    accountId: string,
    queries: Queries = this.#deps.queries,
  ): Promise<(PlatformLink & { target: DeliveryTarget })[]> {
    const rows = await queries
      .selectFrom('platform_links')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('linked_at')
      .limit(50)
      .execute()
    return rows.map((row) => ({
      platform: row.platform,
      workspaceId: row.workspace_id || null,
      personId: row.person_id,
      personName: row.person_name,
      linkedAt: row.linked_at,
      target: targetOf(row),
    }))
  }

  /** Where the members of a community can be written to, by member. */
  async targetsIn(communityId: string): Promise<ReadonlyMap<string, readonly DeliveryTarget[]>> {
    const rows = await this.#deps.queries
      .selectFrom('platform_links')
      .innerJoin('members', 'members.account_id', 'platform_links.account_id')
      .select(['members.id as member_id', 'platform', 'workspace_id', 'person_id'])
      .where('members.community_id', '=', communityId)
      .orderBy('linked_at')
      .execute()
    const targets = new Map<string, DeliveryTarget[]>()
    for (const row of rows) targets.set(row.member_id, [...(targets.get(row.member_id) ?? []), targetOf(row)])
    return targets
  }

  /** A link that its person opens once, signed in, within half an hour. Only the bot may show it, to that person. */
  async start(platform: string, person: PlatformPerson): Promise<{ linkUrl: string; expiresAt: number }> {
    const code = newSecret()
    const expiresAt = this.#deps.now() + CODE_MS
    await this.#deps.queries.deleteFrom('platform_link_codes').where('expires_at', '<', this.#deps.now()).execute()
    await this.#deps.queries
      .insertInto('platform_link_codes')
      .values({
        code_hash: hash(code),
        platform,
        workspace_id: scopeOf(platform, person.workspaceId),
        person_id: person.personId,
        person_name: person.personName,
        expires_at: expiresAt,
        used_at: null,
      })
      .execute()
    return { linkUrl: `${this.#deps.publicUrl()}/link/${code}`, expiresAt }
  }

  async preview(code: string): Promise<{ platform: string; personName: string; expiresAt: number }> {
    const row = await this.#valid(this.#deps.queries, code)
    return { platform: row.platform, personName: row.person_name, expiresAt: row.expires_at }
  }

  /** A person who was linked with another account is linked with this one from now on. */
  async accept(code: string, accountId: string): Promise<PlatformLink> {
    const now = this.#deps.now()
    return await this.#deps.queries.transaction().execute(async (transaction) => {
      const row = await this.#valid(transaction, code)
      const used = await transaction
        .updateTable('platform_link_codes')
        .set({ used_at: now })
        .where('code_hash', '=', row.code_hash)
        .where('used_at', 'is', null)
        .executeTakeFirst()
      if (Number(used.numUpdatedRows) === 0) throw invalid()
      const { platform, workspace_id, person_id, person_name } = row
      const link = { account_id: accountId, person_name, linked_at: now }
      await transaction
        .insertInto('platform_links')
        .values({ platform, workspace_id, person_id, ...link })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace_id', 'person_id']).doUpdateSet(link))
        .execute()
      return {
        platform,
        workspaceId: workspace_id || null,
        personId: person_id,
        personName: person_name,
        linkedAt: now,
      }
    })
  }

  async remove(accountId: string, platform: string, personId: string): Promise<void> {
    await this.#deps.queries
      .deleteFrom('platform_links')
      .where('account_id', '=', accountId)
      .where('platform', '=', platform)
      .where('person_id', '=', personId)
      .execute()
  }

  async #valid(queries: Queries, code: string) {
    const row = await queries
      .selectFrom('platform_link_codes')
      .selectAll()
      .where('code_hash', '=', hash(code))
      .where('used_at', 'is', null)
      .where('expires_at', '>', this.#deps.now())
      .executeTakeFirst()
    if (row === undefined) throw invalid()
    return row
  }
}

function targetOf(row: { platform: string; workspace_id: string; person_id: string }): DeliveryTarget {
  return {
    kind: 'person',
    platform: row.platform,
    workspaceId: row.workspace_id || null,
    personId: row.person_id,
  }
}

function invalid(): HubError {
  return new HubError('not_found', 'This link was used or has run out. Ask the bot for a new one.')
}

/** Discord's person ids hold everywhere; Slack's only in their workspace. */
const linkedAccount = prepared(
  (queries: Queries, person: { platform: string; workspaceId: string; personId: string }) =>
    queries
      .selectFrom('platform_links')
      .select('account_id')
      .where('platform', '=', person.platform)
      .where('workspace_id', '=', person.workspaceId)
      .where('person_id', '=', person.personId),
)

function scopeOf(platform: string, workspaceId: string | null): string {
  return platform === 'discord' ? '' : (workspaceId ?? '')
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
