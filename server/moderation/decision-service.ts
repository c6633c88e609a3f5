import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { Decision, ModeratedDecision, ModerationAction, NewDecision } from '../../shared/moderation.ts'
import { NOTICES } from '../../shared/notices.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { Queries } from '../platform/database.ts'
import type { ModerationAccess } from './moderation-access.ts'
import { type CaseRow, type DecisionRow, decisionsIn, subjectOf, toDecision } from './moderation-rows.ts'
import type { ReportService } from './report-service.ts'
import type { Reader, Reportables } from './reportables.ts'

export interface DecisionServiceDeps {
  queries: Queries
  reportables: Reportables
  reports: ReportService
  access: ModerationAccess
  members: MemberService
  audit: AuditService
  notices: AdminNotices
  now: () => number
  newId: () => string
}

const DAY_MS = 86_400_000
const MAX_MINE = 100

/** What moderators decide, what follows from it, and how it is taken back. */
export class DecisionService {
  readonly #deps: DecisionServiceDeps

  constructor(deps: DecisionServiceDeps) {
    this.#deps = deps
  }

  /** @throws NotFoundError, HubError 'forbidden' for what is not this moderator's to do. */
  async decide(moderator: Member, caseId: string, input: NewDecision): Promise<ModeratedDecision[]> {
    const row = await this.#deps.queries
      .selectFrom('moderation_cases')
      .selectAll()
      .where('id', '=', caseId)
      .where('community_id', '=', moderator.communityId)
      .executeTakeFirst()
    if (row === undefined || !(await this.#deps.access.mayModerate(moderator, row))) {
      throw new NotFoundError('case', caseId)
    }
    return await this.#decide(moderator, row, input)
  }

  /** About a member whom nobody need have reported. */
  async decideOnMember(reader: Reader, memberId: string, input: NewDecision): Promise<ModeratedDecision[]> {
    const { reportables, reports, queries } = this.#deps
    const { member } = reader
    const subject = { kind: 'member', id: memberId, placeId: null } as const
    const found = await reportables.member.find(reader, subject)
    const row = await queries
      .transaction()
      .execute((transaction) => reports.open(transaction, member.communityId, subject, found))
    return await this.#decide(member, row, input)
  }

  /** Takes a decision back. @throws NotFoundError, HubError 'forbidden', or 'conflict' while its appeal waits. */
  async lift(moderator: Member, decisionId: string, reason: string): Promise<ModeratedDecision> {
    const row = await this.#requireMine(moderator, decisionId)
    if (row.appeal_state === 'open') throw new HubError('conflict', 'Its appeal waits: decide that.')
    await this.#undo(moderator, row, reason)
    await this.#change(moderator, row, 'lifted', reason, { lifted_at: this.#deps.now() })
    return await this.#present(moderator, decisionId)
  }

  /** @throws NotFoundError, HubError 'forbidden' for who made the decision while others could decide, or 'conflict'. */
  async decideAppeal(
    moderator: Member,
    decisionId: string,
    { granted, reason }: { granted: boolean; reason: string },
  ): Promise<ModeratedDecision> {
    const row = await this.#requireMine(moderator, decisionId)
    if (row.appeal_state !== 'open') throw new HubError('conflict', 'No appeal waits here.')
    const at = this.#deps.now()
    if (granted) await this.#undo(moderator, row, reason)
    await this.#change(moderator, row, granted ? 'appeal_granted' : 'appeal_refused', reason, {
      appeal_state: granted ? 'granted' : 'refused',
      appeal_reason: reason,
      appeal_decided_at: at,
      ...(granted ? { lifted_at: at } : {}),
    })
    return await this.#present(moderator, decisionId)
  }

  /** Newest first; also of communities that one is in no more. */
  async about(accountId: string): Promise<Decision[]> {
    const rows = await decisionsIn(this.#deps.queries)
      .where('account_id', '=', accountId)
      .where('action', '!=', 'dismiss')
      .orderBy('moderation_decisions.at', 'desc')
      .orderBy('moderation_decisions.id', 'desc')
      .limit(MAX_MINE)
      .execute()
    return rows.map((row) => toDecision(row, this.#deps.now()))
  }

  /** @throws NotFoundError for another's, HubError 'conflict' for what cannot be appealed any more. */
  async appeal(accountId: string, decisionId: string, words: string): Promise<Decision> {
    const { queries, access, notices, now } = this.#deps
    const row = await this.#find(decisionId)
    if (row?.account_id !== accountId) throw new NotFoundError('decision', decisionId)
    if (!toDecision(row, now()).mayAppeal) {
      throw new HubError('conflict', 'A decision can be appealed once, within thirty days.')
    }
    const appealed = { appeal_words: words, appeal_at: now(), appeal_state: 'open' }
    await queries
      .updateTable('moderation_decisions')
      .set(appealed)
      .where('id', '=', decisionId)
      .where('appeal_state', 'is', null)
      .execute()
    const moderators = await access.moderatorsOf(row)
    const others = moderators.filter((id) => id !== row.moderator_id)
    await notices.tellThese(row.community_id, others.length === 0 ? moderators : others, {
      title: row.title,
      excerpt: NOTICES.appealed,
      path: '/moderation',
      key: `appealed:${decisionId}`,
    })
    return toDecision({ ...row, ...appealed }, now())
  }

  async #decide(moderator: Member, row: CaseRow, input: NewDecision): Promise<ModeratedDecision[]> {
    const { queries, access, now, newId } = this.#deps
    const before = await queries
      .selectFrom('moderation_decisions')
      .select('id')
      .where('case_id', '=', row.id)
      .where('action', '=', 'remove')
      .where('lifted_at', 'is', null)
      .executeTakeFirst()
    const may = await access.mayDo(moderator, row, before !== undefined)
    const actions = [...new Set(input.actions)]
    const refused = actions.find((action) => !may.includes(action))
    if (refused !== undefined) throw new HubError('forbidden', `To ${refused} is not yours to do here.`)
    const about = await this.#whom(row)
    const made = actions.map((action) => ({ id: newId(), action }))
    await queries.transaction().execute(async (transaction) => {
      for (const { id, action } of made) {
        const at = now()
        await transaction
          .insertInto('moderation_decisions')
          .values({
            id,
            community_id: row.community_id,
            case_id: row.id,
            ...about,
            moderator_id: moderator.id,
            moderator_name: moderator.name,
            action,
            rule: input.rule,
            reason: input.reason,
            at,
            until: action === 'mute' ? at + input.muteDays * DAY_MS : null,
            lifted_at: null,
            appeal_words: null,
            appeal_at: null,
            appeal_state: null,
            appeal_reason: null,
            appeal_decided_at: null,
          })
          .execute()
        await this.#record(transaction, moderator, { ...row, ...about }, action, input.rule, input.reason)
      }
      const state = actions.includes('dismiss') ? 'dismissed' : 'acted'
      await transaction.updateTable('moderation_cases').set({ state }).where('id', '=', row.id).execute()
    })
    // Written down first: nothing is ever taken away without a trace. What cannot be done has no trace, either.
    for (const { id, action } of made) await this.#carryOut(moderator, row, { id, action, reason: input.reason })
    if (!actions.includes('dismiss')) await this.#tellAuthor(row, NOTICES.decided, made.map(({ id }) => id).join())
    return await Promise.all(made.map(({ id }) => this.#present(moderator, id)))
  }

  async #carryOut(
    moderator: Member,
    row: CaseRow,
    { id, action, reason }: { id: string; action: ModerationAction; reason: string },
  ): Promise<void> {
    const { reportables, members, queries } = this.#deps
    const subject = subjectOf(row)
    try {
      if (action === 'remove') await reportables[subject.kind].withhold?.(moderator, subject, reason)
      if (action === 'ban' && row.author_id !== null) await members.ban(moderator, row.author_id)
    } catch (error) {
      // Its author was faster.
      if (error instanceof NotFoundError) return
      await queries.deleteFrom('moderation_decisions').where('id', '=', id).execute()
      await queries.updateTable('moderation_cases').set({ state: 'open' }).where('id', '=', row.id).execute()
      throw error
    }
  }

  async #undo(moderator: Member, row: DecisionRow, reason: string): Promise<void> {
    const { reportables, members } = this.#deps
    const subject = subjectOf(row)
    if (row.action === 'ban' && row.account_id !== null) await members.unban(row.community_id, row.account_id)
    if (row.action !== 'remove') return
    try {
      await reportables[subject.kind].giveBack?.(moderator, subject, reason)
    } catch (error) {
      // Gone for good meanwhile, or back already.
      if (!(error instanceof NotFoundError) && !(error instanceof HubError && error.code === 'conflict')) throw error
    }
  }

  async #change(
    moderator: Member,
    row: DecisionRow,
    action: 'lifted' | 'appeal_granted' | 'appeal_refused',
    reason: string,
    set: Partial<DecisionRow>,
  ): Promise<void> {
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.updateTable('moderation_decisions').set(set).where('id', '=', row.id).execute()
      await this.#record(transaction, moderator, row, action, row.rule, reason)
    })
    await this.#tellAuthor(row, action === 'lifted' ? NOTICES.lifted : NOTICES.appealDecided, `${action}:${row.id}`)
  }

  async #record(
    transaction: Queries,
    moderator: Member,
    { title, kind, subject_id, member_name }: Pick<DecisionRow, 'title' | 'kind' | 'subject_id' | 'member_name'>,
    action: string,
    rule: string,
    reason: string,
  ): Promise<void> {
    await this.#deps.audit.record(
      {
        communityId: moderator.communityId,
        actor: moderator,
        action: `moderation.${action}`,
        subject: subject_id,
        details: { kind, title, member: member_name, rule, reason },
      },
      transaction,
    )
  }

  async #tellAuthor({ community_id, author_id, title }: CaseRow | DecisionRow, excerpt: string, key: string) {
    if (author_id === null) return
    await this.#deps.notices.tellThese(community_id, [author_id], {
      title,
      excerpt,
      path: '/decisions',
      key: `decided:${key}`,
    })
  }

  async #whom({ author_id, author_name }: CaseRow) {
    const accountId = author_id === null ? undefined : await this.#deps.members.accountOf(author_id)
    return { member_id: author_id, account_id: accountId ?? null, member_name: author_name }
  }

  async #find(decisionId: string): Promise<DecisionRow | undefined> {
    return await decisionsIn(this.#deps.queries).where('moderation_decisions.id', '=', decisionId).executeTakeFirst()
  }

  async #requireMine(moderator: Member, decisionId: string): Promise<DecisionRow> {
    const row = await this.#find(decisionId)
    if (
      row?.community_id !== moderator.communityId ||
      row === undefined ||
      !(await this.#deps.access.mayModerate(moderator, row))
    ) {
      throw new NotFoundError('decision', decisionId)
    }
    if (!(await this.#deps.access.mayDecide(moderator, row))) {
      throw new HubError('forbidden', 'Another moderator decides this, or it is decided already.')
    }
    return row
  }

  async #present(moderator: Member, decisionId: string): Promise<ModeratedDecision> {
    const row = await this.#find(decisionId)
    if (row === undefined) throw new NotFoundError('decision', decisionId)
    return await this.#deps.access.present(moderator, row)
  }
}
