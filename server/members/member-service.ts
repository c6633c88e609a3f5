import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Community, type Me, type Member, type Role } from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Principal } from '../platform/principal.ts'
import type { AuditService } from './audit-service.ts'
import type { MemberTables } from './member-tables.ts'

export interface MemberServiceDeps {
  queries: Queries
  audit: AuditService
  events: EventBus
  now: () => number
  newId: () => string
}

interface Founder {
  accountId: string
  name: string
}

interface Founded {
  community: Community
  owner: Member
}

/** Communities, who is in them, and with which role. */
export class MemberService {
  readonly #deps: MemberServiceDeps
  readonly #beforeRemoval: ((transaction: Queries, memberId: string) => Promise<void>)[] = []

  constructor(deps: MemberServiceDeps) {
    this.#deps = deps
  }

  /**
   * The member that a principal is in a community.
   * @throws NotFoundError when it is none: a community looks absent to strangers.
   */
  async memberOf(principal: Principal, communityId: string): Promise<Member> {
    const found = await this.find(principal, communityId)
    if (found === undefined) throw new NotFoundError('community', communityId)
    return found
  }

  /** `queries`: the transaction that asks. On SQLite anything else would wait for that transaction, for ever. */
  async find(
    principal: Principal,
    communityId: string,
    queries: Queries = this.#deps.queries,
  ): Promise<Member | undefined> {
    if (principal.kind === 'hub') return undefined
    if (principal.kind === 'token' && principal.communityId !== communityId) return undefined
    let query = queries.selectFrom('members').selectAll().where('community_id', '=', communityId)
    if (principal.kind === 'token') query = query.where('id', '=', principal.memberId)
    else query = query.where('account_id', '=', principal.accountId)
    const row = await query.executeTakeFirst()
    return row === undefined ? undefined : toMember(row)
  }

  /** @throws NotFoundError for a stranger, HubError 'forbidden' for a member of a lesser role. */
  async requireRole(principal: Principal, communityId: string, needed: Role): Promise<Member> {
    const member = await this.memberOf(principal, communityId)
    if (!atLeast(member.role, needed))
      throw new HubError('forbidden', `This needs the role ${needed} in this community.`)
    return member
  }

  async get(memberId: string): Promise<Member | undefined> {
    const row = await this.#deps.queries.selectFrom('members').selectAll().where('id', '=', memberId).executeTakeFirst()
    return row === undefined ? undefined : toMember(row)
  }

  /** By joining; at most 5000. */
  async list(communityId: string): Promise<Member[]> {
    const rows = await this.#deps.queries
      .selectFrom('members')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('joined_at')
      .orderBy('id')
      .limit(5000)
      .execute()
    return rows.map(toMember)
  }

  /** `communityId`: only there; absent: everywhere. */
  async membershipsOf(accountId: string, communityId?: string): Promise<Me['memberships']> {
    const rows = await this.#deps.queries
      .selectFrom('members')
      .innerJoin('communities', 'communities.id', 'members.community_id')
      .selectAll('members')
      .select(['communities.name as community_name', 'communities.slug', 'communities.created_at'])
      .where('account_id', '=', accountId)
      .$if(communityId !== undefined, (all) => all.where('communities.id', '=', communityId ?? ''))
      .orderBy('communities.created_at')
      .orderBy('communities.id')
      .execute()
    return rows.map((row) => ({
      community: { id: row.community_id, name: row.community_name, slug: row.slug, createdAt: row.created_at },
      member: toMember(row),
    }))
  }

  async accountOf(memberId: string, queries: Queries = this.#deps.queries): Promise<string | undefined> {
    const query = queries.selectFrom('members').select('account_id').where('id', '=', memberId)
    return (await query.executeTakeFirst())?.account_id
  }

  /** Of a member's account; undefined: they have left. */
  async emailOf(memberId: string): Promise<string | undefined> {
    const row = await this.#deps.queries
      .selectFrom('members')
      .innerJoin('auth_user', 'auth_user.id', 'members.account_id')
      .select('auth_user.email')
      .where('members.id', '=', memberId)
      .executeTakeFirst()
    return row?.email
  }

  /** `queries`: as for `find`. */
  async community(communityId: string, queries: Queries = this.#deps.queries): Promise<Community | undefined> {
    const row = await queries.selectFrom('communities').selectAll().where('id', '=', communityId).executeTakeFirst()
    return row === undefined ? undefined : toCommunity(row)
  }

