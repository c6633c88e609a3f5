import {
  type CommentAnchor,
  commentAnchor,
  type CommentThread,
  MOST_COMMENTS,
  MOST_THREADS,
} from '../../shared/document-comments.ts'
import { mentionsIn } from '../../shared/mentions.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { PostingGuard } from '../moderation/posting-guard.ts'
import type { DocumentService } from './document-service.ts'
import type { DocumentTables } from './document-tables.ts'

export interface CommentServiceDeps {
  queries: Queries
  documents: DocumentService
  members: MemberService
  events: EventBus
  live: Live
  posting: PostingGuard
  now: () => number
  newId: () => string
}

/** Who comments: a member, or somebody who came by a share link and gave a name. */
export type Commenter = { memberId: string } | { guestName: string }

interface DocumentPlace {
  documentId: string
  communityId: string
}

type ThreadRow = DocumentTables['document_threads']
type CommentRow = DocumentTables['document_comments']

/** Threads of comments beside documents. Who may read the document is checked by the caller; who wrote what, here. */
export class CommentService {
  readonly #deps: CommentServiceDeps

  constructor(deps: CommentServiceDeps) {
    this.#deps = deps
  }

  /** By age. */
  async list(documentId: string): Promise<CommentThread[]> {
    const threads = await this.#deps.queries
      .selectFrom('document_threads')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('id')
      .limit(MOST_THREADS)
      .execute()
    const comments = await this.#deps.queries
      .selectFrom('document_comments')
      .innerJoin('document_threads', 'document_threads.id', 'document_comments.thread_id')
      .selectAll('document_comments')
      .where('document_threads.document_id', '=', documentId)
      .orderBy('document_comments.id')
      .execute()
    const byThread = new Map<string, CommentRow[]>(threads.map(({ id }) => [id, []]))
    for (const comment of comments) byThread.get(comment.thread_id)?.push(comment)
    return threads.map((thread) => toThread(thread, byThread.get(thread.id) ?? []))
  }

