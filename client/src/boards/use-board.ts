import { useEffect, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Board } from '../../../shared/board.ts'
import { BoardStore } from './board-store.ts'

/** The store of a document's board for as long as the component is there; undefined for its first moment. */
export function useBoardStore(doc: Y.Doc): BoardStore | undefined {
  const [store, setStore] = useState<BoardStore>()
  useEffect(() => {
    const made = new BoardStore(doc)
    setStore(made)
    return () => {
      made.destroy()
      setStore(undefined)
    }
  }, [doc])
  return store
}

export function useBoard(store: BoardStore): Board {
  return useSyncExternalStore(store.subscribe, store.board)
}

export function useUndoable(store: BoardStore): { undo: boolean; redo: boolean } {
  return useSyncExternalStore(store.subscribe, store.undoable)
}
