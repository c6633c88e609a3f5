import type { z } from 'zod'
import { HubError, NotFoundError } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/members.ts'
import { NOTICES } from '../../../shared/notices.ts'
import { MAX_VOUCHES_A_MONTH, type Vouch, VOUCH_EDITABLE_MS, type vouchInput } from '../../../shared/vouches.ts'
import type { AuditService } from '../../members/audit-service.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { PostingGuard } from '../../moderation/posting-guard.ts'
import type { NicheService } from '../../niches/niche-service.ts'
import type { AdminNotices } from '../../notifications/admin-notices.ts'
import type { Queries } from '../../platform/database.ts'
import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'
import type { VouchedSkill } from './vouch-effect.ts'
import type { VouchTables } from './vouch-tables.ts'

export interface VouchServiceDeps {
  queries: Queries
  members: MemberService
  niches: NicheService
  audit: AuditService
  posting: PostingGuard
  tellThese: AdminNotices['tellThese']
  now: () => number
  newId: () => string
}

type VouchRow = VouchTables['vouches'] & { author_name: string; niche_name: string }

const MONTH_MS = 30 * 86_400_000
const MAX_LISTED = 100

/** Members of a niche who stand in for skills of each other. */
export class VouchService {
  readonly #deps: VouchServiceDeps

  constructor(deps: VouchServiceDeps) {
    this.#deps = deps
  }

  /** By niche and skill, newest first within each. */
  async of(viewer: Member, memberId: string): Promise<Vouch[]> {
    const rows = await this.#rows()
      .where('vouches.member_id', '=', memberId)
      .where('vouches.community_id', '=', viewer.communityId)
      .orderBy('niches.name')
      .orderBy('vouches.skill')
      .orderBy('vouches.created_at', 'desc')
      .orderBy('vouches.id', 'desc')
      .limit(MAX_LISTED)
      .execute()
    const moderated = new Map<string, boolean>()
    for (const { niche_id } of rows) {
      moderated.set(niche_id, moderated.get(niche_id) ?? (await this.#deps.niches.mayModerate(viewer, [niche_id])))
    }
    return rows.map((row) => this.#toVouch(row, viewer, moderated.get(row.niche_id) === true))
  }

  /** Those that a member gave, newest first, each with whom it is for. */
  async givenBy(author: Member): Promise<(Vouch & { memberName: string })[]> {
    const rows = await this.#rows()
      .innerJoin('members as vouched', 'vouched.id', 'vouches.member_id')
      .select('vouched.name as vouched_name')
      .where('vouches.author_id', '=', author.id)
      .orderBy('vouches.created_at', 'desc')
      .orderBy('vouches.id', 'desc')
      .limit(MAX_LISTED)
      .execute()
    return rows.map((row) => ({ ...this.#toVouch(row, author, false), memberName: row.vouched_name }))
  }

  /** What matching may make of them. */
  async skillsOf(memberId: string): Promise<VouchedSkill[]> {
    return (await this.skillsOfAll([memberId])).get(memberId)?.slice(0, MAX_LISTED) ?? []
  }

  /** The same of several members, by member; those that nobody vouches for are not in it. */
  async skillsOfAll(memberIds: readonly string[]): Promise<Map<string, VouchedSkill[]>> {
    if (memberIds.length === 0) return new Map()
    const rows = await this.#deps.queries
      .selectFrom('vouches')
      .innerJoin('niches', 'niches.id', 'vouches.niche_id')
      .select(['vouches.member_id', 'vouches.niche_id', 'niches.name', 'vouches.skill'])
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('vouches.member_id', 'in', memberIds)
      .groupBy(['vouches.member_id', 'vouches.niche_id', 'niches.name', 'vouches.skill'])
      .orderBy('count', 'desc')
      .orderBy('vouches.skill')
      .limit(MAX_LISTED * memberIds.length)
      .execute()
    const byMember = new Map<string, VouchedSkill[]>()
    for (const { member_id, niche_id, name, skill, count } of rows) {
      const one = { nicheId: niche_id, nicheName: name, skill, count: Number(count) }
      byMember.set(member_id, [...(byMember.get(member_id) ?? []), one])
    }
    return byMember
  }

  /** The niches in which one member may vouch for another. */
  async nichesFor(viewer: Member, memberId: string): Promise<{ id: string; name: string }[]> {
    if (viewer.id === memberId) return []
    const theirs = await this.#deps.niches.nichesOf(memberId)
    const all = await this.#deps.niches.list(viewer)
    return all.filter(({ id, mine }) => mine !== null && theirs.has(id)).map(({ id, name }) => ({ id, name }))
  }

  /** @throws NotFoundError, HubError 'forbidden' or 'conflict' */
  async give(author: Member, nicheId: string, memberId: string, input: z.output<typeof vouchInput>): Promise<Vouch> {
    const { queries, posting, now, newId, tellThese } = this.#deps
    await this.#requirePair(author, nicheId, memberId)
    const skill = canonicalSkill(input.skill)
    const key = { niche_id: nicheId, author_id: author.id, member_id: memberId, skill }
    const before = await this.#find(key)
    if (before !== undefined && !this.#isOpen(before.created_at)) {
      throw new HubError('conflict', 'A vouch can be changed for two weeks. Withdraw it, if it is not true any more.')
    }
    if (before === undefined) await this.#requireSparing(author)
    const { id: authorId, communityId } = author
    await posting.admit({ communityId, memberId: authorId, kind: 'comment', text: input.words })
    const row = {
      id: newId(),
      community_id: communityId,
      ...key,
      words: input.words,
      created_at: now(),
      answer: null,
      answered_at: null,
    }
    await queries
      .insertInto('vouches')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['niche_id', 'author_id', 'member_id', 'skill']).doUpdateSet({ words: input.words }),
      )
      .execute()
    if (before === undefined) {
      await tellThese(communityId, [memberId], {
        title: `${author.name}: ${skill}`,
        excerpt: NOTICES.vouched,
        path: '/profile',
        key: `vouched:${row.id}`,
      })
    }
    const given = await this.#find(key)
    if (given === undefined) throw new NotFoundError('vouch', skill)
    return this.#toVouch(given, author, false)
  }

  /** @throws NotFoundError, HubError 'forbidden' for whom it is not about, 'conflict' when the answer is old. */
  async answer(member: Member, vouchId: string, text: string): Promise<Vouch> {
    const { queries, posting, now } = this.#deps
    const row = await this.#require(member, vouchId)
    if (row.member_id !== member.id) throw new HubError('forbidden', 'Only whom a vouch is for may answer it.')
    if (row.answered_at !== null && !this.#isOpen(row.answered_at)) {
      throw new HubError('conflict', 'An answer can be changed for two weeks; this one stays as it is.')
    }
    await posting.admit({ communityId: member.communityId, memberId: member.id, kind: 'comment', text })
    const answered = { answer: text, answered_at: row.answered_at ?? now() }
    await queries.updateTable('vouches').set(answered).where('id', '=', vouchId).execute()
    return this.#toVouch({ ...row, ...answered }, member, false)
  }

  /** @throws NotFoundError, HubError 'forbidden' */
  async withdraw(member: Member, vouchId: string): Promise<void> {
    const { queries, niches, audit } = this.#deps
    const row = await this.#require(member, vouchId)
    const isOwn = row.author_id === member.id
    if (!isOwn && !(await niches.mayModerate(member, [row.niche_id]))) {
      throw new HubError('forbidden', 'Only its author and moderators of the niche withdraw a vouch.')
    }
    await queries.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('vouches').where('id', '=', vouchId).execute()
      if (isOwn) return
      const entry = { communityId: member.communityId, actor: member, action: 'vouch.removed', subject: vouchId }
      const details = { author: row.author_name, skill: row.skill, words: row.words }
      await audit.record({ ...entry, details }, transaction)
    })
  }

  async #requirePair(author: Member, nicheId: string, memberId: string): Promise<void> {
    const { niches, members } = this.#deps
    await niches.get(author, nicheId)
    if ((await members.get(memberId))?.communityId !== author.communityId) throw new NotFoundError('member', memberId)
    if (author.id === memberId) throw new HubError('forbidden', 'Nobody vouches for themselves.')
    const inNiche = await niches.membersOf([nicheId])
    if (!inNiche.has(author.id) || !inNiche.has(memberId)) {
      throw new HubError('forbidden', 'One vouches for members of a niche that one is in oneself.')
    }
  }

  async #requireSparing(author: Member): Promise<void> {
    const { count } = await this.#deps.queries
      .selectFrom('vouches')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('author_id', '=', author.id)
      .where('created_at', '>', this.#deps.now() - MONTH_MS)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MAX_VOUCHES_A_MONTH) {
      throw new HubError('conflict', `You can vouch ${MAX_VOUCHES_A_MONTH} times in thirty days.`)
    }
  }

