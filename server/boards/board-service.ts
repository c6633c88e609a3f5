import type { z } from 'zod'
import { type Board, type Card, type ColumnWithCards, readBoard } from '../../shared/board.ts'
import type { boardEndpoints } from '../../shared/board-api.ts'
import type { BoardComment } from '../../shared/board-comments.ts'
import type { LabelColor } from '../../shared/board-kinds.ts'
import { addColumn, addLabel, updateColumn } from '../../shared/board/change-board.ts'
import {
  addCard,
  addChecklist,
  addCheckItem,
  deleteCard,
  moveCard,
  setField,
  setOnCard,
  updateCard,
  updateCheckItem,
  writeDescription,
} from '../../shared/board/change-card.ts'
import { initBoard } from '../../shared/board/templates.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type * as Y from 'yjs'
import type { SyncService } from '../sync/sync-service.ts'
import type { CommentService } from './comment-service.ts'

export interface BoardServiceDeps {
  sync: SyncService
  comments: CommentService
  now: () => number
  newId: () => string
}

/** A board that somebody may change, and as whom. */
export interface BoardPermit {
  documentId: string
  communityId: string
  memberId: string
}

export type CardWithComments = Card & { comments: BoardComment[] }
type ColumnData = Omit<ColumnWithCards, 'cards'> & { cards: CardWithComments[] }
export type BoardData = Omit<Board, 'columns' | 'archived'> & {
  columns: ColumnData[]
  archived: { columns: ColumnData[]; cards: CardWithComments[] }
}

type Body<K extends keyof typeof boardEndpoints> = z.output<(typeof boardEndpoints)[K]['body']>

/** Boards as data, for the API and bots. Who may is checked by the caller. */
export class BoardService {
  readonly #deps: BoardServiceDeps

  constructor(deps: BoardServiceDeps) {
    this.#deps = deps
  }

  /** Gives a new board its first columns. */
  async init(documentId: string, author: string | null): Promise<void> {
    await this.#deps.sync.edit(documentId, author, (doc) => initBoard(doc, this.#deps.newId))
  }

  /** The board with the comments on its cards. */
  async read(documentId: string): Promise<BoardData> {
    const board = await this.#deps.sync.read(documentId, readBoard)
    const comments = new Map<string, BoardComment[]>()
    for (const comment of await this.#deps.comments.list(documentId)) {
      comments.set(comment.cardId, [...(comments.get(comment.cardId) ?? []), comment])
    }
    const full = (card: Card): CardWithComments => ({ ...card, comments: comments.get(card.id) ?? [] })
    const column = (one: ColumnWithCards): ColumnData => ({ ...one, cards: one.cards.map(full) })
    return {
      ...board,
      columns: board.columns.map(column),
      archived: { columns: board.archived.columns.map(column), cards: board.archived.cards.map(full) },
    }
  }

  /** @throws NotFoundError */
  async readCard(documentId: string, cardId: string): Promise<CardWithComments> {
    const { columns, archived } = await this.read(documentId)
    const cards = [...[...columns, ...archived.columns].flatMap((column) => column.cards), ...archived.cards]
    const card = cards.find(({ id }) => id === cardId)
    if (card === undefined) throw new NotFoundError('card', cardId)
    return card
  }

