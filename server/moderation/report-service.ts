import type { z } from 'zod'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { ModeratedDecision, ModerationCase, newReport, Rule, Subject } from '../../shared/moderation.ts'
import { NOTICES } from '../../shared/notices.ts'
import type { GigModeration } from '../gigs/gig-moderation.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { Queries } from '../platform/database.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { ModerationAccess } from './moderation-access.ts'
import { type CaseRow, type DecisionRow, decisionsIn, nichesOf, subjectOf } from './moderation-rows.ts'
import type { PostingGuard } from './posting-guard.ts'
import type { HoldService } from './hold-service.ts'
import type { Found, Reader, Reportables } from './reportables.ts'

export interface ReportServiceDeps {
  queries: Queries
  reportables: Reportables
  access: ModerationAccess
  posting: PostingGuard
  notices: AdminNotices
  history: MessageHistory
  rooms: RoomService
  gigModeration: GigModeration
  held: HoldService
  now: () => number
  newId: () => string
}

/** A case in a line: what was reported, and what was said of it last. */
interface WaitingCase extends Pick<ModerationCase, 'title' | 'path' | 'openedAt'> {
  reports: number
  rule: Rule
  words: string
}

interface Waiting {
  cases: number
  appeals: number
  heldGigs: number
  heldPosts: number
  oldest: WaitingCase[]
}

const MAX_TEXT = 2000
const MAX_REPORTS = 20
const MAX_CASES = 50
/** A moderator of a niche is shown those of so many that are theirs. */
const MAX_LOOKED_AT = 500
const MAX_APPEALS = 50
const AROUND = 5

/** What members report, and the queue of it. */
export class ReportService {
  readonly #deps: ReportServiceDeps

  constructor(deps: ReportServiceDeps) {
    this.#deps = deps
  }

  /** One report of each member; who reports again says something else. @throws NotFoundError, HubError 'conflict' */
  async report(reader: Reader, { subject, rule, words }: z.output<typeof newReport>): Promise<string> {
    const { reportables, posting, queries, now } = this.#deps
    const { member } = reader
    const found = await reportables[subject.kind].find(reader, subject)
    if (found.authorId === member.id) throw new HubError('conflict', 'This is your own. You can change or delete it.')
    await posting.admit({ communityId: member.communityId, memberId: member.id, kind: 'report', text: words })
    const { row, isNews } = await queries.transaction().execute(async (transaction) => {
      const before = await this.open(transaction, member.communityId, subject, found)
      const at = now()
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('moderation_reports')
        .values({ case_id: before.id, reporter_id: member.id, reporter_name: member.name, rule, words, at })
        .onConflict((conflict) => conflict.columns(['case_id', 'reporter_id']).doNothing())
        .executeTakeFirst()
      const isFirst = Number(numInsertedOrUpdatedRows ?? 0) > 0
      if (!isFirst) {
        await transaction
          .updateTable('moderation_reports')
          .set({ rule, words, at })
          .where('case_id', '=', before.id)
          .where('reporter_id', '=', member.id)
          .execute()
        return { row: before, isNews: false }
      }
      // What was settled is looked at again when somebody else reports it, too.
      const isNews = before.report_count === 0 || before.state !== 'open'
      const row = {
        ...before,
        report_count: before.report_count + 1,
        state: 'open',
        opened_at: isNews ? at : before.opened_at,
      }
      const { id, ...columns } = row
      await transaction.updateTable('moderation_cases').set(columns).where('id', '=', id).execute()
      return { row, isNews }
    })
    if (isNews) await this.#tellModerators(row)
    return row.id
  }

  /** The case of a subject, as it is now; a new one is of no report yet, and settled. */
  async open(queries: Queries, communityId: string, subject: Subject, found: Found): Promise<CaseRow> {
    const seen = {
      author_id: found.authorId,
      author_name: found.authorName,
      title: found.title,
      text: found.text.slice(0, MAX_TEXT),
      path: found.path,
      niche_ids: JSON.stringify(found.nicheIds),
    }
    return await queries
      .insertInto('moderation_cases')
      .values({
        id: this.#deps.newId(),
        community_id: communityId,
        kind: subject.kind,
        subject_id: subject.id,
        place_id: subject.placeId,
        ...seen,
        state: 'acted',
        opened_at: this.#deps.now(),
        report_count: 0,
      })
      .onConflict((conflict) => conflict.columns(['community_id', 'kind', 'subject_id']).doUpdateSet(seen))
      .returningAll()
      .executeTakeFirstOrThrow()
  }

