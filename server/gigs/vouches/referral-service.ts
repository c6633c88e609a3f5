import { HubError, NotFoundError } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/members.ts'
import { NOTICES } from '../../../shared/notices.ts'
import { type GigReferrals, MAX_REFERRALS_A_MONTH, VOUCH_EDITABLE_MS } from '../../../shared/vouches.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { PostingGuard } from '../../moderation/posting-guard.ts'
import type { AdminNotices } from '../../notifications/admin-notices.ts'
import type { Queries } from '../../platform/database.ts'
import { type GigAccess, isTakeable } from '../early-access/gig-access.ts'
import type { GigStore } from '../gig-store.ts'
import type { VouchTables } from './vouch-tables.ts'

export interface ReferralServiceDeps {
  queries: Queries
  gigs: GigStore
  access: GigAccess
  members: MemberService
  posting: PostingGuard
  tellThese: AdminNotices['tellThese']
  now: () => number
}

const MONTH_MS = 30 * 86_400_000
const MAX_LISTED = 50
const SAID = ['gig_referrals.words', 'gig_referrals.at', 'gig_referrals.answer', 'gig_referrals.answered_at'] as const

/** A member tells another of a gig; it counts once that one has won it. */
export class ReferralService {
  readonly #deps: ReferralServiceDeps

  constructor(deps: ReferralServiceDeps) {
    this.#deps = deps
  }

  /** @throws NotFoundError */
  async ofGig(member: Member, gigId: string): Promise<GigReferrals> {
    const { queries, gigs, access } = this.#deps
    await access.require(member, await gigs.get(gigId), gigId)
    const toMe = await queries
      .selectFrom('gig_referrals')
      .innerJoin('members', 'members.id', 'gig_referrals.from_id')
      .select(['members.id', 'members.name', ...SAID])
      .where('gig_id', '=', gigId)
      .where('to_id', '=', member.id)
      .orderBy('at', 'desc')
      .limit(MAX_LISTED)
      .execute()
    const byMe = await this.#won()
      .innerJoin('members', 'members.id', 'gig_referrals.to_id')
      .select(['members.id', 'members.name', 'gig_feedback.kind', ...SAID])
      .where('gig_referrals.gig_id', '=', gigId)
      .where('from_id', '=', member.id)
      .orderBy('at', 'desc')
      .limit(MAX_LISTED)
      .execute()
    return {
      toMe: toMe.map(({ id, name, ...row }) => ({
        by: { memberId: id, name },
        ...saidIn(row),
        mayAnswer: row.answered_at === null || this.#isOpen(row.answered_at),
      })),
      byMe: byMe.map(({ id, name, kind, ...row }) => ({
        to: { memberId: id, name },
        ...saidIn(row),
        won: kind !== null,
        mayChange: this.#isOpen(row.at),
      })),
    }
  }

  /** Again, it changes the words. @throws NotFoundError, HubError 'forbidden' or 'conflict' */
  async refer(member: Member, gigId: string, toId: string, words: string): Promise<GigReferrals> {
    const { queries, gigs, access, members, posting, tellThese, now } = this.#deps
    const gig = await access.require(member, await gigs.get(gigId), gigId)
    const other = await members.get(toId)
    if (other?.communityId !== member.communityId) throw new NotFoundError('member', toId)
    if (toId === member.id || toId === gig.postedBy) {
      throw new HubError('forbidden', 'Refer somebody else than yourself or who posted it.')
    }
    if (!isTakeable(gig)) throw new HubError('conflict', 'This gig is closed.')
    if (!(await access.eyesOf(other))(gig)) {
      throw new HubError('forbidden', 'This gig is only for members of its niches, and they are in none of them.')
    }
    const before = await this.#find(gigId, member.id, toId)
    if (before === undefined) await this.#requireSparing(member)
    else if (!this.#isOpen(before.at)) {
      throw new HubError('conflict', 'A referral can be changed for two weeks; this one stays as it is.')
    }
    const { communityId } = member
    await posting.admit({ communityId, memberId: member.id, kind: 'comment', text: words })
    const row = { gig_id: gigId, community_id: communityId, from_id: member.id, to_id: toId, words, at: now() }
    const unanswered = { answer: null, answered_at: null }
    await queries
      .insertInto('gig_referrals')
      .values({ ...row, ...unanswered })
      .onConflict((conflict) => conflict.columns(['gig_id', 'from_id', 'to_id']).doUpdateSet({ words }))
      .execute()
    await tellThese(communityId, [toId], {
      title: `${member.name}: ${gig.title}`,
      excerpt: NOTICES.referred,
      path: `/gigs/${gigId}`,
      key: `referred:${gigId}:${member.id}`,
    })
    return await this.ofGig(member, gigId)
  }