  /** Founds a community; its founder is the owner. */
  async found(name: string, founder: Founder): Promise<Founded> {
    const founded = await this.#deps.queries
      .transaction()
      .execute((transaction) => this.#found(transaction, name, founder))
    await this.#tellAccessChanged(founded.owner.id)
    return founded
  }

  /** Its address stays: links that have been passed on lead there. */
  async rename(actor: Member, name: string): Promise<Community> {
    const { communityId } = actor
    return await this.#deps.queries.transaction().execute(async (transaction) => {
      const before = await transaction
        .selectFrom('communities')
        .select('name')
        .where('id', '=', communityId)
        .executeTakeFirstOrThrow()
      const row = await transaction
        .updateTable('communities')
        .set({ name })
        .where('id', '=', communityId)
        .returningAll()
        .executeTakeFirstOrThrow()
      const entry = {
        actor,
        action: 'community.renamed',
        subject: communityId,
        details: { from: before.name, to: name },
      }
      if (before.name !== name) await this.#deps.audit.record({ communityId, ...entry }, transaction)
      return toCommunity(row)
    })
  }

  /** Founds the hub's first community. @returns undefined when there is one, also when another process is just founding it. */
  async foundFirst(name: string, founder: Founder): Promise<Founded | undefined> {
    return await this.#deps.queries.transaction().execute(async (transaction) => {
      const known = await transaction.selectFrom('communities').select('id').limit(1).executeTakeFirst()
      if (known !== undefined) return undefined
      // Whoever writes this row first founds; the others wait for it here, and find it.
      const claimed = await transaction
        .insertInto('hub_facts')
        .values({ name: 'first_community', value: name })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst()
      if (Number(claimed.numInsertedOrUpdatedRows ?? 0) === 0) return undefined
      return await this.#found(transaction, name, founder)
    })
  }

  async #found(queries: Queries, name: string, founder: Founder): Promise<Founded> {
    const id = this.#deps.newId()
    const community = { id, name, slug: `${slugOf(name)}-${id.slice(-4)}`, created_at: this.#deps.now() }
    await queries.insertInto('communities').values(community).execute()
    const owner = await this.join(queries, { communityId: id, ...founder, image: null, role: 'owner' })
    await this.#deps.audit.record(
      { communityId: id, actor: owner, action: 'community.founded', subject: id, details: { name } },
      queries,
    )
    return { community: toCommunity(community), owner }
  }

  /**
   * Adds a member inside the caller's transaction; an account that is in already keeps its role.
   * @throws HubError 'forbidden' for who is banned.
   */
  async join(
    queries: Queries,
    input: { communityId: string; accountId: string; name: string; image: string | null; role: Role },
  ): Promise<Member> {
    const { communityId, accountId } = input
    if (await isBanned(queries, communityId, accountId)) {
      throw new HubError('forbidden', 'A moderator of this community banned you. Your decisions page says why.')
    }
    await queries
      .insertInto('members')
      .values({
        id: this.#deps.newId(),
        community_id: input.communityId,
        account_id: input.accountId,
        name: input.name,
        role: input.role,
        image: input.image,
        joined_at: this.#deps.now(),
      })
      .onConflict((conflict) => conflict.columns(['community_id', 'account_id']).doNothing())
      .execute()
    const row = await queries
      .selectFrom('members')
      .selectAll()
      .where('community_id', '=', input.communityId)
      .where('account_id', '=', input.accountId)
      .executeTakeFirstOrThrow()
    return toMember(row)
  }

  /**
   * Only an owner makes or unmakes owners and admins; the last owner stays.
   * @throws HubError 'forbidden', 'conflict', or NotFoundError.
   */
  async setRole(actor: Member, memberId: string, role: Role): Promise<Member> {
    const changed = await this.#deps.queries.transaction().execute(async (transaction) => {
      const target = await this.#changeable(transaction, actor, memberId)
      const touchesAdmins = atLeast(role, 'admin') || atLeast(target.role, 'admin')
      if (touchesAdmins && actor.role !== 'owner')
        throw new HubError('forbidden', 'Only an owner changes who is owner or admin.')
      if (target.role === 'owner' && role !== 'owner') await requireAnotherOwner(transaction, target)
      await transaction.updateTable('members').set({ role }).where('id', '=', memberId).execute()
      await this.#deps.audit.record(
        {
          communityId: actor.communityId,
          actor,
          action: 'member.role_changed',
          subject: memberId,
          details: { name: target.name, from: target.role, to: role },
        },
        transaction,
      )
      return { ...target, role }
    })
    await this.#tellAccessChanged(memberId)
    return changed
  }

  /** Sets a role that somebody other than a member decided, e.g. a role on a chat platform. Never an owner's. */
  async grantRole(actor: { id: string; name: string }, memberId: string, role: Exclude<Role, 'owner'>): Promise<void> {
    const target = await this.get(memberId)
    if (target === undefined || target.role === 'owner') return
    const { communityId, name, role: from } = target
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.updateTable('members').set({ role }).where('id', '=', memberId).execute()
      const entry = { actor, action: 'member.role_changed', subject: memberId, details: { name, from, to: role } }
      await this.#deps.audit.record({ communityId, ...entry }, transaction)
    })
    await this.#tellAccessChanged(memberId)
  }

  /** Removes a member, whose account does not get in again. @throws as `setRole`. */
  async ban(actor: Member, memberId: string): Promise<void> {
    const accountId = await this.accountOf(memberId)
    if (accountId === undefined) throw new NotFoundError('member', memberId)
    await this.remove(actor, memberId, async (transaction) => {
      await transaction
        .insertInto('member_bans')
        .values({ community_id: actor.communityId, account_id: accountId, banned_at: this.#deps.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    })
  }

  async unban(communityId: string, accountId: string): Promise<void> {
    await this.#deps.queries
      .deleteFrom('member_bans')
      .where('community_id', '=', communityId)
      .where('account_id', '=', accountId)
      .execute()
  }

  /** @throws HubError 'forbidden' where an admin is touched by another than an owner. */
  requireAbove(actor: Member, target: Pick<Member, 'role'>): void {
    if (!atLeast(actor.role, 'admin')) throw new HubError('forbidden', 'Only an admin removes others.')
    if (atLeast(target.role, 'admin') && actor.role !== 'owner') {
      throw new HubError('forbidden', 'Only an owner decides about an owner or admin.')
    }
  }

  /** Runs in the transaction that removes a member, while what is theirs is still there. */
  beforeRemoval(work: (transaction: Queries, memberId: string) => Promise<void>): void {
    this.#beforeRemoval.push(work)
  }

  /** Removes a member, or lets one leave. `also`: what belongs into the same transaction. @throws as `setRole`. */
  async remove(actor: Member, memberId: string, also?: (transaction: Queries) => Promise<void>): Promise<void> {
    const accountId = (await this.accountOf(memberId)) ?? null
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const target = await this.#changeable(transaction, actor, memberId)
      if (target.id !== actor.id) this.requireAbove(actor, target)
      if (target.role === 'owner') await requireAnotherOwner(transaction, target)
      for (const work of this.#beforeRemoval) await work(transaction, memberId)
      await transaction.deleteFrom('members').where('id', '=', memberId).execute()
      await also?.(transaction)
      await this.#deps.audit.record(
        {
          communityId: actor.communityId,
          actor,
          action: target.id === actor.id ? 'member.left' : 'member.removed',
          subject: memberId,
          details: { name: target.name, role: target.role },
        },
        transaction,
      )
    })
    this.#deps.events.publish('access:changed', { accountId, memberId, documentId: null, tokenId: null })
  }

  async #changeable(queries: Queries, actor: Member, memberId: string): Promise<Member> {
    const row = await queries
      .selectFrom('members')
      .selectAll()
      .where('id', '=', memberId)
      .where('community_id', '=', actor.communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('member', memberId)
    return toMember(row)
  }

  async #tellAccessChanged(memberId: string): Promise<void> {
    const accountId = (await this.accountOf(memberId)) ?? null
    this.#deps.events.publish('access:changed', { accountId, memberId, documentId: null, tokenId: null })
  }
}

async function isBanned(queries: Queries, communityId: string, accountId: string): Promise<boolean> {
  const ban = await queries
    .selectFrom('member_bans')
    .select('account_id')
    .where('community_id', '=', communityId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return ban !== undefined
}

/** @throws HubError 'conflict' when the member is the last owner. */
async function requireAnotherOwner(queries: Queries, owner: Member): Promise<void> {
  const other = await queries
    .selectFrom('members')
    .select('id')
    .where('community_id', '=', owner.communityId)
    .where('role', '=', 'owner')
    .where('id', '!=', owner.id)
    .executeTakeFirst()
  if (other === undefined)
    throw new HubError('conflict', 'A community keeps at least one owner; make another one first.')
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-+|-+$/g, '').slice(0, 40) || 'community'
}

function toMember(row: MemberTables['members']): Member {
  return {
    id: row.id,
    communityId: row.community_id,
    name: row.name,
    role: row.role as Role,
    image: row.image,
    joinedAt: row.joined_at,
  }
}

function toCommunity(row: MemberTables['communities']): Community {
  return { id: row.id, name: row.name, slug: row.slug, createdAt: row.created_at }
}
