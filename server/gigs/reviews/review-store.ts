import type { ReviewInput, ReviewNumbers } from '../../../shared/reviews.ts'
import type { Queries } from '../../platform/database.ts'
import type { GigTables } from '../gig-tables.ts'

export type ReviewRow = GigTables['gig_reviews'] & { author_name: string }

const MAX_LISTED = 50
/** More change no figure that anybody would notice. */
const MAX_COUNTED = 500

/** Of whom: a client by `clientKey`, or a member who won a gig, as 'winner:' and their id. */
export type Subject = string
export const winnerSubject = (memberId: string): Subject => `winner:${memberId}`

/** What the two sides of a gig say of each other. */
export class ReviewStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Newest first. */
  async about(communityId: string, subject: Subject): Promise<ReviewRow[]> {
    return await this.#rows()
      .where('gig_reviews.community_id', '=', communityId)
      .where('gig_reviews.subject', '=', subject)
      .orderBy('gig_reviews.created_at', 'desc')
      .limit(MAX_LISTED)
      .execute()
  }

  async numbers(communityId: string, subject: Subject): Promise<ReviewNumbers> {
    const rows = await this.#queries
      .selectFrom('gig_reviews')
      .select(['rating', 'paid', 'response'])
      .where('community_id', '=', communityId)
      .where('subject', '=', subject)
      .where('withheld_at', 'is', null)
      .orderBy('created_at', 'desc')
      .limit(MAX_COUNTED)
      .execute()
    const count = (field: 'paid' | 'response', value: string) => rows.filter((row) => row[field] === value).length
    return {
      reviews: rows.length,
      rating: rows.length === 0 ? null : rows.reduce((sum, { rating }) => sum + rating, 0) / rows.length,
      paid: { on_time: count('paid', 'on_time'), late: count('paid', 'late'), never: count('paid', 'never') },
      response: {
        quick: count('response', 'quick'),
        slow: count('response', 'slow'),
        none: count('response', 'none'),
      },
    }
  }

  async get(communityId: string, reviewId: string): Promise<ReviewRow | undefined> {
    return await this.#rows()
      .where('gig_reviews.community_id', '=', communityId)
      .where('gig_reviews.id', '=', reviewId)
      .executeTakeFirst()
  }

  async find(gigId: string, authorId: string, subject: Subject): Promise<ReviewRow | undefined> {
    return await this.#rows()
      .where('gig_reviews.gig_id', '=', gigId)
      .where('gig_reviews.author_id', '=', authorId)
      .where('gig_reviews.subject', '=', subject)
      .executeTakeFirst()
  }

  /** Inserts, or changes what was said before; one review a gig, author and subject. */
  async put(row: GigTables['gig_reviews']): Promise<void> {
    const { rating, paid, response, words, updated_at } = row
    await this.#queries
      .insertInto('gig_reviews')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['gig_id', 'author_id', 'subject']).doUpdateSet({ rating, paid, response, words, updated_at }),
      )
      .execute()
  }

  async answer(reviewId: string, text: string, at: number): Promise<void> {
    await this.#queries
      .updateTable('gig_reviews')
      .set({ answer: text, answered_at: at })
      .where('id', '=', reviewId)
      .execute()
  }

  async withhold(reviewId: string, at: number | null): Promise<void> {
    await this.#queries.updateTable('gig_reviews').set({ withheld_at: at }).where('id', '=', reviewId).execute()
  }

  async remove(queries: Queries, reviewId: string): Promise<void> {
    await queries.deleteFrom('gig_reviews').where('id', '=', reviewId).execute()
  }

  #rows() {
    return this.#queries
      .selectFrom('gig_reviews')
      .innerJoin('members', 'members.id', 'gig_reviews.author_id')
      .selectAll('gig_reviews')
      .select('members.name as author_name')
  }
}

export function toInput({ rating, paid, response, words }: ReviewRow): ReviewInput {
  return { rating, paid: paid as ReviewInput['paid'], response: response as ReviewInput['response'], words }
}
