import { createContext, use } from 'react'
import type * as Y from 'yjs'
import type { Label } from '../../../shared/board.ts'
import type { Member } from '../../../shared/members.ts'
import type { Presence } from '../lib/presence.ts'
import type { Destination, Direction } from './card-places.ts'

/** What every column and card of one board needs. */
export interface BoardContextValue {
  mayWrite: boolean
  members: ReadonlyMap<string, Member>
  labels: ReadonlyMap<string, Label>
  columns: readonly { id: string; name: string }[]
  /** Who has which card open, apart from me. */
  editors: ReadonlyMap<string, readonly Presence[]>
  act: (change: (doc: Y.Doc) => void) => void
  openCard: (cardId: string) => void
  step: (cardId: string, direction: Direction) => void
  move: (cardId: string, to: Pick<Destination, 'columnId' | 'beforeCardId'>) => void
  removeCard: (cardId: string, title: string) => void
}

export const BoardContext = createContext<BoardContextValue | null>(null)

export function useBoardContext(): BoardContextValue {
  const value = use(BoardContext)
  if (value === null) throw new Error('useBoardContext outside of a board')
  return value
}
