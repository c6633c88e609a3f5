import { HubError, NotFoundError } from '../../../shared/errors.ts'
import type { Gig } from '../../../shared/gigs.ts'
import { atLeast, type Member } from '../../../shared/members.ts'
import {
  type ClientHistory,
  type Review,
  REVIEW_EDITABLE_MS,
  type ReviewInput,
  type ReviewNumbers,
} from '../../../shared/reviews.ts'
import type { AuditService } from '../../members/audit-service.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { PostingGuard } from '../../moderation/posting-guard.ts'
import type { Queries } from '../../platform/database.ts'
import { clientKey } from '../client-key.ts'
import type { GigAccess } from '../early-access/gig-access.ts'
import type { GigStore } from '../gig-store.ts'
import { clientSignals } from './client-signals.ts'
import { type ReviewRow, type ReviewStore, type Subject, toInput, winnerSubject } from './review-store.ts'

const MAX_WINNERS = 20

export interface ReviewServiceDeps {
  queries: Queries
  gigs: GigStore
  reviews: ReviewStore
  access: GigAccess
  members: MemberService
  audit: AuditService
  posting: PostingGuard
  now: () => number
  newId: () => string
}

/** After a gig, both sides say how it was: changeable for two weeks, answerable, and shown with numbers. */
export class ReviewService {
  readonly #deps: ReviewServiceDeps

  constructor(deps: ReviewServiceDeps) {
    this.#deps = deps
  }

