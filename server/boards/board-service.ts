import type { z } from 'zod'
import { type Board, type Card, type ColumnWithCards, readBoard } from '../../shared/board.ts'
import type { boardEndpoints } from '../../shared/board-api.ts'
import type { BoardComment } from '../../shared/board-comments.ts'
import type { RelationKind } from '../../shared/board-kinds.ts'
import { addFromTemplate, saveAsTemplate } from '../../shared/board/card-templates.ts'
import {
  addCard,
  addChecklist,
  addCheckItem,
  deleteCard,
  moveCard,
  setField,
  setOnCard,
  setRelation,
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
export type BoardData = Omit<Board, 'columns' | 'templates' | 'archived'> & {
  columns: ColumnData[]
  templates: CardWithComments[]
  archived: { columns: ColumnData[]; cards: CardWithComments[] }
}

/** Where cards stand in a board, with comments or without. */
interface CardLists<C> {
  columns: readonly { cards: readonly C[] }[]
  templates: readonly C[]
  archived: { columns: readonly { cards: readonly C[] }[]; cards: readonly C[] }
}

type Body<K extends keyof typeof boardEndpoints> = z.output<(typeof boardEndpoints)[K]['body']>

const MOST_TEMPLATES = 100

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
      templates: board.templates.map(full),
      archived: { columns: board.archived.columns.map(column), cards: board.archived.cards.map(full) },
    }
  }

  /** @throws NotFoundError */
  async readCard(documentId: string, cardId: string): Promise<CardWithComments> {
    return requireCard(await this.read(documentId), cardId)
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
    await this.#editCard(documentId, author, cardId, (doc, board, card) => {
      const { title, dueOn, archived, cover } = change
      if (typeof cover === 'string' && !card.files.some(({ id }) => id === cover))
        throw new NotFoundError('file', cover)
      const archivedAt = archived === undefined ? undefined : archived ? this.#deps.now() : null
      updateCard(doc, cardId, { title, dueOn, archivedAt, cover })
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

  async relate(
    documentId: string,
    author: string,
    relation: { cardId: string; kind: RelationKind; otherId: string },
    on: boolean,
  ): Promise<void> {
    const { cardId, kind, otherId } = relation
    if (cardId === otherId) throw new HubError('invalid_input', 'A card has no relation to itself.')
    await this.#editCard(documentId, author, cardId, (doc, board) => {
      if (on) requireCard(board, otherId)
      setRelation(doc, cardId, kind, otherId, on)
    })
  }

  /** @returns the template's id. */
  saveTemplate(documentId: string, author: string, cardId: string): Promise<string> {
    return this.#editCard(documentId, author, cardId, (doc, { templates }) => {
      if (templates.length >= MOST_TEMPLATES) {
        throw new HubError('conflict', `There are ${MOST_TEMPLATES} templates here already; delete one first.`)
      }
      const id = this.#deps.newId()
      saveAsTemplate(doc, cardId, { id, createdAt: this.#deps.now(), createdBy: author }, this.#deps.newId)
      return id
    })
  }

  /** @returns the card's id. @throws NotFoundError for the template, column or lane. */
  addFromTemplate(
    documentId: string,
    author: string,
    templateId: string,
    input: Body<'addFromTemplate'>,
  ): Promise<string> {
    return this.#deps.sync.edit(documentId, author, (doc) => {
      const board = readBoard(doc)
      const template = board.templates.find(({ id }) => id === templateId)
      if (template === undefined) throw new NotFoundError('template', templateId)
      requireLane(board, input.laneId)
      const own = board.columns.find(({ id }) => id === template.columnId)?.id
      const columnId = columnOf(board, input.columnId ?? own).id
      const id = this.#deps.newId()
      const made = { id, createdAt: this.#deps.now(), createdBy: author }
      addFromTemplate(doc, templateId, { ...input, ...made, columnId }, this.#deps.newId)
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

/** Also one that is archived, or a template. @throws NotFoundError */
function requireCard<C extends Card>(board: CardLists<C>, cardId: string): C {
  const { columns, templates, archived } = board
  for (const { cards } of [...columns, { cards: templates }, ...archived.columns, archived]) {
    const card = cards.find(({ id }) => id === cardId)
    if (card !== undefined) return card
  }
  throw new NotFoundError('card', cardId)
}

function requireLane({ lanes }: Board, laneId: string | null | undefined): void {
  if (laneId === undefined || laneId === null || lanes.some(({ id }) => id === laneId)) return
  throw new NotFoundError('lane', laneId)
}