  /** Adds a card at the end of a column, by default the first. @returns its id. @throws NotFoundError for the column. */
  addCard(documentId: string, author: string, input: Body<'addCard'>): Promise<string> {
    return this.#deps.sync.edit(documentId, author, (doc) => {
      const board = readBoard(doc)
      const id = this.#deps.newId()
      addCard(doc, {
        id,
        title: input.title,
        columnId: columnOf(board, input.columnId).id,
        dueOn: input.dueOn ?? null,
        createdAt: this.#deps.now(),
        createdBy: author,
      })
      applyDetails(doc, board, id, input)
      return id
    })
  }

  async changeCard(documentId: string, author: string, cardId: string, change: Body<'changeCard'>): Promise<void> {
    await this.#editCard(documentId, author, cardId, (doc, board) => {
      const { title, dueOn, archived } = change
      const archivedAt = archived === undefined ? undefined : archived ? this.#deps.now() : null
      updateCard(doc, cardId, { title, dueOn, archivedAt })
      applyDetails(doc, board, cardId, change)
    })
  }

  async moveCard(documentId: string, author: string, cardId: string, to: Body<'moveCard'>): Promise<void> {
    await this.#editCard(documentId, author, cardId, (doc, board) => {
      const { laneId } = to
      requireLane(board, laneId)
      if (to.beforeCardId !== null) requireCard(board, to.beforeCardId)
      moveCard(doc, cardId, { columnId: columnOf(board, to.columnId).id, laneId }, to.beforeCardId)
    })
  }

  async deleteCard(documentId: string, author: string, cardId: string): Promise<void> {
    await this.#editCard(documentId, author, cardId, (doc) => deleteCard(doc, cardId))
  }

  /** @returns the item's id. */
  addCheckItem(documentId: string, author: string, cardId: string, input: Body<'addCheckItem'>): Promise<string> {
    return this.#editCard(documentId, author, cardId, (doc, _board, card) => {
      let listId = card.checklists.find(({ name }) => name === input.checklist)?.id
      if (listId === undefined) {
        listId = this.#deps.newId()
        addChecklist(doc, cardId, { id: listId, name: input.checklist })
      }
      const id = this.#deps.newId()
      addCheckItem(doc, cardId, listId, { id, text: input.text })
      return id
    })
  }

  async changeCheckItem(
    documentId: string,
    author: string,
    cardId: string,
    itemId: string,
    change: Body<'changeCheckItem'>,
  ): Promise<void> {
    await this.#editCard(documentId, author, cardId, (doc, _board, card) => {
      const isThere = card.checklists.some(({ items }) => items.some(({ id }) => id === itemId))
      if (!isThere) throw new NotFoundError('checklist item', itemId)
      updateCheckItem(doc, cardId, itemId, change)
    })
  }

  addColumn(documentId: string, author: string, input: Body<'addColumn'>): Promise<string> {
    const id = this.#deps.newId()
    return this.#deps.sync.edit(documentId, author, (doc) => {
      addColumn(doc, { id, ...input })
      return id
    })
  }

  async changeColumn(documentId: string, author: string, id: string, change: Body<'changeColumn'>): Promise<void> {
    await this.#deps.sync.edit(documentId, author, (doc) => {
      const board = readBoard(doc)
      const isThere = [...board.columns, ...board.archived.columns].some((column) => column.id === id)
      if (!isThere) throw new NotFoundError('column', id)
      const { name, wipLimit, archived } = change
      const archivedAt = archived === undefined ? undefined : archived ? this.#deps.now() : null
      updateColumn(doc, id, { name, wipLimit, archivedAt })
    })
  }

  addLabel(documentId: string, author: string, input: { name: string; color: LabelColor }): Promise<string> {
    const id = this.#deps.newId()
    return this.#deps.sync.edit(documentId, author, (doc) => {
      addLabel(doc, { id, ...input })
      return id
    })
  }

  /** @throws NotFoundError for a card that is not there. */
  async comment(
    permit: BoardPermit,
    input: { cardId: string; text: string; id?: string | undefined },
  ): Promise<BoardComment> {
    await this.#deps.sync.read(permit.documentId, (doc) => requireCard(readBoard(doc), input.cardId))
    return await this.#deps.comments.add(permit, input)
  }

  #editCard<T>(
    documentId: string,
    author: string,
    cardId: string,
    work: (doc: Y.Doc, board: Board, card: Card) => T,
  ): Promise<T> {
    return this.#deps.sync.edit(documentId, author, (doc) => {
      const board = readBoard(doc)
      return work(doc, board, requireCard(board, cardId))
    })
  }
}

function applyDetails(
  doc: Y.Doc,
  board: Board,
  cardId: string,
  input: Pick<Body<'changeCard'>, 'description' | 'labels' | 'assignees' | 'laneId' | 'fields'>,
): void {
  const { description, labels, assignees, laneId, fields } = input
  requireLane(board, laneId)
  updateCard(doc, cardId, { laneId })
  if (description !== undefined) writeDescription(doc, cardId, description)
  for (const id of labels ?? []) {
    if (!board.labels.some((label) => label.id === id)) throw new NotFoundError('label', id)
  }
  const card = requireCard(readBoard(doc), cardId)
  for (const [field, wanted] of [
    ['labels', labels],
    ['assignees', assignees],
  ] as const) {
    if (wanted === undefined) continue
    for (const id of new Set([...card[field], ...wanted])) setOnCard(doc, cardId, field, id, wanted.includes(id))
  }
  for (const [id, value] of Object.entries(fields ?? {})) {
    const field = board.fields.find((one) => one.id === id)
    if (field === undefined) throw new NotFoundError('field', id)
    const type = field.kind === 'number' ? 'number' : field.kind === 'checkbox' ? 'boolean' : 'string'
    if (value !== null && typeof value !== type) {
      throw new HubError('invalid_input', `The field '${field.name}' takes a ${type}.`)
    }
    setField(doc, cardId, id, value)
  }
}

function columnOf({ columns }: Board, columnId: string | undefined): ColumnWithCards {
  const column = columnId === undefined ? columns[0] : columns.find(({ id }) => id === columnId)
  if (column !== undefined) return column
  if (columnId === undefined) throw new HubError('conflict', 'The board has no column yet.')
  throw new NotFoundError('column', columnId)
}

/** Also one that is archived. @throws NotFoundError */
function requireCard({ columns, archived }: Board, cardId: string): Card {
  for (const column of [...columns, ...archived.columns, archived]) {
    const card = column.cards.find(({ id }) => id === cardId)
    if (card !== undefined) return card
  }
  throw new NotFoundError('card', cardId)
}

function requireLane({ lanes }: Board, laneId: string | null | undefined): void {
  if (laneId === undefined || laneId === null || lanes.some(({ id }) => id === laneId)) return
  throw new NotFoundError('lane', laneId)
}
