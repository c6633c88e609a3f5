import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { MappedRole, RoleMapping, RoleMappingInput } from '../../shared/platform-roles.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member, type Role } from '../../shared/members.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'

const MOST_MAPPINGS = 200
/** The same roles of the same person are looked at again after this. */
const LOOK_AGAIN_MS = 60_000
const MOST_REMEMBERED = 10_000

export interface PlatformRolesDeps {
  queries: Queries
  members: MemberService
  audit: AuditService
  now: () => number
}

/**
 * Roles on a platform that grant roles in a community, as its admins say. A grant ends with the role that gave it; a role
 * that somebody changed by hand since then stays as it is. Owners are left alone.
 */
export class PlatformRoles {
  readonly #deps: PlatformRolesDeps
  readonly #looked = new Map<string, number>()

  constructor(deps: PlatformRolesDeps) {
    this.#deps = deps
  }

  async list(communityId: string): Promise<RoleMapping[]> {
    const rows = await this.#deps.queries
      .selectFrom('platform_role_mappings')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('platform')
      .orderBy('role_name')
      .limit(MOST_MAPPINGS)
      .execute()
    return rows.map((row) => ({
      platform: row.platform,
      workspaceId: row.workspace_id,
      roleId: row.role_id,
      roleName: row.role_name,
      grants: row.grants as MappedRole,
    }))
  }

  /** `grants` null takes the mapping away. @throws HubError 'forbidden': only an owner lets a role make admins. */
  async set(admin: Member, { grants, roleName, ...mapping }: RoleMappingInput): Promise<void> {
    const { communityId } = admin
    const key = { platform: mapping.platform, workspace_id: mapping.workspaceId, role_id: mapping.roleId }
    const before = (await this.list(communityId)).find(
      (one) =>
        one.platform === mapping.platform && one.workspaceId === mapping.workspaceId && one.roleId === mapping.roleId,
    )
    if ((grants === 'admin' || before?.grants === 'admin') && admin.role !== 'owner') {
      throw new HubError('forbidden', 'Only an owner decides which roles make admins.')
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('platform_role_mappings')
        .where('community_id', '=', communityId)
        .where('platform', '=', key.platform)
        .where('workspace_id', '=', key.workspace_id)
        .where('role_id', '=', key.role_id)
        .execute()
      if (grants !== null) {
        await transaction
          .insertInto('platform_role_mappings')
          .values({ community_id: communityId, ...key, role_name: roleName, grants })
          .execute()
      }
      const details = { ...mapping, roleName, grants }
      const entry = { actor: admin, action: 'platform.role_mapped', subject: mapping.roleId, details }
      await this.#deps.audit.record({ communityId, ...entry }, transaction)
    })
    this.#looked.clear()
  }

  /** Gives and takes what follows from the roles that a linked person has in their workspace now. */
  async apply(platform: string, { workspaceId, personId, roleIds }: PlatformPerson, accountId: string): Promise<void> {
    if (workspaceId === null || roleIds === null) return
    if (!this.#isTime(`${platform} ${workspaceId} ${personId} ${accountId} ${roleIds.toSorted().join(' ')}`)) return
    const mappings = await this.#deps.queries
      .selectFrom('platform_role_mappings')
      .selectAll()
      .where('platform', '=', platform)
      .where('workspace_id', '=', workspaceId)
      .execute()
    const granting = `${platform}:${workspaceId}`
    for (const { member } of await this.#deps.members.membershipsOf(accountId)) {
      const held = mappings.filter((one) => one.community_id === member.communityId && roleIds.includes(one.role_id))
      const wanted = held.some(({ grants }) => grants === 'admin') ? 'admin' : held.length > 0 ? 'member' : undefined
      await this.#settle(member, granting, wanted)
    }
  }

  async #settle(member: Member, granting: string, wanted: MappedRole | undefined): Promise<void> {
    if (member.role === 'owner') return
    const { queries, members } = this.#deps
    const grant = await queries
      .selectFrom('platform_role_grants')
      .selectAll()
      .where('member_id', '=', member.id)
      .where('granting', '=', granting)
      .executeTakeFirst()
    if (grant === undefined && wanted === undefined) return
    const isByHand = grant !== undefined && grant.granted !== member.role
    const own = (grant === undefined || isByHand ? member.role : grant.before) as Exclude<Role, 'owner'>
    const target = wanted !== undefined && !atLeast(own, wanted) ? wanted : own
    await queries
      .deleteFrom('platform_role_grants')
      .where('member_id', '=', member.id)
      .where('granting', '=', granting)
      .execute()
    if (target !== own) {
      const row = { member_id: member.id, granting, before: own, granted: target, granted_at: this.#deps.now() }
      await queries.insertInto('platform_role_grants').values(row).execute()
    }
    const actor = { id: 'bot', name: `Roles of ${granting.split(':')[0] ?? ''}` }
    if (target !== member.role) await members.grantRole(actor, member.id, target)
  }

  #isTime(key: string): boolean {
    const now = this.#deps.now()
    if (now - (this.#looked.get(key) ?? -LOOK_AGAIN_MS) < LOOK_AGAIN_MS) return false
    if (this.#looked.size >= MOST_REMEMBERED) this.#looked.clear()
    this.#looked.set(key, now)
    return true
  }
}
