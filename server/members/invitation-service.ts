import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import {
  atLeast,
  type Community,
  type Invitation,
  type Member,
  type newInvitation,
  type Role,
} from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { newSecret } from '../platform/ids.ts'
import type { AuditService } from './audit-service.ts'
import type { MemberService } from './member-service.ts'
import type { MemberTables } from './member-tables.ts'

export interface InvitationServiceDeps {
  queries: Queries
  members: MemberService
  audit: AuditService
  events: EventBus
  publicUrl: () => string
  now: () => number
  newId: () => string
}

type Row = Selectable<MemberTables['invitations']>

/** Joining by a link that an admin made: for a role, for a time, for a number of people. */
export class InvitationService {
  readonly #deps: InvitationServiceDeps

  constructor(deps: InvitationServiceDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'forbidden' when an admin invites an admin: only owners do. */
  async create(actor: Member, input: z.output<typeof newInvitation>): Promise<Invitation & { url: string }> {
    if (atLeast(input.role, 'admin') && actor.role !== 'owner') {
      throw new HubError('forbidden', 'Only an owner invites admins.')
    }
    const code = newSecret()
    const now = this.#deps.now()
    const row = {
      id: this.#deps.newId(),
      community_id: actor.communityId,
      code_hash: hash(code),
      role: input.role,
      created_by: actor.id,
      created_at: now,
      expires_at: now + input.expiresInDays * 86_400_000,
      max_uses: input.maxUses,
      uses: 0,
      revoked_at: null,
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('invitations').values(row).execute()
      const details = { role: input.role, maxUses: input.maxUses }
      await this.#deps.audit.record(
        { communityId: actor.communityId, actor, action: 'invitation.created', subject: row.id, details },
        transaction,
      )
    })
    return { ...toInvitation(row), url: `${this.#deps.publicUrl()}/join/${code}` }
  }

  async list(communityId: string): Promise<Invitation[]> {
    const rows = await this.#deps.queries
      .selectFrom('invitations')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('id', 'desc')
      .limit(200)
      .execute()
    return rows.map(toInvitation)
  }

  async revoke(actor: Member, invitationId: string): Promise<void> {
    const result = await this.#deps.queries
      .updateTable('invitations')
      .set({ revoked_at: this.#deps.now() })
      .where('id', '=', invitationId)
      .where('community_id', '=', actor.communityId)
      .executeTakeFirst()
    if (Number(result.numUpdatedRows) === 0) throw new NotFoundError('invitation', invitationId)
    await this.#deps.audit.record({
      communityId: actor.communityId,
      actor,
      action: 'invitation.revoked',
      subject: invitationId,
    })
  }

  async isValid(code: string): Promise<boolean> {
    return (await this.#valid(this.#deps.queries, code)) !== undefined
  }

  async preview(code: string): Promise<{ communityName: string; role: Role; invitedBy: string; expiresAt: number }> {
    const row = await this.#required(this.#deps.queries, code)
    const community = await this.#deps.members.community(row.community_id)
    const inviter = await this.#deps.members.get(row.created_by)
    return {
      communityName: community?.name ?? '',
      role: row.role as Role,
      invitedBy: inviter?.name ?? 'a former member',
      expiresAt: row.expires_at,
    }
  }

  /** An account that is a member already stays what it is, and uses nothing up. */
  async accept(
    code: string,
    account: { accountId: string; name: string; image: string | null },
  ): Promise<{ community: Community; member: Member }> {
    const joined = await this.#deps.queries.transaction().execute(async (transaction) => {
      const row = await this.#required(transaction, code)
      const principal = { kind: 'session', email: '', ...account } as const
      const known = await this.#deps.members.find(principal, row.community_id, transaction)
      if (known !== undefined) return known
      // Counted in the condition, so that two who come at once cannot both take the last place.
      const counted = await transaction
        .updateTable('invitations')
        .set((eb) => ({ uses: eb('uses', '+', 1) }))
        .where('id', '=', row.id)
        .whereRef('uses', '<', 'max_uses')
        .executeTakeFirst()
      if (Number(counted.numUpdatedRows) === 0) throw invalid()
      const role = row.role as Role
      const member = await this.#deps.members.join(transaction, { communityId: row.community_id, role, ...account })
      await this.#deps.audit.record(
        {
          communityId: row.community_id,
          actor: member,
          action: 'member.joined',
          subject: member.id,
          details: { role },
        },
        transaction,
      )
      return member
    })
    this.#deps.events.publish('access:changed', {
      accountId: account.accountId,
      memberId: joined.id,
      documentId: null,
      tokenId: null,
    })
    const community = await this.#deps.members.community(joined.communityId)
    if (community === undefined) throw new NotFoundError('community', joined.communityId)
    return { community, member: joined }
  }

  async #required(queries: Queries, code: string): Promise<Row> {
    const row = await this.#valid(queries, code)
    if (row === undefined) throw invalid()
    return row
  }

  async #valid(queries: Queries, code: string): Promise<Row | undefined> {
    return await queries
      .selectFrom('invitations')
      .selectAll()
      .where('code_hash', '=', hash(code))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', this.#deps.now())
      .whereRef('uses', '<', 'max_uses')
      .executeTakeFirst()
  }
}

function invalid(): HubError {
  return new HubError('not_found', 'This invitation is not valid (any more). Ask for a new one.')
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

function toInvitation(row: Row): Invitation {
  return {
    id: row.id,
    communityId: row.community_id,
    role: row.role as Role,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    maxUses: row.max_uses,
    uses: row.uses,
    revokedAt: row.revoked_at,
  }
}