  /** @throws HubError 'forbidden' for who moderates nothing. */
  async queue(
    member: Member,
    state: 'open' | 'settled',
  ): Promise<{ cases: ModerationCase[]; appeals: ModeratedDecision[]; heldGigs: number; heldPosts: number }> {
    const { queries, access } = this.#deps
    const heldGigs = await this.#heldGigs(member)
    const heldPosts = (await this.#deps.held.list(member)).length
    const rows = await queries
      .selectFrom('moderation_cases')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .where('state', state === 'open' ? '=' : '!=', 'open')
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(atLeast(member.role, 'admin') ? MAX_CASES : MAX_LOOKED_AT)
      .execute()
    const cases: ModerationCase[] = []
    for (const row of rows) {
      if (cases.length >= MAX_CASES) break
      if (await access.mayModerate(member, row)) cases.push(await this.#present(member, row))
    }
    const appeals: ModeratedDecision[] = []
    for (const row of await this.#appeals(member)) appeals.push(await access.present(member, row))
    return { cases, appeals, heldGigs, heldPosts }
  }

  /** How much waits (of reports 500 at most), and the oldest of it. @throws HubError 'forbidden' for who moderates nothing. */
  async waiting(member: Member, shown: number): Promise<Waiting> {
    const { queries, access } = this.#deps
    const heldGigs = await this.#heldGigs(member)
    const heldPosts = (await this.#deps.held.list(member)).length
    const rows = await queries
      .selectFrom('moderation_cases')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .where('state', '=', 'open')
      .orderBy('opened_at')
      .orderBy('id')
      .limit(MAX_LOOKED_AT)
      .execute()
    const open: CaseRow[] = []
    for (const row of rows) if (await access.mayModerate(member, row)) open.push(row)
    const oldest: WaitingCase[] = []
    for (const row of open.slice(0, shown)) {
      const [report] = await this.#reports(row, 1)
      if (report === undefined) continue
      const { title, path, opened_at: openedAt, report_count: reports } = row
      oldest.push({ title, path, openedAt, reports, rule: report.rule as Rule, words: report.words })
    }
    return { cases: open.length, appeals: (await this.#appeals(member)).length, heldGigs, heldPosts, oldest }
  }

  /** @throws HubError 'forbidden' for who moderates nothing. */
  async #heldGigs(member: Member): Promise<number> {
    const held = await this.#deps.gigModeration.held(member)
    return held.filter(({ trust }) => trust.overruled === null).length
  }

  /** Those that this member moderates, the oldest first. */
  async #appeals(member: Member): Promise<DecisionRow[]> {
    const waiting = await decisionsIn(this.#deps.queries)
      .where('moderation_decisions.community_id', '=', member.communityId)
      .where('appeal_state', '=', 'open')
      .orderBy('appeal_at')
      .limit(MAX_APPEALS)
      .execute()
    const own: DecisionRow[] = []
    for (const row of waiting) if (await this.#deps.access.mayModerate(member, row)) own.push(row)
    return own
  }

  /** Newest first. */
  async #reports({ id }: CaseRow, most: number) {
    return await this.#deps.queries
      .selectFrom('moderation_reports')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('reporter_id')
      .limit(most)
      .execute()
  }

  async #present(member: Member, row: CaseRow): Promise<ModerationCase> {
    const { queries, access } = this.#deps
    const reports = await this.#reports(row, MAX_REPORTS)
    const made = await decisionsIn(queries)
      .where('moderation_decisions.case_id', '=', row.id)
      .orderBy('moderation_decisions.at', 'desc')
      .orderBy('moderation_decisions.id', 'desc')
      .limit(MAX_REPORTS)
      .execute()
    const decisions: ModeratedDecision[] = []
    for (const one of made) decisions.push(await access.present(member, one))
    const removed = decisions.some(({ action, liftedAt }) => action === 'remove' && liftedAt === null)
    return {
      id: row.id,
      subject: subjectOf(row),
      title: row.title,
      text: row.text,
      path: row.path,
      author: { memberId: row.author_id, name: row.author_name },
      nicheIds: nichesOf(row),
      state: row.state as ModerationCase['state'],
      openedAt: row.opened_at,
      reports: reports.map((report) => ({
        by: { memberId: report.reporter_id, name: report.reporter_name },
        rule: report.rule as Rule,
        words: report.words,
        at: report.at,
      })),
      reportCount: row.report_count,
      decisions,
      around: row.state === 'open' ? await this.#around(row) : [],
      mayDo: await access.mayDo(member, row, removed),
    }
  }

  async #around({ kind, subject_id: id, place_id: roomId }: CaseRow): Promise<ModerationCase['around']> {
    if (kind !== 'message' || roomId === null) return []
    const { history, rooms } = this.#deps
    // Of a private room only what was reported is shown.
    if ((await rooms.get(roomId))?.isPrivate !== false) return []
    const message = await history.get(roomId, id)
    const { messages } = await history.page(roomId, {
      around: id,
      thread: message.threadId ?? undefined,
      limit: AROUND,
    })
    return messages.map((one) => ({ author: one.author.name, text: one.text, at: one.sentAt, isIt: one.id === id }))
  }

  async #tellModerators(row: CaseRow): Promise<void> {
    const { access, notices } = this.#deps
    await notices.tellThese(row.community_id, await access.moderatorsOf(row), {
      title: row.title,
      excerpt: NOTICES.reported,
      path: '/moderation',
      key: `reported:${row.id}:${row.opened_at}`,
    })
  }
}
