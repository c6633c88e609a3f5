import * as Y from 'yjs'
import {
  arrangeBoard,
  type Board,
  boardMaps,
  type Card,
  type ColumnWithCards,
  readCard,
} from '../../../shared/board.ts'

/** Origin of what the member does here: only that is undone. */
const MINE = { source: 'board page' }
/** Origin of what cannot be undone, e.g. taking away a file whose bytes are erased. */
const FINAL = { source: 'board page, for good' }

/**
 * A board as React reads it: the same objects as long as nothing in them changed, and undo of one's own actions.
 * Only cards that changed are read again: a board of thousands stays quick.
 */
export class BoardStore {
  readonly #doc: Y.Doc
  readonly #undo: Y.UndoManager
  readonly #listeners = new Set<() => void>()
  readonly #cards = new Map<string, Card>()
  readonly #cardMaps: Y.Map<unknown>
  #board: Board
  #undoable = { undo: false, redo: false }

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#cardMaps = doc.getMap<unknown>('cards')
    for (const id of this.#cardMaps.keys()) this.#read(id)
    this.#board = arrangeBoard(doc, [...this.#cards.values()])
    this.#undo = new Y.UndoManager(boardMaps(doc), {
      trackedOrigins: new Set([MINE]),
      // Each action is a step of its own.
      captureTimeout: 0,
    })
    this.#cardMaps.observeDeep(this.#onCards)
    doc.on('update', this.#onUpdate)
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
      this.#undo.on(event, this.#onStack)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly board = (): Board => this.#board

  readonly card = (id: string): Card | undefined => this.#cards.get(id)

  readonly undoable = (): { undo: boolean; redo: boolean } => this.#undoable

  /** Runs mutators of `shared/board/` as one step of undo. */
  readonly act = (change: (doc: Y.Doc) => void): void => {
    this.#doc.transact(() => change(this.#doc), MINE)
  }

  /** The same, without an undo. */
  readonly actForGood = (change: (doc: Y.Doc) => void): void => {
    this.#doc.transact(() => change(this.#doc), FINAL)
  }

  readonly undo = (): void => void this.#undo.undo()

  readonly redo = (): void => void this.#undo.redo()

  destroy(): void {
    this.#cardMaps.unobserveDeep(this.#onCards)
    this.#doc.off('update', this.#onUpdate)
    this.#undo.destroy()
  }

  readonly #onCards = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const changed = new Set<string>()
    for (const event of events) {
      const id = event.path[0]
      if (id !== undefined) changed.add(String(id))
      else for (const key of event.changes.keys.keys()) changed.add(key)
    }
    for (const id of changed) this.#read(id)
  }

  readonly #onUpdate = (): void => {
    this.#board = shareUnchanged(this.#board, arrangeBoard(this.#doc, [...this.#cards.values()]))
    this.#notify()
  }

  readonly #onStack = (): void => {
    this.#undoable = { undo: this.#undo.canUndo(), redo: this.#undo.canRedo() }
    this.#notify()
  }

  #read(id: string): void {
    const map = this.#cardMaps.get(id)
    if (map instanceof Y.Map) this.#cards.set(id, readCard(id, map))
    else this.#cards.delete(id)
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Keeps the old object of every part that reads the same, so that only what changed renders again. */
export function shareUnchanged(before: Board, after: Board): Board {
  const known = new Map(before.columns.map((column) => [column.id, column]))
  const columns = after.columns.map((column) => reuseColumn(known.get(column.id), column))
  return {
    columns: sameItems(before.columns, columns) ? before.columns : columns,
    lanes: reuse(before.lanes, after.lanes),
    labels: reuse(before.labels, after.labels),
    fields: reuse(before.fields, after.fields),
    filters: reuse(before.filters, after.filters),
    templates: sameItems(before.templates, after.templates) ? before.templates : after.templates,
    archived: after.archived,
  }
}

function reuseColumn(before: ColumnWithCards | undefined, after: ColumnWithCards): ColumnWithCards {
  if (before === undefined) return after
  const isSame =
    before.name === after.name &&
    before.order === after.order &&
    before.wipLimit === after.wipLimit &&
    sameItems(before.cards, after.cards)
  return isSame ? before : after
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}

function reuse<T>(before: T, after: T): T {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after
}
