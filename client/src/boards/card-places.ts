import type { Board, Card } from '../../../shared/board.ts'

/** Where cards lie: a column, or in a board with lanes the part of a column that is in one lane. */
export interface Cell {
  id: string
  columnId: string
  /** Null: in no lane; undefined: lanes are not shown, and a card that comes here keeps its own. */
  laneId: string | null | undefined
}

/** Rows of cells, a cell per column in each. */
export type Grid = Cell[][]

/** Ids of cards by cell, in order: what a drag rearranges before anything is written. */
export type Places = Record<string, string[]>

export function gridOf(board: Pick<Board, 'columns' | 'lanes'>, withLanes: boolean): Grid {
  const row = (laneId: string | null | undefined) =>
    board.columns.map(({ id }) => ({ id: laneId === undefined ? id : `${id}/${laneId ?? ''}`, columnId: id, laneId }))
  return withLanes ? [...board.lanes.map(({ id }) => row(id)), row(null)] : [row(undefined)]
}

export function placesOf(board: Board, grid: Grid, isShown: (card: Card) => boolean): Places {
  const places: Places = Object.fromEntries(grid.flat().map(({ id }) => [id, []]))
  const lanes = new Set(board.lanes.map(({ id }) => id))
  for (const column of board.columns) {
    for (const card of column.cards) {
      if (!isShown(card)) continue
      // A card of a lane that is gone is in none.
      const laneId = card.laneId !== null && lanes.has(card.laneId) ? card.laneId : ''
      const place = places[column.id] ?? places[`${column.id}/${laneId}`]
      place?.push(card.id)
    }
  }
  return places
}

/** The board as it is now, with one card where a drag has it: whatever others do meanwhile shows. */
export function withDragged(current: Places, dragged: Places, cardId: string): Places {
  const to = findPlace(dragged, cardId)
  const isThere = findPlace(current, cardId) !== undefined
  if (to === undefined || !isThere || current[to.cellId] === undefined) return current
  const places = Object.fromEntries(
    Object.entries(current).map(([id, ids]) => [id, ids.includes(cardId) ? ids.filter((one) => one !== cardId) : ids]),
  )
  const cell = places[to.cellId] ?? []
  // Before the first of those it was dragged before that others have left in this cell.
  const at = (dragged[to.cellId] ?? [])
    .slice(to.position)
    .map((id) => cell.indexOf(id))
    .find((index) => index !== -1)
  places[to.cellId] = cell.toSpliced(at ?? cell.length, 0, cardId)
  return places
}

export interface Destination {
  cellId: string
  /** Null: at the end. */
  beforeCardId: string | null
  /** 1 is the first. */
  position: number
  total: number
}

export function findPlace(places: Places, cardId: string): Destination | undefined {
  for (const [cellId, ids] of Object.entries(places)) {
    const at = ids.indexOf(cardId)
    if (at !== -1) return { cellId, beforeCardId: ids[at + 1] ?? null, position: at + 1, total: ids.length }
  }
  return undefined
}

export type Direction = 'up' | 'down' | 'left' | 'right'

/**
 * Where a card goes by one step; undefined at the edge. Sideways it keeps its height, as far as the column reaches;
 * up from the first and down from the last it goes to the next lane.
 */
export function stepPlace(places: Places, grid: Grid, cardId: string, direction: Direction): Destination | undefined {
  const from = findPlace(places, cardId)
  if (from === undefined) return undefined
  const rowAt = grid.findIndex((row) => row.some(({ id }) => id === from.cellId))
  const columnAt = grid[rowAt]?.findIndex(({ id }) => id === from.cellId) ?? -1
  const into = (cell: Cell | undefined, at: number): Destination | undefined => {
    if (cell === undefined) return undefined
    const others = (places[cell.id] ?? []).filter((id) => id !== cardId)
    const index = Math.min(at, others.length)
    return { cellId: cell.id, beforeCardId: others[index] ?? null, position: index + 1, total: others.length + 1 }
  }
  if (direction === 'left' || direction === 'right') {
    return into(grid[rowAt]?.[columnAt + (direction === 'left' ? -1 : 1)], from.position - 1)
  }
  const at = from.position - 1 + (direction === 'up' ? -1 : 1)
  if (at < 0) return into(grid[rowAt - 1]?.[columnAt], Number.MAX_SAFE_INTEGER)
  if (at >= from.total) return into(grid[rowAt + 1]?.[columnAt], 0)
  return into(grid[rowAt]?.[columnAt], at)
}

/** The card that is next to another, for the focus. */
export function neighbourOf(places: Places, grid: Grid, cardId: string, direction: Direction): string | undefined {
  const from = findPlace(places, cardId)
  if (from === undefined) return undefined
  if (direction === 'up' || direction === 'down') {
    const ids = grid.length === 1 ? (places[from.cellId] ?? []) : columnThroughLanes(places, grid, from.cellId)
    return ids[ids.indexOf(cardId) + (direction === 'up' ? -1 : 1)]
  }
  const row = grid.find((cells) => cells.some(({ id }) => id === from.cellId)) ?? []
  const start = row.findIndex(({ id }) => id === from.cellId)
  const beside = direction === 'left' ? row.slice(0, start).toReversed() : row.slice(start + 1)
  const ids = beside.map(({ id }) => places[id] ?? []).find((cell) => cell.length > 0)
  return ids?.[Math.min(from.position - 1, ids.length - 1)]
}

function columnThroughLanes(places: Places, grid: Grid, cellId: string): string[] {
  const columnId = grid.flat().find(({ id }) => id === cellId)?.columnId
  return grid.flat().flatMap((cell) => (cell.columnId === columnId ? (places[cell.id] ?? []) : []))
}
