import { NotFoundError } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/members.ts'
import type { MemberTrust, TrustFigures } from '../../../shared/vouches.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { Queries } from '../../platform/database.ts'
import { type ReviewStore, winnerSubject } from '../reviews/review-store.ts'
import type { ReferralService } from './referral-service.ts'
import type { VouchService } from './vouch-service.ts'

export interface MemberTrustDeps {
  queries: Queries
  members: MemberService
  vouches: VouchService
  referrals: ReferralService
  reviews: ReviewStore
}

/** What others say of a member: vouches, reviews and referrals side by side. */
export class TrustOfMembers {
  readonly #deps: MemberTrustDeps

  constructor(deps: MemberTrustDeps) {
    this.#deps = deps
  }

  /** @throws NotFoundError */
  async of(viewer: Member, memberId: string): Promise<MemberTrust> {
    const { members, vouches, referrals, reviews } = this.#deps
    if ((await members.get(memberId))?.communityId !== viewer.communityId) throw new NotFoundError('member', memberId)
    return {
      vouches: await vouches.of(viewer, memberId),
      reviews: await reviews.numbers(viewer.communityId, winnerSubject(memberId)),
      referrals: await referrals.countsOf(memberId),
      mayVouchIn: await vouches.nichesFor(viewer, memberId),
    }
  }

  /** Of all of whom something is said. */
  async figures(communityId: string): Promise<TrustFigures[]> {
    const { queries, referrals } = this.#deps
    const all = new Map<string, TrustFigures>()
    const of = (memberId: string) => {
      const known = all.get(memberId) ?? { memberId, vouches: 0, reviews: 0, rating: null, referralsWon: 0 }
      all.set(memberId, known)
      return known
    }
    const vouched = await queries
      .selectFrom('vouches')
      .select('member_id')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('community_id', '=', communityId)
      .groupBy('member_id')
      .execute()
    for (const { member_id, count } of vouched) of(member_id).vouches = Number(count)
    const reviewed = await queries
      .selectFrom('gig_reviews')
      .select('subject')
      .select(({ fn }) => [fn.countAll<number | string>().as('count'), fn.avg<number | string>('rating').as('rating')])
      .where('community_id', '=', communityId)
      .where('subject', 'like', winnerSubject('%'))
      .where('withheld_at', 'is', null)
      .groupBy('subject')
      .execute()
    for (const { subject, count, rating } of reviewed) {
      const figures = of(subject.slice(winnerSubject('').length))
      figures.reviews = Number(count)
      figures.rating = Number(rating)
    }
    for (const [memberId, won] of await referrals.wonIn(communityId)) {
      if (won > 0) of(memberId).referralsWon = won
    }
    return [...all.values()]
  }
}
