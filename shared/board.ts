import { generateJitteredKeyBetween } from 'fractional-indexing-jittered'
import * as Y from 'yjs'

/**
 * A board inside a Y.Doc. Cards and columns are maps by id, never arrays: concurrent moves in a Y.Array
 * duplicate the card. Order is a jittered fractional key, ties broken by id, so that all replicas agree.
 *
 * columns: Y.Map<columnId, Y.Map{ name, order, wipLimit }>
 * cards:   Y.Map<cardId, Y.Map{ title, description, columnId, order, labels, assignees, dueOn, createdAt, createdBy }>
 *          labels and assignees are Y.Map<id, true>: adding one and removing another at once keeps both edits.
 * labels:  Y.Map<labelId, Y.Map{ name, color }>
 */
export interface Column {
  id: string
  name: string
  order: string
  /** Null: no limit. */
  wipLimit: number | null
}

export interface Card {
  id: string
  title: string
  description: string
  columnId: string
  order: string
  labels: string[]
  /** Member ids. */
  assignees: string[]
  /** ISO date, without a time. */
  dueOn: string | null
  /** Unix epoch, ms. */
  createdAt: number
  createdBy: string | null
}

export const LABEL_COLORS = ['gray', 'red', 'orange', 'green', 'teal', 'blue', 'violet'] as const
export type LabelColor = (typeof LABEL_COLORS)[number]

export interface Label {
  id: string
  name: string
  color: LabelColor
}

export interface Board {
  columns: (Column & { cards: Card[] })[]
  labels: Label[]
}

type Fields = Y.Map<unknown>

/** Reads what is there and tolerates what is not: another client may write anything into its own board. */
export function readBoard(doc: Y.Doc): Board {
  const columns = entries(doc, 'columns').map(([id, map]): Column => ({
    id,
    name: text(map, 'name'),
    order: text(map, 'order'),
    wipLimit: typeof map.get('wipLimit') === 'number' ? (map.get('wipLimit') as number) : null,
  }))
  columns.sort(byOrder)
  const cards = entries(doc, 'cards').map(([id, map]) => readCard(id, map))
  cards.sort(byOrder)
  const byColumn = new Map<string, Card[]>(columns.map((column) => [column.id, []]))
  // A card whose column was deleted while it was moved there is shown in the first column, never lost.
  const home = columns[0] === undefined ? undefined : byColumn.get(columns[0].id)
  for (const card of cards) (byColumn.get(card.columnId) ?? home)?.push(card)
  return {
    columns: columns.map((column) => ({ ...column, cards: byColumn.get(column.id) ?? [] })),
    labels: entries(doc, 'labels').map(([id, map]) => ({ id, name: text(map, 'name'), color: color(map) })),
  }
}

export function addColumn(doc: Y.Doc, column: { id: string; name: string; wipLimit?: number | null }): void {
  doc.transact(() => {
    const last = readBoard(doc).columns.at(-1)
    const map: Fields = new Y.Map()
    map.set('name', column.name)
    map.set('order', generateJitteredKeyBetween(last?.order ?? null, null))
    map.set('wipLimit', column.wipLimit ?? null)
    doc.getMap('columns').set(column.id, map)
  })
}

export function updateColumn(doc: Y.Doc, id: string, change: { name?: string; wipLimit?: number | null }): void {
  assign(doc, 'columns', id, change)
}

/** Deletes a column; its cards go to `moveCardsTo`, or with it when that is null. */
export function deleteColumn(doc: Y.Doc, id: string, moveCardsTo: string | null): void {
  doc.transact(() => {
    for (const [cardId, card] of entries(doc, 'cards')) {
      if (card.get('columnId') !== id) continue
      if (moveCardsTo === null) doc.getMap('cards').delete(cardId)
      else moveCard(doc, cardId, moveCardsTo, null)
    }
    doc.getMap('columns').delete(id)
  })
}

export function addLabel(doc: Y.Doc, label: Label): void {
  const map: Fields = new Y.Map()
  map.set('name', label.name)
  map.set('color', label.color)
  doc.getMap('labels').set(label.id, map)
}

export interface NewCard {
  id: string
  title: string
  columnId: string
  description?: string
  labels?: readonly string[]
  assignees?: readonly string[]
  dueOn?: string | null
  createdAt: number
  createdBy: string | null
}