  /** @throws NotFoundError for one that there is not, HubError 'conflict' when the answer is old. */
  async answer(member: Member, gigId: string, fromId: string, text: string): Promise<GigReferrals> {
    const { queries, gigs, access, posting, tellThese, now } = this.#deps
    const gig = await access.require(member, await gigs.get(gigId), gigId)
    const row = await this.#find(gigId, fromId, member.id)
    if (row === undefined) throw new NotFoundError('referral', gigId)
    if (row.answered_at !== null && !this.#isOpen(row.answered_at)) {
      throw new HubError('conflict', 'An answer can be changed for two weeks; this one stays as it is.')
    }
    const { communityId } = member
    await posting.admit({ communityId, memberId: member.id, kind: 'comment', text })
    await queries
      .updateTable('gig_referrals')
      .set({ answer: text, answered_at: row.answered_at ?? now() })
      .where('gig_id', '=', gigId)
      .where('from_id', '=', fromId)
      .where('to_id', '=', member.id)
      .execute()
    await tellThese(communityId, [fromId], {
      title: `${member.name}: ${gig.title}`,
      excerpt: NOTICES.referralAnswered,
      path: `/gigs/${gigId}`,
      key: `referral-answered:${gigId}:${member.id}`,
    })
    return await this.ofGig(member, gigId)
  }

  /** Those that a member made, and how many of them were won. */
  async countsOf(memberId: string): Promise<{ made: number; won: number }> {
    const { made, won } = await this.#won()
      .select(({ fn }) => [
        fn.countAll<number | string>().as('made'),
        fn.count<number | string>('gig_feedback.kind').as('won'),
      ])
      .where('from_id', '=', memberId)
      .executeTakeFirstOrThrow()
    return { made: Number(made), won: Number(won) }
  }

  /** By who made them; of those that were won. */
  async wonIn(communityId: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#won()
      .select('from_id')
      .select(({ fn }) => fn.count<number | string>('gig_feedback.kind').as('won'))
      .where('gig_referrals.community_id', '=', communityId)
      .groupBy('from_id')
      .execute()
    return new Map(rows.map(({ from_id, won }) => [from_id, Number(won)]))
  }

  /** Every referral, with 'won' where it was. */
  #won() {
    return this.#deps.queries
      .selectFrom('gig_referrals')
      .leftJoin('gig_feedback', (join) =>
        join
          .onRef('gig_feedback.gig_id', '=', 'gig_referrals.gig_id')
          .onRef('gig_feedback.member_id', '=', 'gig_referrals.to_id')
          .on('gig_feedback.kind', '=', 'won'),
      )
  }

  async #find(gigId: string, fromId: string, toId: string) {
    return await this.#deps.queries
      .selectFrom('gig_referrals')
      .select(['at', 'answered_at'])
      .where('gig_id', '=', gigId)
      .where('from_id', '=', fromId)
      .where('to_id', '=', toId)
      .executeTakeFirst()
  }

  #isOpen(since: number): boolean {
    return this.#deps.now() - since < VOUCH_EDITABLE_MS
  }

  async #requireSparing(member: Member): Promise<void> {
    const { count } = await this.#deps.queries
      .selectFrom('gig_referrals')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('from_id', '=', member.id)
      .where('at', '>', this.#deps.now() - MONTH_MS)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MAX_REFERRALS_A_MONTH) {
      throw new HubError('conflict', `You can refer others ${MAX_REFERRALS_A_MONTH} times in thirty days.`)
    }
  }
}

function saidIn({
  words,
  at,
  answer,
  answered_at,
}: Pick<VouchTables['gig_referrals'], 'words' | 'at' | 'answer' | 'answered_at'>) {
  return { words, at, answer: answer === null || answered_at === null ? null : { text: answer, at: answered_at } }
}
