import * as Y from 'yjs'
import { type Board, type Card, readBoard } from '../../../shared/board.ts'

/** Origin of what the member does here: only that is undone. */
const MINE = { source: 'board page' }

/** A board as React reads it: the same objects as long as nothing in them changed, and undo of one's own actions. */
export class BoardStore {
  readonly #doc: Y.Doc
  readonly #undo: Y.UndoManager
  readonly #listeners = new Set<() => void>()
  #board: Board
  #undoable = { undo: false, redo: false }

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#board = readBoard(doc)
    this.#undo = new Y.UndoManager([doc.getMap('columns'), doc.getMap('cards'), doc.getMap('labels')], {
      trackedOrigins: new Set([MINE]),
      // Each action is a step of its own.
      captureTimeout: 0,
    })
    doc.on('update', this.#onUpdate)
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
      this.#undo.on(event, this.#onStack)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly board = (): Board => this.#board

  readonly undoable = (): { undo: boolean; redo: boolean } => this.#undoable

  /** Runs mutators of `shared/board.ts` as one step of undo. */
  act(change: (doc: Y.Doc) => void): void {
    this.#doc.transact(() => change(this.#doc), MINE)
  }

  undo(): void {
    this.#undo.undo()
  }

  redo(): void {
    this.#undo.redo()
  }

  destroy(): void {
    this.#doc.off('update', this.#onUpdate)
    this.#undo.destroy()
  }

  readonly #onUpdate = (): void => {
    this.#board = shareUnchanged(this.#board, readBoard(this.#doc))
    this.#notify()
  }

  readonly #onStack = (): void => {
    this.#undoable = { undo: this.#undo.canUndo(), redo: this.#undo.canRedo() }
    this.#notify()
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Keeps the old object of every card that reads the same, so that only changed cards render again. */
export function shareUnchanged(before: Board, after: Board): Board {
  const known = new Map(before.columns.flatMap(({ cards }) => cards).map((card) => [card.id, card]))
  return {
    columns: after.columns.map((column) => ({
      ...column,
      cards: column.cards.map((card) => reuse(known.get(card.id), card)),
    })),
    labels: sameJson(before.labels, after.labels) ? before.labels : after.labels,
  }
}

function reuse(before: Card | undefined, after: Card): Card {
  return before !== undefined && sameJson(before, after) ? before : after
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
