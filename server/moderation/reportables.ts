import { HubError, NotFoundError } from '../../shared/errors.ts'
import { pathOf } from '../../shared/links.ts'
import type { Member } from '../../shared/members.ts'
import type { Subject } from '../../shared/moderation.ts'
import type { AnnouncementService } from '../announcements/announcement-service.ts'
import type { BoardService } from '../boards/board-service.ts'
import type { CommentService as CardComments } from '../boards/comment-service.ts'
import type { CommentService as DocumentComments } from '../documents/comment-service.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { GigModeration } from '../gigs/gig-moderation.ts'
import type { GigService } from '../gigs/gig-service.ts'
import type { ReviewService } from '../gigs/reviews/review-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Principal } from '../platform/principal.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import { type MessageService, personOf } from '../rooms/message-service.ts'
import type { RoomService } from '../rooms/room-service.ts'

/** Who reports. */
export interface Reader {
  principal: Principal
  member: Member
}

export interface Found {
  /** Null: nobody who is a member. */
  authorId: string | null
  authorName: string
  title: string
  text: string
  path: string
  nicheIds: readonly string[]
}

/** One kind of what can be reported, and how it is taken away. */
export interface Reportable {
  /** As the reader sees it. @throws NotFoundError also for what is not theirs to see. */
  find(reader: Reader, subject: Subject): Promise<Found>
  /** Others see no more than that a moderator removed it. Absent: there is nothing to take away. */
  withhold?(moderator: Member, subject: Subject, reason: string): Promise<void>
  giveBack?(moderator: Member, subject: Subject, reason: string): Promise<void>
}

export type Reportables = Readonly<Record<Subject['kind'], Reportable>>

export interface ReportablesDeps {
  rooms: RoomService
  messages: MessageService
  history: MessageHistory
  gigs: GigService
  gigModeration: GigModeration
  reviews: ReviewService
  documents: DocumentService
  boards: BoardService
  cardComments: CardComments
  documentComments: DocumentComments
  announcements: AnnouncementService
  members: MemberService
}

