import { type Board, type Card, readBoard } from '../../shared/board.ts'
import { addCard, moveCard, setOnCard } from '../../shared/board/change-card.ts'
import type { BoardChange, ChatBoard, ChatCard, ChatCardDetails } from '../../shared/bot-work.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { pathOf } from '../../shared/links.ts'
import type { Member } from '../../shared/members.ts'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { BoardService } from '../boards/board-service.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { type Asker, documentUrl, permitOf } from './asker.ts'

/** A chat shows the top of each column; the board has all of it. */
const CARDS_PER_COLUMN = 100
const MOST_PEOPLE = 25
/** Boards that are looked into for a person's own cards, last changed first: each is read from the log. */
const MOST_BOARDS = 30
const MOST_OWN_CARDS = 20
const SHOWN_COMMENTS = 5
const SHOWN_TEXT = 1000

export interface BoardsForPeopleDeps {
  documents: DocumentService
  boards: BoardService
  sync: SyncService
  members: MemberService
  publicUrl: () => string
  now: () => number
  newId: () => string
}

export interface OwnCard {
  title: string
  column: string
  dueOn: string | null
  boardTitle: string
  url: string
}

/** What bots ask about boards. A person sees and changes by chat what they may see and change in the web client. */
export class BoardsForPeople {
  readonly #deps: BoardsForPeopleDeps

