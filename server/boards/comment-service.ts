import type { BoardComment } from '../../shared/board-comments.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { PostingGuard } from '../moderation/posting-guard.ts'
import type { CommentTables } from './comment-tables.ts'

export interface CommentServiceDeps {
  queries: Queries
  events: EventBus
  live: Live
  posting: PostingGuard
  now: () => number
  newId: () => string
}

type Row = CommentTables['board_comments']

/** Most comments of one board. */
const MOST = 20_000

/** Comments on cards. Who may is checked by the caller; that a comment is its author's is checked here. */
export class CommentService {
  readonly #deps: CommentServiceDeps

  constructor(deps: CommentServiceDeps) {
    this.#deps = deps
  }

  /** Of all cards of a board, oldest first. */
  async list(documentId: string): Promise<BoardComment[]> {
    const rows = await this.#deps.queries
      .selectFrom('board_comments')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('at')
      .orderBy('id')
      .limit(MOST)
      .execute()
    return rows.map(toComment)
  }

  /**
   * @param input - `id`: chosen by a client that sends again what it got no answer to.
   * @throws HubError 'conflict' for an id that is another comment's, or when the board is full of them.
   */
  async add(
    board: { documentId: string; communityId: string; memberId: string },
    input: { cardId: string; text: string; id?: string | undefined },
  ): Promise<BoardComment> {
    const { queries, posting, now, newId } = this.#deps
    const { communityId, memberId } = board
    await posting.admit({ communityId, memberId, kind: 'comment', text: input.text })
    const row: Row = {
      id: input.id ?? newId(),
      document_id: board.documentId,
      card_id: input.cardId,
      author: board.memberId,
      author_name: null,
      text: input.text,
      at: now(),
      edited_at: null,
      withheld_at: null,
    }
    const { count } = await queries
      .selectFrom('board_comments')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('document_id', '=', board.documentId)
      .executeTakeFirstOrThrow()
    if (count >= MOST) throw new HubError('conflict', `There are ${MOST} comments on this board already.`)
    const inserted = await queries
      .insertInto('board_comments')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
      const known = await this.#row(board.documentId, row.id)
      if (known?.author !== board.memberId) throw new HubError('conflict', 'This id is another comment’s.')
      return toComment(known)
    }
    await this.#changed(board)
    this.#deps.events.publish('card:commented', {
      communityId: board.communityId,
      documentId: board.documentId,
      cardId: row.card_id,
      commentId: row.id,
    })
    return toComment(row)
  }

  /** What an import brings, with the names that it has; as many as there is room for. */
  async addImported(
    board: { documentId: string; communityId: string },
    comments: readonly { cardId: string; authorName: string | null; text: string; at: number }[],
  ): Promise<void> {
    const rows = comments.slice(0, MOST).map((comment): Row => ({
      id: this.#deps.newId(),
      document_id: board.documentId,
      card_id: comment.cardId,
      author: null,
      author_name: comment.authorName,
      text: comment.text,
      at: comment.at,
      edited_at: null,
      withheld_at: null,
    }))
    for (let at = 0; at < rows.length; at += 500) {
      await this.#deps.queries
        .insertInto('board_comments')
        .values(rows.slice(at, at + 500))
        .execute()
    }
    if (rows.length > 0) await this.#changed(board)
  }

  /** @throws HubError 'forbidden' for another member's. */
  async edit(
    board: { documentId: string; communityId: string; memberId: string },
    commentId: string,
    text: string,
  ): Promise<BoardComment> {
    const row = await this.#own(board, commentId, false)
    const { communityId, memberId } = board
    await this.#deps.posting.admit({ communityId, memberId, kind: 'comment', text, counts: false })
    const changed = { ...row, text, edited_at: this.#deps.now() }
    await this.#deps.queries
      .updateTable('board_comments')
      .set({ text, edited_at: changed.edited_at })
      .where('id', '=', commentId)
      .execute()
    await this.#changed(board)
    return toComment(changed)
  }

  /** @throws HubError 'forbidden' for another member's, except to an admin. */
  async remove(
    board: { documentId: string; communityId: string; memberId: string },
    commentId: string,
    isAdmin: boolean,
  ): Promise<void> {
    await this.#own(board, commentId, isAdmin)
    await this.#deps.queries.deleteFrom('board_comments').where('id', '=', commentId).execute()
    await this.#changed(board)
  }

  /** @throws NotFoundError */
  async get(documentId: string, commentId: string): Promise<BoardComment> {
    const row = await this.#row(documentId, commentId)
    if (row === undefined) throw new NotFoundError('comment', commentId)
    return toComment(row)
  }

  /** Takes away what it says, or gives it back. @throws NotFoundError */
  async withhold(
    board: { documentId: string; communityId: string },
    commentId: string,
    isWithheld: boolean,
  ): Promise<void> {
    await this.get(board.documentId, commentId)
    await this.#deps.queries
      .updateTable('board_comments')
      .set({ withheld_at: isWithheld ? this.#deps.now() : null })
      .where('id', '=', commentId)
      .execute()
    await this.#changed(board)
  }

  async #own(board: { documentId: string; memberId: string }, commentId: string, isAdmin: boolean): Promise<Row> {
    const row = await this.#row(board.documentId, commentId)
    if (row === undefined || row.withheld_at !== null) throw new NotFoundError('comment', commentId)
    if (row.author !== board.memberId && !isAdmin) {
      throw new HubError('forbidden', 'Only who wrote a comment changes it.')
    }
    return row
  }

  #row(documentId: string, commentId: string): Promise<Row | undefined> {
    return this.#deps.queries
      .selectFrom('board_comments')
      .selectAll()
      .where('id', '=', commentId)
      .where('document_id', '=', documentId)
      .executeTakeFirst()
  }

  /** A comment is a change of its board, for whoever looks for changes; and who has the board open is told. */
  async #changed({ communityId, documentId }: { communityId: string; documentId: string }): Promise<void> {
    await this.#deps.queries
      .updateTable('documents')
      .set({ updated_at: this.#deps.now() })
      .where('id', '=', documentId)
      .execute()
    this.#deps.live.toCommunity(communityId, 'board:comments', { communityId, documentId })
  }
}

function toComment(row: Row): BoardComment {
  return {
    id: row.id,
    cardId: row.card_id,
    author: row.author,
    authorName: row.author_name,
    text: row.withheld_at === null ? row.text : '',
    at: row.at,
    editedAt: row.edited_at,
    withheld: row.withheld_at !== null,
  }
}
