import { useEffect, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Board } from '../../../shared/board.ts'
import { BoardStore } from './board-store.ts'

export interface BoardHandle {
  board: Board
  canUndo: boolean
  canRedo: boolean
  act: (change: (doc: Y.Doc) => void) => void
  undo: () => void
  redo: () => void
}

const NOTHING: Board = { columns: [], labels: [] }
const NO_UNDO = { undo: false, redo: false }

export function useBoard(doc: Y.Doc | undefined): BoardHandle {
  const [store, setStore] = useState<BoardStore>()
  useEffect(() => {
    if (doc === undefined) return undefined
    const made = new BoardStore(doc)
    setStore(made)
    return () => {
      made.destroy()
      setStore(undefined)
    }
  }, [doc])
  const subscribe = store?.subscribe ?? (() => () => {})
  const board = useSyncExternalStore(subscribe, () => store?.board() ?? NOTHING)
  const undoable = useSyncExternalStore(subscribe, () => store?.undoable() ?? NO_UNDO)
  return {
    board,
    canUndo: undoable.undo,
    canRedo: undoable.redo,
    act: (change) => store?.act(change),
    undo: () => store?.undo(),
    redo: () => store?.redo(),
  }
}