  constructor(deps: BoardsForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker, boardId: string): Promise<ChatBoard> {
    const { info, communityId } = await this.#permit(asker, boardId, 'read')
    const [board, names] = [await this.#deps.sync.read(boardId, readBoard), await this.#names(communityId)]
    return {
      id: boardId,
      title: info.title,
      url: documentUrl(this.#deps.publicUrl(), info),
      columns: board.columns.map(({ id, name, cards }) => ({
        id,
        name,
        count: cards.length,
        cards: cards.slice(0, CARDS_PER_COLUMN).map((card) => toChatCard(card, id, names)),
      })),
    }
  }

  /** @throws NotFoundError for a card that is not there, or archived. */
  async card(asker: Asker, boardId: string, cardId: string): Promise<ChatCardDetails> {
    const { info, communityId } = await this.#permit(asker, boardId, 'read')
    const { columns } = await this.#deps.boards.read(boardId)
    const names = await this.#names(communityId)
    for (const column of columns) {
      const card = column.cards.find(({ id }) => id === cardId)
      if (card === undefined) continue
      return {
        card: toChatCard(card, column.id, names),
        column: column.name,
        description: card.description.slice(0, SHOWN_TEXT),
        comments: card.comments.slice(-SHOWN_COMMENTS).map(({ author, authorName, text, at }) => ({
          author: (author === null ? authorName : names.get(author)?.name) ?? '',
          text: withoutMentionLinks(text).slice(0, SHOWN_TEXT),
          at,
        })),
        commentCount: card.comments.length,
        url: `${this.#deps.publicUrl()}${pathOf({ documentId: info.id, cardId })}`,
      }
    }
    throw new NotFoundError('card', cardId)
  }

  /** @throws NotFoundError for a card that is not there, or archived. */
  async comment(asker: Asker, boardId: string, cardId: string, text: string): Promise<ChatCardDetails> {
    const permit = await this.#permit(asker, boardId, 'write')
    await this.#deps.boards.comment(permit, { cardId, text })
    return await this.card(asker, boardId, cardId)
  }

  async people(asker: Asker, boardId: string, query: string): Promise<{ id: string; name: string }[]> {
    const { communityId } = await this.#permit(asker, boardId, 'read')
    const wanted = query.trim().toLowerCase()
    return (await this.#deps.members.list(communityId))
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, MOST_PEOPLE)
      .map(({ id, name }) => ({ id, name }))
  }

  /** @throws NotFoundError for a card, column or member that is not there. */
  async change(
    asker: Asker,
    boardId: string,
    change: BoardChange,
  ): Promise<{ board: { title: string; url: string }; card: ChatCard; column: string }> {
    const { info, communityId, memberId } = await this.#permit(asker, boardId, 'write')
    const people = new Map((await this.#deps.members.list(communityId)).map((member) => [member.id, member]))
    const assignee = change.type === 'assign' ? (change.memberId ?? memberId) : undefined
    if (assignee !== undefined && !people.has(assignee)) throw new NotFoundError('member', assignee)
    const { card, column } = await this.#deps.sync.edit(boardId, memberId, (doc) => {
      const before = readBoard(doc)
      const cardId = change.type === 'add' ? this.#deps.newId() : change.cardId
      if (change.type === 'add') {
        const columnId = columnOf(before, change.columnId).id
        const { title, description } = change
        addCard(doc, { id: cardId, title, description, columnId, createdAt: this.#deps.now(), createdBy: memberId })
      } else {
        if (cardIn(before, cardId) === undefined) throw new NotFoundError('card', cardId)
        if (change.type === 'move') moveCard(doc, cardId, { columnId: columnOf(before, change.columnId).id }, null)
        else if (assignee !== undefined) setOnCard(doc, cardId, 'assignees', assignee, true)
      }
      const after = cardIn(readBoard(doc), cardId)
      if (after === undefined) throw new NotFoundError('card', cardId)
      return after
    })
    const board = { title: info.title, url: documentUrl(this.#deps.publicUrl(), info) }
    return { board, card: toChatCard(card, column.id, people), column: column.name }
  }

  /** The person's cards on the boards that they may see, those that are due first. */
  async own(asker: Asker): Promise<OwnCard[]> {
    const { documents, members, sync, publicUrl } = this.#deps
    const own: OwnCard[] = []
    for (const { member } of await members.membershipsOf(asker.accountId, asker.communityId)) {
      const boards = await documents.list(member, { kind: 'board', archived: false })
      for (const { id, kind, title: boardTitle } of boards.slice(0, MOST_BOARDS)) {
        const { columns } = await sync.read(id, readBoard)
        const url = documentUrl(publicUrl(), { id, kind })
        for (const { name: column, cards } of columns.slice(0, lastOpen(columns.length))) {
          for (const { title, dueOn, assignees } of cards) {
            if (assignees.includes(member.id)) own.push({ title, column, dueOn, boardTitle, url })
          }
        }
      }
    }
    return own.toSorted((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9')).slice(0, MOST_OWN_CARDS)
  }

  async #permit(asker: Asker, boardId: string, needed: 'read' | 'write') {
    const permit = await permitOf(this.#deps.documents, asker, boardId, needed)
    if (permit.kind !== 'board') throw new HubError('invalid_input', 'This is not a board.')
    return permit
  }

  async #names(communityId: string): Promise<Map<string, Member>> {
    return new Map((await this.#deps.members.list(communityId)).map((member) => [member.id, member]))
  }
}

/** By custom the last column of several holds what is done. */
function lastOpen(columns: number): number {
  return Math.max(1, columns - 1)
}

function columnOf({ columns }: Board, columnId: string | null): Board['columns'][number] {
  const column = columnId === null ? columns[0] : columns.find(({ id }) => id === columnId)
  if (column !== undefined) return column
  if (columnId === null) throw new HubError('conflict', 'The board has no column yet.')
  throw new NotFoundError('column', columnId)
}

function cardIn({ columns }: Board, cardId: string): { card: Card; column: Board['columns'][number] } | undefined {
  for (const column of columns) {
    const card = column.cards.find(({ id }) => id === cardId)
    if (card !== undefined) return { card, column }
  }
  return undefined
}

function toChatCard(
  { id, title, assignees, dueOn }: Card,
  columnId: string,
  people: ReadonlyMap<string, Member>,
): ChatCard {
  return { id, title, columnId, dueOn, assignees: assignees.flatMap((member) => people.get(member)?.name ?? []) }
}