/** Adds a card at the end of its column. */
export function addCard(doc: Y.Doc, card: NewCard): void {
  doc.transact(() => {
    const map: Fields = new Y.Map()
    map.set('title', card.title)
    map.set('description', card.description ?? '')
    map.set('columnId', card.columnId)
    map.set('order', orderAt(doc, card.columnId, null, card.id))
    map.set('labels', new Y.Map((card.labels ?? []).map((id) => [id, true])))
    map.set('assignees', new Y.Map((card.assignees ?? []).map((id) => [id, true])))
    map.set('dueOn', card.dueOn ?? null)
    map.set('createdAt', card.createdAt)
    map.set('createdBy', card.createdBy)
    doc.getMap('cards').set(card.id, map)
  })
}

export interface CardChange {
  title?: string
  description?: string
  dueOn?: string | null
}

export function updateCard(doc: Y.Doc, id: string, change: CardChange): void {
  assign(doc, 'cards', id, change)
}

/** Puts a card before `beforeCardId`, or at the end of the column when that is null. */
export function moveCard(doc: Y.Doc, id: string, columnId: string, beforeCardId: string | null): void {
  doc.transact(() => {
    const card = doc.getMap<Fields>('cards').get(id)
    if (card === undefined) return
    const order = orderAt(doc, columnId, beforeCardId, id)
    card.set('columnId', columnId)
    card.set('order', order)
  })
}

export function toggleOnCard(doc: Y.Doc, cardId: string, field: 'labels' | 'assignees', id: string): void {
  const card = doc.getMap<Fields>('cards').get(cardId)
  const set = card?.get(field)
  if (!(set instanceof Y.Map)) return
  if (set.has(id)) set.delete(id)
  else set.set(id, true)
}

/** Puts a member on a card; one who is on it stays. */
export function assignOnCard(doc: Y.Doc, cardId: string, memberId: string): void {
  const assignees = doc.getMap<Fields>('cards').get(cardId)?.get('assignees')
  if (assignees instanceof Y.Map && !assignees.has(memberId)) assignees.set(memberId, true)
}

export function deleteCard(doc: Y.Doc, id: string): void {
  doc.getMap('cards').delete(id)
}

/** The columns that a new board starts with. */
export function initBoard(doc: Y.Doc, newId: () => string): void {
  for (const name of ['Backlog', 'In progress', 'Done']) addColumn(doc, { id: newId(), name })
}

function orderAt(doc: Y.Doc, columnId: string, beforeCardId: string | null, movingId: string): string {
  const cards = readBoard(doc)
    .columns.find((column) => column.id === columnId)
    ?.cards.filter((card) => card.id !== movingId && card.order !== '')
  if (cards === undefined || cards.length === 0) return generateJitteredKeyBetween(null, null)
  const found = beforeCardId === null ? -1 : cards.findIndex((card) => card.id === beforeCardId)
  const at = found === -1 ? cards.length : found
  const upper = cards[at]?.order ?? null
  // Two replicas may have made equal keys; no key fits between equals, so look for the next smaller one.
  let below = at - 1
  if (upper !== null) while (below >= 0 && (cards[below]?.order ?? '') >= upper) below -= 1
  return generateJitteredKeyBetween(cards[below]?.order ?? null, upper)
}

function assign(doc: Y.Doc, collection: 'columns' | 'cards', id: string, change: object): void {
  const map = doc.getMap<Fields>(collection).get(id)
  if (map === undefined) return
  doc.transact(() => {
    for (const [key, value] of Object.entries(change)) {
      if (value !== undefined && map.get(key) !== value) map.set(key, value)
    }
  })
}

function readCard(id: string, map: Fields): Card {
  return {
    id,
    title: text(map, 'title'),
    description: text(map, 'description'),
    columnId: text(map, 'columnId'),
    order: text(map, 'order'),
    labels: keys(map, 'labels'),
    assignees: keys(map, 'assignees'),
    dueOn: text(map, 'dueOn') || null,
    createdAt: typeof map.get('createdAt') === 'number' ? (map.get('createdAt') as number) : 0,
    createdBy: text(map, 'createdBy') || null,
  }
}

function entries(doc: Y.Doc, collection: 'columns' | 'cards' | 'labels'): [string, Fields][] {
  return [...doc.getMap<unknown>(collection)].filter((entry): entry is [string, Fields] => entry[1] instanceof Y.Map)
}

function byOrder(a: { order: string; id: string }, b: { order: string; id: string }): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function text(map: Fields, key: string): string {
  const value = map.get(key)
  return typeof value === 'string' ? value : ''
}

function keys(map: Fields, key: string): string[] {
  const value = map.get(key)
  return value instanceof Y.Map ? [...value.keys()].toSorted() : []
}

function color(map: Fields): LabelColor {
  return LABEL_COLORS.find((name) => name === map.get('color')) ?? 'gray'
}
