import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import {
  type GigPosting,
  MAX_NICHE_CHANNELS,
  type Niche,
  type NicheChannel,
  type NicheInput,
} from '../../shared/niches.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { Queries } from '../platform/database.ts'
import { countLeaving } from './count-leaving.ts'
import { channelsOf, writeChannels } from './niche-channels.ts'
import type { NicheTables } from './niche-tables.ts'
import { type NicheRule, ruleOf } from './niche-rule.ts'

const MAX_NICHES = 200
const MAX_LISTED_MEMBERS = 500

export interface NicheServiceDeps {
  queries: Queries
  audit: AuditService
  /** Channels that everybody in their workspace reads, where bots are now. */
  readByAll: () => readonly Place[]
  /** The vocabulary's name of a skill. */
  canonicalSkill: (name: string) => string
  now: () => number
  newId: () => string
}

type Place = Pick<NicheChannel, 'platform' | 'workspaceId' | 'channelId'>

type NicheRow = NicheTables['niches']
type Role = 'member' | 'moderator'

/** Topics inside a community that members join, and who is in them. */
export class NicheService {
  readonly #deps: NicheServiceDeps

  constructor(deps: NicheServiceDeps) {
    this.#deps = deps
  }

  /** By name. */
  async list(member: Member): Promise<Niche[]> {
    const rows = await this.#deps.queries
      .selectFrom('niches')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .orderBy('name')
      .limit(MAX_NICHES)
      .execute()
    return await this.#fill(rows, member)
  }

  /** @throws NotFoundError also for a niche of another community. */
  async get(member: Member, nicheId: string): Promise<Niche> {
    const [found] = await this.#fill([await this.#row(member.communityId, nicheId)], member)
    if (found === undefined) throw new NotFoundError('niche', nicheId)
    return found
  }

