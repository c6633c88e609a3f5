import type { Board, Card } from '../../../shared/board.ts'

/** Ids of cards by column, in order: what a drag rearranges before anything is written. */
export type Places = Record<string, string[]>

export function placesOf(board: Board, isShown: (card: Card) => boolean): Places {
  return Object.fromEntries(board.columns.map(({ id, cards }) => [id, cards.filter(isShown).map((card) => card.id)]))
}

/** The board as it is now, with one card where a drag has it: whatever others do meanwhile shows. */
export function withDragged(current: Places, dragged: Places, cardId: string): Places {
  const to = findPlace(dragged, cardId)
  const isThere = findPlace(current, cardId) !== undefined
  if (to === undefined || !isThere || current[to.columnId] === undefined) return current
  const places = Object.fromEntries(
    Object.entries(current).map(([id, ids]) => [id, ids.filter((one) => one !== cardId)]),
  )
  const column = places[to.columnId] ?? []
  // Before the first of those it was dragged before that others have left in this column.
  const at = (dragged[to.columnId] ?? [])
    .slice(to.position)
    .map((id) => column.indexOf(id))
    .find((index) => index !== -1)
  places[to.columnId] = column.toSpliced(at ?? column.length, 0, cardId)
  return places
}

export interface Destination {
  columnId: string
  /** Null: at the end. */
  beforeCardId: string | null
  /** 1 is the first. */
  position: number
  total: number
}

export function findPlace(places: Places, cardId: string): Destination | undefined {
  for (const [columnId, ids] of Object.entries(places)) {
    const at = ids.indexOf(cardId)
    if (at !== -1) return { columnId, beforeCardId: ids[at + 1] ?? null, position: at + 1, total: ids.length }
  }
  return undefined
}

export type Direction = 'up' | 'down' | 'left' | 'right'

/** Where a card goes by one step; undefined at the edge. Sideways it keeps its height, as far as the column reaches. */
export function stepPlace(
  places: Places,
  columnIds: readonly string[],
  cardId: string,
  direction: Direction,
): Destination | undefined {
  const from = findPlace(places, cardId)
  if (from === undefined) return undefined
  const sideways = direction === 'left' || direction === 'right'
  const columnAt = columnIds.indexOf(from.columnId) + (direction === 'left' ? -1 : direction === 'right' ? 1 : 0)
  const columnId = columnIds[columnAt]
  if (columnId === undefined) return undefined
  const others = (places[columnId] ?? []).filter((id) => id !== cardId)
  const at = sideways ? Math.min(from.position - 1, others.length) : from.position - 1 + (direction === 'up' ? -1 : 1)
  if (at < 0 || at > others.length) return undefined
  return { columnId, beforeCardId: others[at] ?? null, position: at + 1, total: others.length + 1 }
}
