import { NotFoundError } from '../../shared/errors.ts'
import {
  type CoffeeChoice,
  type CoffeeGroup,
  type CoffeeSaid,
  coffeeSettings,
  type CoffeeSettings,
  type CoffeeState,
  type Unpaired,
} from '../../shared/coffee.ts'
import type { Member } from '../../shared/members.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import { nextRound } from './round-times.ts'

export interface CoffeeServiceDeps {
  queries: Queries
  members: MemberService
  profiles: ProfileService
  links: PlatformLinkService
  audit: AuditService
  now: () => number
}

/** Virtual coffee as a member sees it: whether they take part, and with whom they are. */
export class CoffeeService {
  readonly #deps: CoffeeServiceDeps

  constructor(deps: CoffeeServiceDeps) {
    this.#deps = deps
  }

  async read(member: Member): Promise<CoffeeState> {
    const { queries, profiles, now } = this.#deps
    const settings = await this.#settings(member.communityId)
    const row = await queries
      .selectFrom('coffee_members')
      .selectAll()
      .where('member_id', '=', member.id)
      .executeTakeFirst()
    const { taking } = await queries
      .selectFrom('coffee_members')
      .innerJoin('members', 'members.id', 'coffee_members.member_id')
      .select(({ fn }) => fn.countAll<number | string>().as('taking'))
      .where('members.community_id', '=', member.communityId)
      .where('is_on', '=', 1)
      .executeTakeFirstOrThrow()
    const profile = await profiles.get(member.id)
    const next = settings.enabled ? nextRound(settings, now()) : undefined
    return {
      settings,
      mine: {
        on: row?.is_on === 1,
        languages: row === undefined ? [] : (JSON.parse(row.languages) as string[]),
        skipsNext: next !== undefined && row?.skips === next.month,
        hasProfile: profile !== undefined,
        known: profile?.languages ?? [],
      },
      nextAt: next?.at ?? null,
      taking: Number(taking),
      last: (await this.lastGroup(member)) ?? null,
      unpaired: (row?.unpaired as Unpaired | null | undefined) ?? null,
    }
  }

  /** Who begins anew skips nothing. */
  async choose(member: Member, { on, languages }: CoffeeChoice): Promise<CoffeeState> {
    const set = { is_on: Number(on), languages: JSON.stringify([...new Set(languages)]), skips: null }
    await this.#deps.queries
      .insertInto('coffee_members')
      .values({ member_id: member.id, unpaired: null, ...set })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(set))
      .execute()
    return await this.read(member)
  }

  async configure(admin: Member, settings: CoffeeSettings): Promise<CoffeeState> {
    const { queries, audit, now } = this.#deps
    const set = { data: JSON.stringify(settings), changed_at: now() }
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('coffee_settings')
        .values({ community_id: admin.communityId, ...set })
        .onConflict((conflict) => conflict.column('community_id').doUpdateSet(set))
        .execute()
      const entry = { actor: admin, action: 'coffee.configured', subject: admin.communityId, details: { ...settings } }
      await audit.record({ communityId: admin.communityId, ...entry }, transaction)
    })
    return await this.read(admin)
  }

  /** @throws NotFoundError for who was with nobody, or takes no part. */
  async say(member: Member, said: CoffeeSaid): Promise<CoffeeState> {
    const { queries, now } = this.#deps
    if (said === 'met') {
      const group = await this.lastGroup(member)
      if (group === undefined) throw new NotFoundError('coffee', 'of this month')
      await queries
        .updateTable('coffee_group_members')
        .set({ met: 1 })
        .where('group_id', '=', group.id)
        .where('member_id', '=', member.id)
        .execute()
    } else {
      const settings = await this.#settings(member.communityId)
      const skipped = await queries
        .updateTable('coffee_members')
        .set({ skips: nextRound(settings, now()).month })
        .where('member_id', '=', member.id)
        .where('is_on', '=', 1)
        .executeTakeFirst()
      if (Number(skipped.numUpdatedRows) === 0) throw new NotFoundError('coffee', 'that you take part in')
    }
    return await this.read(member)
  }

  /** With whom somebody was last brought together. */
  async lastGroup(member: Member): Promise<CoffeeGroup | undefined> {
    const { queries, members, profiles } = this.#deps
    const row = await queries
      .selectFrom('coffee_group_members')
      .innerJoin('coffee_groups', 'coffee_groups.id', 'coffee_group_members.group_id')
      .select(['coffee_groups.id', 'month', 'language', 'times', 'met'])
      .where('member_id', '=', member.id)
      .orderBy('month', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const rows = await queries
      .selectFrom('coffee_group_members')
      .select('member_id')
      .where('group_id', '=', row.id)
      .where('member_id', '!=', member.id)
      .orderBy('member_id')
      .execute()
    const others: CoffeeGroup['others'] = []
    for (const { member_id: id } of rows) {
      const [other, profile] = [await members.get(id), await profiles.get(id)]
      if (other === undefined) continue
      const timeZone = profile?.timeZone ?? 'UTC'
      others.push({ id, name: other.name, timeZone, contacts: await this.contactsOf(id) })
    }
    const { id, month, language, met } = row
    return { id, month, language, others, times: JSON.parse(row.times) as number[], met: met === 1 }
  }

  /** Their names on chat platforms: who takes part lets the others know them. */
  async contactsOf(memberId: string): Promise<{ platform: string; name: string }[]> {
    const { members, links } = this.#deps
    const accountId = await members.accountOf(memberId)
    if (accountId === undefined) return []
    return (await links.linksOf(accountId)).map(({ platform, personName }) => ({ platform, name: personName }))
  }

  async #settings(communityId: string): Promise<CoffeeSettings> {
    const row = await this.#deps.queries
      .selectFrom('coffee_settings')
      .select('data')
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    return coffeeSettings.parse(JSON.parse(row?.data ?? '{}'))
  }
}
