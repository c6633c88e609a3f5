import { atLeast, type Member } from '../../shared/members.ts'
import type { ModeratedDecision, ModerationAction } from '../../shared/moderation.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import { type CaseRow, type DecisionRow, nichesOf, subjectOf, toDecision } from './moderation-rows.ts'
import type { Reportables } from './reportables.ts'

export interface ModerationAccessDeps {
  members: MemberService
  niches: NicheService
  reportables: Reportables
  now: () => number
}

type Where = Pick<CaseRow, 'community_id' | 'niche_ids' | 'author_id'>

/** Who moderates what: admins all, a niche's moderators what belongs to it, and nobody what is their own while others can. */
export class ModerationAccess {
  readonly #deps: ModerationAccessDeps

  constructor(deps: ModerationAccessDeps) {
    this.#deps = deps
  }

  async mayModerate(member: Member, where: Pick<CaseRow, 'niche_ids'>): Promise<boolean> {
    return await this.#deps.niches.mayModerate(member, nichesOf(where))
  }

  /** Ids of those who moderate it, but for its author. */
  async moderatorsOf(where: Where): Promise<string[]> {
    const { members, niches } = this.#deps
    const admins = (await members.list(where.community_id)).filter(({ role }) => atLeast(role, 'admin'))
    const ids = new Set([...admins.map(({ id }) => id), ...(await niches.moderatorsOf(nichesOf(where)))])
    return [...ids].filter((id) => id !== where.author_id)
  }

  /** What a moderator may do about a case now. `removed`: it is taken away already. */
  async mayDo(member: Member, row: CaseRow, removed: boolean): Promise<ModerationAction[]> {
    if (!(await this.mayModerate(member, row))) return []
    const may: ModerationAction[] = row.state === 'open' ? ['dismiss'] : []
    if (row.author_id === member.id) return (await this.moderatorsOf(row)).length === 0 ? may : []
    if (!removed && this.#deps.reportables[subjectOf(row).kind].withhold !== undefined) may.push('remove')
    const author = row.author_id === null ? undefined : await this.#deps.members.get(row.author_id)
    if (author === undefined) return may
    may.push('warn')
    if (!isAbove(member, author)) return may
    return [...may, 'mute', 'ban']
  }

  /** Whether a moderator may lift a decision, or decide its appeal: another than who made it, where there is one. */
  async mayDecide(member: Member, row: DecisionRow): Promise<boolean> {
    if (row.lifted_at !== null || row.action === 'dismiss' || row.appeal_state === 'refused') return false
    if (row.member_id === member.id || !(await this.mayModerate(member, row))) return false
    if ((row.action === 'mute' || row.action === 'ban') && !atLeast(member.role, 'admin')) return false
    if (row.appeal_state !== 'open' || row.moderator_id !== member.id) return true
    return (await this.moderatorsOf(row)).every((id) => id === member.id || id === row.member_id)
  }

  async present(member: Member, row: DecisionRow): Promise<ModeratedDecision> {
    return {
      ...toDecision(row, this.#deps.now()),
      moderator: { memberId: row.moderator_id, name: row.moderator_name },
      member: { memberId: row.member_id, name: row.member_name },
      mayDecide: await this.mayDecide(member, row),
    }
  }
}

function isAbove(moderator: Member, { role }: Member): boolean {
  return moderator.role === 'owner' ? role !== 'owner' : atLeast(moderator.role, 'admin') && !atLeast(role, 'admin')
}