  async #find(key: { niche_id: string; author_id: string; member_id: string; skill: string }) {
    return await this.#rows()
      .where('vouches.niche_id', '=', key.niche_id)
      .where('vouches.author_id', '=', key.author_id)
      .where('vouches.member_id', '=', key.member_id)
      .where('vouches.skill', '=', key.skill)
      .executeTakeFirst()
  }

  async #require({ communityId }: Member, vouchId: string) {
    const row = await this.#rows()
      .where('vouches.id', '=', vouchId)
      .where('vouches.community_id', '=', communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('vouch', vouchId)
    return row
  }

  #rows() {
    return this.#deps.queries
      .selectFrom('vouches')
      .innerJoin('members', 'members.id', 'vouches.author_id')
      .innerJoin('niches', 'niches.id', 'vouches.niche_id')
      .selectAll('vouches')
      .select(['members.name as author_name', 'niches.name as niche_name'])
  }

  #isOpen(since: number): boolean {
    return this.#deps.now() - since < VOUCH_EDITABLE_MS
  }

  #toVouch(row: VouchRow, viewer: Member, isModerator: boolean): Vouch {
    const isOwn = row.author_id === viewer.id
    return {
      id: row.id,
      niche: { id: row.niche_id, name: row.niche_name },
      author: { memberId: row.author_id, name: row.author_name },
      skill: row.skill,
      words: row.words,
      createdAt: row.created_at,
      answer: row.answer === null ? null : { text: row.answer, at: row.answered_at ?? row.created_at },
      mayChange: isOwn && this.#isOpen(row.created_at),
      mayWithdraw: isOwn || isModerator,
      mayAnswer: row.member_id === viewer.id && (row.answered_at === null || this.#isOpen(row.answered_at)),
    }
  }
}
