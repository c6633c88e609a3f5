import type * as Y from 'yjs'
import type { z } from 'zod'
import { type Board, readBoard } from '../../shared/board.ts'
import type { boardShapeEndpoints } from '../../shared/board-shape-api.ts'
import {
  addColumn,
  addField,
  addLabel,
  addLane,
  deleteColumn,
  deleteField,
  deleteFilter,
  deleteLabel,
  deleteLane,
  moveColumn,
  moveLane,
  saveFilter,
  updateColumn,
  updateField,
  updateLabel,
  updateLane,
} from '../../shared/board/change-board.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { MOST_COLUMNS, MOST_FIELDS, MOST_LABELS, MOST_LANES } from './import/imported.ts'

export interface BoardShapeServiceDeps {
  sync: SyncService
  now: () => number
  newId: () => string
}

type Body<K extends keyof typeof boardShapeEndpoints> = z.output<(typeof boardShapeEndpoints)[K]['body']>

const MOST_FILTERS = 100

/** A board that somebody changes. */
interface Place {
  documentId: string
  memberId: string
}

/** Columns, lanes, labels, fields and saved filters, for the API. Who may is checked by the caller. */
export class BoardShapeService {
  readonly #deps: BoardShapeServiceDeps

  constructor(deps: BoardShapeServiceDeps) {
    this.#deps = deps
  }

  addColumn(at: Place, input: Body<'addColumn'>): Promise<string> {
    return this.#add(at, 'columns', MOST_COLUMNS, (doc, id) => addColumn(doc, { id, ...input }))
  }

  changeColumn(at: Place, id: string, change: Body<'changeColumn'>): Promise<void> {
    return this.#edit(at, (doc, board) => {
      requireColumn(board, id)
      const { name, wipLimit, archived } = change
      const archivedAt = archived === undefined ? undefined : archived ? this.#deps.now() : null
      updateColumn(doc, id, { name, wipLimit, archivedAt })
    })
  }

  moveColumn(at: Place, id: string, beforeId: string | null): Promise<void> {
    return this.#edit(at, (doc, board) => {
      requireColumn(board, id)
      if (beforeId !== null) requireColumn(board, beforeId)
      moveColumn(doc, id, beforeId)
    })
  }

  /** @throws HubError 'conflict' where cards would be left without a column. */
  deleteColumn(at: Place, id: string, moveCardsTo: string | undefined): Promise<void> {
    return this.#edit(at, (doc, board) => {
      const { cards } = requireColumn(board, id)
      if (moveCardsTo === id) throw new HubError('invalid_input', 'The cards cannot move to the column that goes.')
      if (moveCardsTo !== undefined) requireColumn(board, moveCardsTo)
      else if (cards.length > 0 || board.archived.cards.some(({ columnId }) => columnId === id)) {
        throw new HubError('conflict', 'The column has cards: say with moveCardsTo which column they go to.')
      }
      deleteColumn(doc, id, moveCardsTo ?? null)
    })
  }

  addLane(at: Place, input: Body<'addLane'>): Promise<string> {
    return this.#add(at, 'lanes', MOST_LANES, (doc, id) => addLane(doc, { id, ...input }))
  }

  changeLane(at: Place, id: string, change: Body<'changeLane'>): Promise<void> {
    return this.#edit(at, (doc, { lanes }) => {
      known('lane', lanes, id)
      updateLane(doc, id, change)
    })
  }

  moveLane(at: Place, id: string, beforeId: string | null): Promise<void> {
    return this.#edit(at, (doc, { lanes }) => {
      known('lane', lanes, id)
      if (beforeId !== null) known('lane', lanes, beforeId)
      moveLane(doc, id, beforeId)
    })
  }

  deleteLane(at: Place, id: string): Promise<void> {
    return this.#edit(at, (doc, { lanes }) => {
      known('lane', lanes, id)
      deleteLane(doc, id)
    })
  }

  addLabel(at: Place, input: Body<'addLabel'>): Promise<string> {
    return this.#add(at, 'labels', MOST_LABELS, (doc, id) => addLabel(doc, { id, ...input }))
  }

  changeLabel(at: Place, id: string, change: Body<'changeLabel'>): Promise<void> {
    return this.#edit(at, (doc, { labels }) => {
      known('label', labels, id)
      updateLabel(doc, id, change)
    })
  }

  deleteLabel(at: Place, id: string): Promise<void> {
    return this.#edit(at, (doc, { labels }) => {
      known('label', labels, id)
      deleteLabel(doc, id)
    })
  }

  addField(at: Place, input: Body<'addField'>): Promise<string> {
    return this.#add(at, 'fields', MOST_FIELDS, (doc, id) => addField(doc, { id, ...input }))
  }

  changeField(at: Place, id: string, change: Body<'changeField'>): Promise<void> {
    return this.#edit(at, (doc, { fields }) => {
      known('field', fields, id)
      updateField(doc, id, change)
    })
  }

  deleteField(at: Place, id: string): Promise<void> {
    return this.#edit(at, (doc, { fields }) => {
      known('field', fields, id)
      deleteField(doc, id)
    })
  }

  saveFilter(at: Place, { name, filter }: Body<'saveFilter'>): Promise<string> {
    return this.#add(at, 'filters', MOST_FILTERS, (doc, id) => saveFilter(doc, { id, name, filter }))
  }

  deleteFilter(at: Place, id: string): Promise<void> {
    return this.#edit(at, (doc, { filters }) => {
      known('filter', filters, id)
      deleteFilter(doc, id)
    })
  }

  /** @returns the new one's id. @throws HubError 'conflict' when there are `most` already. */
  #add(
    { documentId, memberId }: Place,
    kind: 'columns' | 'lanes' | 'labels' | 'fields' | 'filters',
    most: number,
    add: (doc: Y.Doc, id: string) => void,
  ): Promise<string> {
    const id = this.#deps.newId()
    return this.#deps.sync.edit(documentId, memberId, (doc) => {
      const board = readBoard(doc)
      const count = board[kind].length + (kind === 'columns' ? board.archived.columns.length : 0)
      if (count >= most) throw new HubError('conflict', `A board has ${most} ${kind} at most; delete one first.`)
      add(doc, id)
      return id
    })
  }

  #edit({ documentId, memberId }: Place, work: (doc: Y.Doc, board: Board) => void): Promise<void> {
    return this.#deps.sync.edit(documentId, memberId, (doc) => work(doc, readBoard(doc)))
  }
}

/** Also one that is archived. */
function requireColumn({ columns, archived }: Board, id: string): Board['columns'][number] {
  return known('column', [...columns, ...archived.columns], id)
}

/** @throws NotFoundError */
function known<T extends { id: string }>(what: string, among: readonly T[], id: string): T {
  const found = among.find((one) => one.id === id)
  if (found === undefined) throw new NotFoundError(what, id)
  return found
}