  /** @throws NotFoundError */
  async client(member: Member, gigId: string): Promise<ClientHistory> {
    const { gigs, reviews, access } = this.#deps
    const gig = await access.require(member, await gigs.get(gigId), gigId)
    const subject = clientKey(gig)
    const winners = await this.#winners(gig)
    const shownWinners = gig.postedBy === member.id ? winners : []
    if (subject === undefined) return { ...NOBODY, winners: [] }
    const numbers = await reviews.numbers(gig.communityId, subject)
    return {
      client: gig.company ?? (await this.#nameOf(gig.postedBy)),
      numbers,
      signals: clientSignals(numbers).map(({ name, text, weight }) => ({ name, text, weight })),
      ...(await gigs.clientCounts(gig, this.#deps.now())),
      reviews: (await reviews.about(gig.communityId, subject)).map((row) => this.#toReview(row, member)),
      mayReview: gig.postedBy !== member.id && winners.some(({ memberId }) => memberId === member.id),
      winners: await Promise.all(
        shownWinners.map(async ({ memberId, name }) => {
          const row = await reviews.find(gigId, member.id, winnerSubject(memberId))
          return { memberId, name, review: row === undefined ? null : this.#toReview(row, member) }
        }),
      ),
    }
  }

  /** `winnerId`: of whom the one who posted the gig speaks. @throws HubError 'forbidden', 'conflict' or 'not_found' */
  async give(member: Member, gigId: string, input: ReviewInput, winnerId: string | undefined): Promise<Review> {
    const { gigs, reviews, access, posting, now, newId } = this.#deps
    const gig = await access.require(member, await gigs.get(gigId), gigId)
    const subject = await this.#subjectOf(member, gig, winnerId)
    const before = await reviews.find(gigId, member.id, subject)
    if (before !== undefined && !this.#isOpen(before.created_at)) {
      throw new HubError('conflict', 'A review can be changed for two weeks; this one stays as it is.')
    }
    if (before?.withheld_at != null) throw new NotFoundError('review', before.id)
    const { id: memberId, communityId } = member
    await posting.admit({ communityId, memberId, kind: 'comment', text: input.words, counts: before === undefined })
    const at = now()
    await reviews.put({
      id: newId(),
      community_id: gig.communityId,
      gig_id: gigId,
      author_id: member.id,
      subject,
      ...input,
      created_at: at,
      updated_at: at,
      answer: null,
      answered_at: null,
      withheld_at: null,
    })
    const row = await reviews.find(gigId, member.id, subject)
    if (row === undefined) throw new NotFoundError('review of the gig', gigId)
    return this.#toReview(row, member)
  }

  /** @throws NotFoundError, HubError 'forbidden' for whom it is not about, or 'conflict' when the answer is old. */
  async answer(member: Member, reviewId: string, text: string): Promise<Review> {
    const { reviews, now } = this.#deps
    const row = await this.#row(member, reviewId)
    if (!isAbout(row, member.id)) throw new HubError('forbidden', 'Only whom a review is about may answer it.')
    if (row.answered_at !== null && !this.#isOpen(row.answered_at)) {
      throw new HubError('conflict', 'An answer can be changed for two weeks; this one stays as it is.')
    }
    await reviews.answer(reviewId, text, row.answered_at ?? now())
    return this.#toReview(await this.#row(member, reviewId), member)
  }

  /** As stored. @throws NotFoundError also for one of a gig that is not there for the member. */
  async find(member: Member, reviewId: string): Promise<ReviewRow & { gig: Gig }> {
    const { gigs, access } = this.#deps
    const row = await this.#row(member, reviewId)
    return { ...row, gig: await access.require(member, await gigs.get(row.gig_id), row.gig_id) }
  }

  /** Takes away what it says and counts for, or gives it back. @throws NotFoundError */
  async withhold(member: Member, reviewId: string, isWithheld: boolean): Promise<void> {
    await this.#row(member, reviewId)
    await this.#deps.reviews.withhold(reviewId, isWithheld ? this.#deps.now() : null)
  }

  /** @throws NotFoundError, HubError 'forbidden' */
  async remove(member: Member, reviewId: string): Promise<void> {
    const { queries, reviews, audit } = this.#deps
    const row = await this.#row(member, reviewId)
    const isOwn = row.author_id === member.id
    if (!isOwn && !atLeast(member.role, 'admin'))
      throw new HubError('forbidden', 'Only its author and admins may do that.')
    await queries.transaction().execute(async (transaction) => {
      await reviews.remove(transaction, reviewId)
      if (isOwn) return
      const entry = { communityId: member.communityId, actor: member, action: 'review.removed', subject: reviewId }
      await audit.record({ ...entry, details: { author: row.author_name, words: row.words } }, transaction)
    })
  }

  async ofMe(member: Member): Promise<{ numbers: ReviewNumbers; reviews: Review[] }> {
    const { reviews } = this.#deps
    const subject = winnerSubject(member.id)
    const rows = await reviews.about(member.communityId, subject)
    return {
      numbers: await reviews.numbers(member.communityId, subject),
      reviews: rows.map((row) => this.#toReview(row, member)),
    }
  }

  async #subjectOf(member: Member, gig: Gig, winnerId: string | undefined): Promise<Subject> {
    const winners = await this.#winners(gig)
    const hasWon = (memberId: string) => winners.some((one) => one.memberId === memberId)
    if (winnerId !== undefined) {
      if (gig.postedBy !== member.id || winnerId === member.id) {
        throw new HubError('forbidden', 'Only who posted a gig may say how its winner worked.')
      }
      if (!hasWon(winnerId)) throw new HubError('conflict', 'Nobody of that name says that they won this gig.')
      return winnerSubject(winnerId)
    }
    if (gig.postedBy === member.id || !hasWon(member.id)) {
      throw new HubError('forbidden', 'Only who has won a gig may say how its client was.')
    }
    const subject = clientKey(gig)
    if (subject === undefined) throw new HubError('conflict', 'This gig does not say who its client is.')
    return subject
  }

  async #winners({ id }: Gig): Promise<{ memberId: string; name: string }[]> {
    const rows = await this.#deps.queries
      .selectFrom('gig_feedback')
      .innerJoin('members', 'members.id', 'gig_feedback.member_id')
      .select(['members.id', 'members.name'])
      .where('gig_feedback.gig_id', '=', id)
      .where('gig_feedback.kind', '=', 'won')
      .orderBy('gig_feedback.given_at')
      .limit(MAX_WINNERS)
      .execute()
    return rows.map(({ id: memberId, name }) => ({ memberId, name }))
  }

  async #row(member: Member, reviewId: string): Promise<ReviewRow> {
    const row = await this.#deps.reviews.get(member.communityId, reviewId)
    if (row === undefined) throw new NotFoundError('review', reviewId)
    return row
  }

  async #nameOf(memberId: string | null): Promise<string | null> {
    return memberId === null ? null : ((await this.#deps.members.get(memberId))?.name ?? null)
  }

  #isOpen(since: number): boolean {
    return this.#deps.now() - since < REVIEW_EDITABLE_MS
  }

  #toReview(row: ReviewRow, member: Member): Review {
    const withheld = row.withheld_at !== null
    return {
      ...toInput(row),
      ...(withheld ? { words: '' } : {}),
      withheld,
      id: row.id,
      gigId: row.gig_id,
      author: { memberId: row.author_id, name: row.author_name },
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      answer: row.answer === null ? null : { text: row.answer, at: row.answered_at ?? row.updated_at },
      mayChange: !withheld && row.author_id === member.id && this.#isOpen(row.created_at),
      mayAnswer: !withheld && isAbout(row, member.id) && (row.answered_at === null || this.#isOpen(row.answered_at)),
    }
  }
}

const NOBODY: ClientHistory = {
  client: null,
  numbers: {
    reviews: 0,
    rating: null,
    paid: { on_time: 0, late: 0, never: 0 },
    response: { quick: 0, slow: 0, none: 0 },
  },
  signals: [],
  gigs: 0,
  won: 0,
  reviews: [],
  mayReview: false,
  winners: [],
}

function isAbout({ subject }: ReviewRow, memberId: string): boolean {
  return subject === `member:${memberId}` || subject === winnerSubject(memberId)
}