  /** @throws HubError 'conflict' when the name is taken, or there are too many. */
  async add(admin: Member, input: NicheInput): Promise<Niche> {
    const { queries, audit, now, newId } = this.#deps
    const row = { id: newId(), community_id: admin.communityId, ...this.#toColumns(input), created_at: now() }
    await queries.transaction().execute(async (transaction) => {
      const { count } = await transaction
        .selectFrom('niches')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('community_id', '=', admin.communityId)
        .executeTakeFirstOrThrow()
      if (Number(count) >= MAX_NICHES) throw new HubError('conflict', `A community has ${MAX_NICHES} niches at most.`)
      await requireFreeName(transaction, row)
      await transaction.insertInto('niches').values(row).execute()
      await audit.record(auditOf(admin, 'niche.added', row), transaction)
    })
    return await this.get(admin, row.id)
  }

  /** @throws NotFoundError, HubError 'forbidden' for who is neither its moderator nor an admin. */
  async change(member: Member, nicheId: string, input: NicheInput): Promise<Niche> {
    await this.#row(member.communityId, nicheId)
    if (!(await this.mayModerate(member, [nicheId]))) {
      throw new HubError('forbidden', 'Only moderators of a niche and admins may change it.')
    }
    const columns = this.#toColumns(input)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await requireFreeName(transaction, { id: nicheId, community_id: member.communityId, name: input.name })
      await transaction.updateTable('niches').set(columns).where('id', '=', nicheId).execute()
      await this.#deps.audit.record(auditOf(member, 'niche.changed', { id: nicheId, ...columns }), transaction)
    })
    return await this.get(member, nicheId)
  }

  async remove(admin: Member, nicheId: string): Promise<void> {
    const row = await this.#row(admin.communityId, nicheId)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('niches').where('id', '=', nicheId).execute()
      await this.#deps.audit.record(auditOf(admin, 'niche.removed', row), transaction)
    })
  }

  async join(member: Member, nicheId: string): Promise<Niche> {
    await this.#row(member.communityId, nicheId)
    await this.#deps.queries
      .insertInto('niche_members')
      .values({ niche_id: nicheId, member_id: member.id, role: 'member', joined_at: this.#deps.now() })
      .onConflict((conflict) => conflict.columns(['niche_id', 'member_id']).doNothing())
      .execute()
    return await this.get(member, nicheId)
  }

  async leave(member: Member, nicheId: string): Promise<Niche> {
    await this.#row(member.communityId, nicheId)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('niche_members')
        .where('niche_id', '=', nicheId)
        .where('member_id', '=', member.id)
        .executeTakeFirst()
      if (numDeletedRows > 0n) await countLeaving(transaction, [nicheId], this.#deps.now())
    })
    return await this.get(member, nicheId)
  }

  /** Who leaves the community leaves its niches; in the transaction that removes them. */
  async beforeRemoval(transaction: Queries, memberId: string): Promise<void> {
    const rows = await transaction
      .selectFrom('niche_members')
      .select('niche_id')
      .where('member_id', '=', memberId)
      .execute()
    const nicheIds = rows.map(({ niche_id }) => niche_id)
    await countLeaving(transaction, nicheIds, this.#deps.now())
  }

  /** Moderators first, then by name. */
  async members(communityId: string, nicheId: string) {
    await this.#row(communityId, nicheId)
    const rows = await this.#deps.queries
      .selectFrom('niche_members')
      .innerJoin('members', 'members.id', 'niche_members.member_id')
      .select(['members.id', 'members.name', 'niche_members.role', 'niche_members.joined_at'])
      .where('niche_members.niche_id', '=', nicheId)
      .orderBy('niche_members.role', 'desc')
      .orderBy('members.name')
      .limit(MAX_LISTED_MEMBERS)
      .execute()
    return rows.map((row) => ({
      memberId: row.id,
      name: row.name,
      role: row.role as Role,
      joinedAt: row.joined_at,
    }))
  }

  /** @throws NotFoundError for who has not joined. */
  async setRole(admin: Member, nicheId: string, memberId: string, role: Role): Promise<void> {
    const niche = await this.#row(admin.communityId, nicheId)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('niche_members')
        .set({ role })
        .where('niche_id', '=', nicheId)
        .where('member_id', '=', memberId)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new NotFoundError('member of the niche', memberId)
      const entry = auditOf(admin, 'niche.role', niche)
      await this.#deps.audit.record({ ...entry, details: { ...entry.details, memberId, role } }, transaction)
    })
  }

  /** @throws NotFoundError for a niche of another community, HubError 'invalid_input' for early gigs where all read. */
  async setChannels(admin: Member, nicheId: string, channels: readonly NicheChannel[]): Promise<Niche> {
    const niche = await this.#row(admin.communityId, nicheId)
    const open = channels.find((channel) => channel.gigs === 'early' && this.#isReadByAll(channel))
    if (open !== undefined) {
      const message = `Everybody in ${open.workspaceName} can read #${open.name}: gigs come there once everybody may see them.`
      throw new HubError('invalid_input', message)
    }
    if (channels.some(({ kind, gigs }) => kind === 'forum' && gigs !== 'none')) {
      throw new HubError('invalid_input', 'Gigs are posted in channels, not in forums.')
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await writeChannels(transaction, nicheId, channels)
      const { details, ...entry } = auditOf(admin, 'niche.channels', niche)
      const names = channels.map((channel) => `${channel.platform} #${channel.name}`)
      await this.#deps.audit.record({ ...entry, details: { ...details, channels: names } }, transaction)
    })
    return await this.get(admin, nicheId)
  }

  /** Adds a channel to those of a niche, or says anew whether gigs are posted in it. @throws as `setChannels`; 'conflict' */
  async postGigsIn(
    admin: Member,
    nicheId: string,
    place: Omit<NicheChannel, 'gigs'>,
    gigs: GigPosting,
  ): Promise<Niche> {
    const { channels } = await this.get(admin, nicheId)
    const others = channels.filter((channel) => keyOf(channel) !== keyOf(place))
    if (others.length >= MAX_NICHE_CHANNELS) {
      throw new HubError('conflict', `A niche has ${MAX_NICHE_CHANNELS} channels at most.`)
    }
    return await this.setChannels(admin, nicheId, [...others, { ...place, gigs }])
  }

  /** Where a gig of some niches is posted. `early`: only the members of these may see it. */
  async gigChannelsOf(queries: Queries, nicheIds: readonly string[], early: boolean): Promise<Place[]> {
    const all = [...(await channelsOf(queries, nicheIds)).values()].flat()
    const chosen = all.filter((channel) => {
      // One that was opened to all meanwhile waits with them.
      const isEarly = channel.gigs === 'early' && !this.#isReadByAll(channel)
      return early ? isEarly : channel.gigs !== 'none'
    })
    return [...new Map(chosen.map((channel) => [keyOf(channel), channel])).values()]
  }

  /** Ids of the niches that a member has joined. */
  async nichesOf(memberId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#deps.queries
      .selectFrom('niche_members')
      .select('niche_id')
      .where('member_id', '=', memberId)
      .execute()
    return new Set(rows.map(({ niche_id }) => niche_id))
  }

  /** Ids of all who are in any of some niches. */
  async membersOf(nicheIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (nicheIds.length === 0) return new Set()
    const rows = await this.#deps.queries
      .selectFrom('niche_members')
      .select('member_id')
      .distinct()
      .where('niche_id', 'in', nicheIds)
      .execute()
    return new Set(rows.map(({ member_id }) => member_id))
  }

  async moderatorsOf(nicheIds: readonly string[]): Promise<string[]> {
    if (nicheIds.length === 0) return []
    const rows = await this.#deps.queries
      .selectFrom('niche_members')
      .select('member_id')
      .distinct()
      .where('niche_id', 'in', nicheIds)
      .where('role', '=', 'moderator')
      .execute()
    return rows.map(({ member_id }) => member_id)
  }

  async mayModerate(member: Member, nicheIds: readonly string[]): Promise<boolean> {
    if (atLeast(member.role, 'admin')) return true
    if (nicheIds.length === 0) return false
    const row = await this.#deps.queries
      .selectFrom('niche_members')
      .select('niche_id')
      .where('member_id', '=', member.id)
      .where('niche_id', 'in', nicheIds)
      .where('role', '=', 'moderator')
      .executeTakeFirst()
    return row !== undefined
  }

  /** Whether a member is an admin or a moderator of any niche. */
  async isModerator(member: Member): Promise<boolean> {
    if (atLeast(member.role, 'admin')) return true
    const row = await this.#deps.queries
      .selectFrom('niche_members')
      .select('niche_id')
      .where('member_id', '=', member.id)
      .where('role', '=', 'moderator')
      .executeTakeFirst()
    return row !== undefined
  }

  /** @throws HubError 'forbidden' for who is neither an admin nor a moderator of any niche. */
  async requireModerator(member: Member): Promise<void> {
    if (!(await this.isModerator(member))) {
      throw new HubError('forbidden', 'This is for admins, and for the moderators of niches.')
    }
  }

  /** What makes a gig one of a niche's, for each niche of a community. */
  async rulesOf(communityId: string): Promise<NicheRule[]> {
    const rows = await this.#deps.queries
      .selectFrom('niches')
      .select(['id', 'skills', 'keywords', 'early_hours'])
      .where('community_id', '=', communityId)
      .orderBy('id')
      .limit(MAX_NICHES)
      .execute()
    return rows.map((row) => ruleOf({ id: row.id, ...termsOf(row), earlyHours: row.early_hours }))
  }

  async #row(communityId: string, nicheId: string): Promise<NicheRow> {
    const row = await this.#deps.queries
      .selectFrom('niches')
      .selectAll()
      .where('id', '=', nicheId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('niche', nicheId)
    return row
  }

  async #fill(rows: readonly NicheRow[], member: Member): Promise<Niche[]> {
    if (rows.length === 0) return []
    const { queries } = this.#deps
    const ids = rows.map(({ id }) => id)
    const counts = await queries
      .selectFrom('niche_members')
      .select(['niche_id', ({ fn }) => fn.countAll<number | string>().as('count')])
      .where('niche_id', 'in', ids)
      .groupBy('niche_id')
      .execute()
    const people = await queries
      .selectFrom('niche_members')
      .innerJoin('members', 'members.id', 'niche_members.member_id')
      .select(['niche_members.niche_id', 'niche_members.role', 'members.id', 'members.name'])
      .where('niche_members.niche_id', 'in', ids)
      .where((eb) => eb.or([eb('niche_members.role', '=', 'moderator'), eb('members.id', '=', member.id)]))
      .orderBy('members.name')
      .execute()
    const channels = await channelsOf(queries, ids)
    return rows.map((row) => {
      const own = people.filter(({ niche_id }) => niche_id === row.id)
      const mine = (own.find(({ id }) => id === member.id)?.role as Role | undefined) ?? null
      const isIn = mine !== null || atLeast(member.role, 'admin')
      return {
        id: row.id,
        communityId: row.community_id,
        name: row.name,
        description: row.description,
        rules: row.rules,
        ...termsOf(row),
        earlyHours: row.early_hours,
        channels: (channels.get(row.id) ?? []).filter(({ gigs }) => isIn || gigs !== 'early'),
        members: Number(counts.find(({ niche_id }) => niche_id === row.id)?.count ?? 0),
        moderators: own
          .filter(({ role }) => role === 'moderator')
          .map(({ id: memberId, name }) => ({ memberId, name })),
        mine,
      }
    })
  }

  #isReadByAll(place: Place): boolean {
    return this.#deps.readByAll().some((one) => keyOf(one) === keyOf(place))
  }

  #toColumns({ name, description, rules, skills, keywords, earlyHours }: NicheInput) {
    return {
      name,
      description,
      rules,
      skills: JSON.stringify([...new Set(skills.map(this.#deps.canonicalSkill))]),
      keywords: JSON.stringify([...new Set(keywords)]),
      early_hours: earlyHours,
    }
  }
}

function keyOf({ platform, workspaceId, channelId }: Place): string {
  return `${platform} ${workspaceId} ${channelId}`
}

function termsOf({ skills, keywords }: Pick<NicheRow, 'skills' | 'keywords'>) {
  return { skills: JSON.parse(skills) as string[], keywords: JSON.parse(keywords) as string[] }
}

async function requireFreeName(
  queries: Queries,
  { id, community_id, name }: Pick<NicheRow, 'id' | 'community_id' | 'name'>,
): Promise<void> {
  const other = await queries
    .selectFrom('niches')
    .select('id')
    .where('community_id', '=', community_id)
    .where('name', '=', name)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other !== undefined) throw new HubError('conflict', `There is a niche called ${name} already.`)
}

function auditOf(actor: Member, action: string, { id, name }: Pick<NicheRow, 'id' | 'name'>) {
  return { communityId: actor.communityId, actor, action, subject: id, details: { name } }
}