export function createReportables(deps: ReportablesDeps): Reportables {
  const { documents, boards, members, reviews, gigModeration, announcements } = deps
  const nameOf = async (memberId: string | null, otherwise = '') =>
    memberId === null ? otherwise : ((await members.get(memberId))?.name ?? otherwise)

  /** @throws NotFoundError */
  const placeIn = async ({ principal, member }: Reader, { placeId }: Subject) => {
    const documentId = requirePlace(placeId)
    const permit = await documents.permit(principal, documentId, 'read')
    if (permit.communityId !== member.communityId) throw new NotFoundError('document', documentId)
    return { documentId, ...(await documents.get(principal, documentId)) }
  }
  const placeOf = ({ communityId }: Member, { placeId }: Subject) => ({
    documentId: requirePlace(placeId),
    communityId,
  })
  const archive = async (moderator: Member, { id, placeId }: Subject, archived: boolean) =>
    await boards.changeCard(requirePlace(placeId), moderator.id, id, { archived })

  return {
    message: messages(deps),
    gig: {
      async find({ member }, { id }) {
        const { gig } = await deps.gigs.get(member, id)
        const authorName = await nameOf(gig.postedBy, gig.company ?? gig.source.name)
        const { title, text, nicheIds } = gig
        return { authorId: gig.postedBy, authorName, title, text, path: `/gigs/${id}`, nicheIds }
      },
      withhold: async (moderator, { id }, reason) =>
        void (await gigModeration.decide(moderator, id, { decision: 'hold', reason: reason.slice(0, 500) })),
      giveBack: async (moderator, { id }, reason) =>
        void (await gigModeration.decide(moderator, id, { decision: 'release', reason: reason.slice(0, 500) })),
    },
    review: {
      async find({ member }, { id }) {
        const { author_id, author_name, words, withheld_at, gig } = await reviews.find(member, id)
        if (withheld_at !== null) throw new NotFoundError('review', id)
        const { title, nicheIds } = gig
        return { authorId: author_id, authorName: author_name, title, text: words, path: `/gigs/${gig.id}`, nicheIds }
      },
      withhold: async (moderator, { id }) => await reviews.withhold(moderator, id, true),
      giveBack: async (moderator, { id }) => await reviews.withhold(moderator, id, false),
    },
    card_comment: {
      async find(reader, subject) {
        const { documentId, title } = await placeIn(reader, subject)
        const comment = await deps.cardComments.get(documentId, subject.id)
        if (comment.withheld) throw new NotFoundError('comment', subject.id)
        const authorName = await nameOf(comment.author, comment.authorName ?? '')
        const path = pathOf({ documentId, cardId: comment.cardId })
        return { authorId: comment.author, authorName, title, text: comment.text, path, nicheIds: [] }
      },
      withhold: async (moderator, subject) =>
        await deps.cardComments.withhold(placeOf(moderator, subject), subject.id, true),
      giveBack: async (moderator, subject) =>
        await deps.cardComments.withhold(placeOf(moderator, subject), subject.id, false),
    },
    document_comment: {
      async find(reader, subject) {
        const { documentId, title } = await placeIn(reader, subject)
        const comment = await deps.documentComments.get(documentId, subject.id)
        if (comment.withheld_at !== null) throw new NotFoundError('comment', subject.id)
        const { author_id: authorId, author_name: authorName, text, thread_id: threadId } = comment
        const path = pathOf({ documentId, documentKind: 'text', threadId })
        return { authorId, authorName, title, text, path, nicheIds: [] }
      },
      withhold: async (moderator, subject) =>
        await deps.documentComments.withhold(placeOf(moderator, subject), subject.id, true),
      giveBack: async (moderator, subject) =>
        await deps.documentComments.withhold(placeOf(moderator, subject), subject.id, false),
    },
    announcement: {
      async find({ member }, { id }) {
        const { author, texts, language, nicheId } = await announcements.get(member, id)
        const text = texts.find((one) => one.language === language) ?? texts[0]
        return {
          authorId: author?.id ?? null,
          authorName: author?.name ?? '',
          title: text?.title ?? '',
          text: text?.markdown ?? '',
          path: `/announcements/${id}`,
          nicheIds: nicheId === null ? [] : [nicheId],
        }
      },
      // What was taken back everywhere does not come back by itself: its author has the text, and may send it anew.
      withhold: async (moderator, { id }) => void (await announcements.recall(moderator, id)),
    },
    card: {
      async find(reader, subject) {
        const { documentId } = await placeIn(reader, subject)
        const { title, description, createdBy, archivedAt } = await boards.readCard(documentId, subject.id)
        if (archivedAt !== null) throw new NotFoundError('card', subject.id)
        const authorName = await nameOf(createdBy)
        const path = pathOf({ documentId, cardId: subject.id })
        return { authorId: createdBy, authorName, title, text: description, path, nicheIds: [] }
      },
      withhold: async (moderator, subject) => await archive(moderator, subject, true),
      giveBack: async (moderator, subject) => await archive(moderator, subject, false),
    },
    member: {
      async find({ member }, { id }) {
        const found = await members.get(id)
        if (found?.communityId !== member.communityId) throw new NotFoundError('member', id)
        return { authorId: id, authorName: found.name, title: found.name, text: '', path: '/members', nicheIds: [] }
      },
    },
  }
}

function messages({ rooms, messages, history }: ReportablesDeps): Reportable {
  const roomOf = async ({ communityId }: Member, { placeId }: Subject) => {
    const roomId = requirePlace(placeId)
    const room = await rooms.get(roomId)
    if (room?.communityId !== communityId) throw new NotFoundError('room', roomId)
    return room
  }
  return {
    async find({ member }, subject) {
      const { room } = await rooms.enterAs(member, requirePlace(subject.placeId))
      const { author, text, files, deletedAt } = await history.get(room.id, subject.id)
      if (deletedAt !== null) throw new NotFoundError('message', subject.id)
      return {
        authorId: author.memberId,
        authorName: author.name,
        // Who moderates the community need not have heard of the room.
        title: room.isPrivate ? author.name : `#${room.name}`,
        text: [text, ...files.map(({ name }) => `📎 ${name}`)].join('\n').trim(),
        path: pathOf({ documentId: null, roomId: room.id, messageId: subject.id }),
        nicheIds: [],
      }
    },
    withhold: async (moderator, subject) =>
      await messages.withhold(await roomOf(moderator, subject), subject.id, personOf(moderator)),
    giveBack: async (moderator, subject) =>
      await messages.giveBack(await roomOf(moderator, subject), subject.id, personOf(moderator)),
  }
}

function requirePlace(placeId: string | null): string {
  if (placeId === null) throw new HubError('invalid_input', 'Say in which room, board or document it stands.')
  return placeId
}
