import { createContext, use } from 'react'
import type * as Y from 'yjs'
import type { Board, Card, Field, Label, Lane } from '../../../shared/board.ts'
import type { BoardComment } from '../../../shared/board-comments.ts'
import type { Member } from '../../../shared/members.ts'
import type { Presence } from '../lib/presence.ts'
import type { Direction } from './card-places.ts'
import type { KeyedStore } from './keyed-store.ts'

export interface MoveTarget {
  columnId: string
  laneId?: string | null | undefined
  beforeCardId: string | null
}

export interface NewCardPlace {
  columnId: string
  laneId: string | null
  /** Undefined: the template's. */
  title: string | undefined
}

/**
 * What every column and card of one board needs. It changes when the shape of the board does, not with a card, a cursor or
 * a selection: those are in stores that each card reads for itself.
 */
export interface BoardContextValue {
  documentId: string
  mayWrite: boolean
  members: ReadonlyMap<string, Member>
  labels: ReadonlyMap<string, Label>
  fields: readonly Field[]
  lanes: readonly Lane[]
  columns: readonly { id: string; name: string }[]
  templates: readonly Card[]
  /** Who has which card open, apart from me. */
  editors: KeyedStore<readonly Presence[]>
  comments: KeyedStore<readonly BoardComment[]>
  /** Cards that several are changed of at once. */
  selection: KeyedStore<true>
  toggleSelected: (cardId: string) => void
  board: () => Board
  card: (cardId: string) => Card | undefined
  act: (change: (doc: Y.Doc) => void) => void
  actForGood: (change: (doc: Y.Doc) => void) => void
  openCard: (cardId: string | null) => void
  step: (cardId: string, direction: Direction) => void
  /** Puts the focus on the card beside. */
  focusBeside: (cardId: string, direction: Direction) => void
  move: (cardIds: readonly string[], to: MoveTarget) => void
  archive: (cardIds: readonly string[]) => void
  remove: (cardId: string) => void
  saveAsTemplate: (cardId: string) => void
  /** Without a place: where the template stands. @returns the new card's id. */
  addFromTemplate: (template: Card, place?: NewCardPlace) => string
  announce: (text: string) => void
}

export const BoardContext = createContext<BoardContextValue | null>(null)

export function useBoardContext(): BoardContextValue {
  const value = use(BoardContext)
  if (value === null) throw new Error('useBoardContext outside of a board')
  return value
}