  /** @throws HubError 'conflict' when the document has all the threads that it may have. */
  async open(
    place: DocumentPlace,
    by: Commenter,
    input: { anchor: CommentAnchor | null; text: string },
  ): Promise<CommentThread> {
    const thread: ThreadRow = {
      id: this.#deps.newId(),
      document_id: place.documentId,
      anchor: input.anchor === null ? null : JSON.stringify(input.anchor),
      created_at: this.#deps.now(),
      resolved_at: null,
      resolved_by: null,
    }
    await this.#admit(place, by, input.text)
    const comment = await this.#newComment(thread.id, by, input.text)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const { count } = await transaction
        .selectFrom('document_threads')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('document_id', '=', place.documentId)
        .executeTakeFirstOrThrow()
      if (count >= MOST_THREADS) {
        throw new HubError('conflict', `A document holds at most ${MOST_THREADS} threads of comments.`)
      }
      await transaction.insertInto('document_threads').values(thread).execute()
      await transaction.insertInto('document_comments').values(comment).execute()
    })
    this.#tellLive(place)
    await this.#tellPeople(place, [comment], comment)
    return toThread(thread, [comment])
  }

  /** @throws NotFoundError; HubError 'conflict' when the thread is full. */
  async reply(place: DocumentPlace, threadId: string, by: Commenter, text: string): Promise<CommentThread> {
    const thread = await this.#thread(place, threadId)
    const before = await this.#commentsOf(threadId)
    if (before.length >= MOST_COMMENTS) {
      throw new HubError('conflict', `A thread holds at most ${MOST_COMMENTS} comments; open another.`)
    }
    await this.#admit(place, by, text)
    const comment = await this.#newComment(threadId, by, text)
    await this.#deps.queries.insertInto('document_comments').values(comment).execute()
    // Whoever answers has not seen it as settled.
    if (thread.resolved_at !== null) await this.#setResolved(threadId, null)
    this.#tellLive(place)
    await this.#tellPeople(place, before, comment)
    return await this.#read(place, threadId)
  }

  async settle(place: DocumentPlace, threadId: string, memberId: string, resolved: boolean): Promise<CommentThread> {
    await this.#thread(place, threadId)
    await this.#setResolved(threadId, resolved ? memberId : null)
    this.#tellLive(place)
    return await this.#read(place, threadId)
  }

  /** @throws HubError 'forbidden' for another's comment. */
  async edit(
    place: DocumentPlace,
    threadId: string,
    commentId: string,
    memberId: string,
    text: string,
  ): Promise<CommentThread> {
    const comment = await this.#comment(place, threadId, commentId)
    if (comment.author_id !== memberId) throw new HubError('forbidden', 'Only its author changes a comment.')
    await this.#admit(place, { memberId }, text, false)
    await this.#deps.queries
      .updateTable('document_comments')
      .set({ text, edited_at: this.#deps.now() })
      .where('id', '=', commentId)
      .execute()
    this.#tellLive(place)
    return await this.#read(place, threadId)
  }

  /** @throws HubError 'forbidden' for another's comment, but to an admin. */
  async remove(place: DocumentPlace, threadId: string, commentId: string, memberId: string): Promise<void> {
    const comment = await this.#comment(place, threadId, commentId)
    if (comment.author_id !== memberId) {
      const member = await this.#deps.members.get(memberId)
      if (member === undefined || !atLeast(member.role, 'admin')) {
        throw new HubError('forbidden', 'Only its author or an admin deletes a comment.')
      }
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('document_comments').where('id', '=', commentId).execute()
      await transaction
        .deleteFrom('document_threads')
        .where('id', '=', threadId)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('document_comments')
                .select('document_comments.id')
                .where('document_comments.thread_id', '=', threadId),
            ),
          ),
        )
        .execute()
    })
    this.#tellLive(place)
  }

  /** @throws NotFoundError */
  async get(documentId: string, commentId: string): Promise<CommentRow> {
    const row = await this.#deps.queries
      .selectFrom('document_comments')
      .innerJoin('document_threads', 'document_threads.id', 'document_comments.thread_id')
      .selectAll('document_comments')
      .where('document_comments.id', '=', commentId)
      .where('document_threads.document_id', '=', documentId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('comment', commentId)
    return row
  }

  /** Takes away what it says, or gives it back. @throws NotFoundError */
  async withhold(place: DocumentPlace, commentId: string, isWithheld: boolean): Promise<void> {
    await this.get(place.documentId, commentId)
    await this.#deps.queries
      .updateTable('document_comments')
      .set({ withheld_at: isWithheld ? this.#deps.now() : null })
      .where('id', '=', commentId)
      .execute()
    this.#tellLive(place)
  }

  async #admit({ communityId }: DocumentPlace, by: Commenter, text: string, counts = true): Promise<void> {
    const memberId = 'memberId' in by ? by.memberId : null
    await this.#deps.posting.admit({ communityId, memberId, kind: 'comment', text, counts })
  }

  async #newComment(threadId: string, by: Commenter, text: string): Promise<CommentRow> {
    const isMember = 'memberId' in by
    const name = isMember ? ((await this.#deps.members.get(by.memberId))?.name ?? '') : by.guestName
    return {
      id: this.#deps.newId(),
      thread_id: threadId,
      author_id: isMember ? by.memberId : null,
      author_name: name,
      text,
      created_at: this.#deps.now(),
      edited_at: null,
      withheld_at: null,
    }
  }

  async #setResolved(threadId: string, memberId: string | null): Promise<void> {
    await this.#deps.queries
      .updateTable('document_threads')
      .set({ resolved_at: memberId === null ? null : this.#deps.now(), resolved_by: memberId })
      .where('id', '=', threadId)
      .execute()
  }

  async #thread({ documentId }: DocumentPlace, threadId: string): Promise<ThreadRow> {
    const row = await this.#deps.queries
      .selectFrom('document_threads')
      .selectAll()
      .where('id', '=', threadId)
      .where('document_id', '=', documentId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('thread', threadId)
    return row
  }

  async #comment(place: DocumentPlace, threadId: string, commentId: string): Promise<CommentRow> {
    await this.#thread(place, threadId)
    const row = (await this.#commentsOf(threadId)).find(({ id }) => id === commentId)
    if (row === undefined || row.withheld_at !== null) throw new NotFoundError('comment', commentId)
    return row
  }

  async #commentsOf(threadId: string): Promise<CommentRow[]> {
    return await this.#deps.queries
      .selectFrom('document_comments')
      .selectAll()
      .where('thread_id', '=', threadId)
      .orderBy('id')
      .execute()
  }

  async #read(place: DocumentPlace, threadId: string): Promise<CommentThread> {
    return toThread(await this.#thread(place, threadId), await this.#commentsOf(threadId))
  }

  #tellLive({ communityId, documentId }: DocumentPlace): void {
    this.#deps.live.toCommunity(communityId, 'document:commented', { communityId, documentId })
  }

  async #tellPeople(place: DocumentPlace, thread: readonly CommentRow[], comment: CommentRow): Promise<void> {
    const { documents, events } = this.#deps
    const authorId = comment.author_id
    const mentions = await documents.readersAmong(place.documentId, mentionsIn(comment.text))
    const takingPart = thread.flatMap(({ author_id }) => (author_id === null ? [] : [author_id]))
    const readers = await documents.readersAmong(place.documentId, [
      ...takingPart,
      ...(await documents.creatorOf(place.documentId)),
    ])
    events.publish('documents.commented', {
      ...place,
      threadId: comment.thread_id,
      authorId,
      mentions: mentions.filter((memberId) => memberId !== authorId),
      others: readers.filter((memberId) => memberId !== authorId && !mentions.includes(memberId)),
      text: comment.text,
    })
  }
}

function toThread(row: ThreadRow, comments: readonly CommentRow[]): CommentThread {
  return {
    id: row.id,
    anchor: row.anchor === null ? null : commentAnchor.parse(JSON.parse(row.anchor)),
    at: row.created_at,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    comments: comments.map((comment) => ({
      id: comment.id,
      authorId: comment.author_id,
      authorName: comment.author_name,
      text: comment.withheld_at === null ? comment.text : '',
      at: comment.created_at,
      editedAt: comment.edited_at,
      withheld: comment.withheld_at !== null,
    })),
  }
}
