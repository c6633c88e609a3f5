import * as Y from 'yjs'
import type { CardFile, CardMap, FieldValue } from '../board.ts'
import type { RelationKind } from '../board-kinds.ts'
import { cardOrders, orderBefore } from './order.ts'
import { rewrite } from './rewrite-text.ts'

export interface NewCard {
  id: string
  title: string
  columnId: string
  laneId?: string | null
  description?: string
  labels?: readonly string[]
  assignees?: readonly string[]
  dueOn?: string | null
  isTemplate?: boolean
  createdAt: number
  createdBy: string | null
}

/** Adds a card at the end of its column. */
export function addCard(doc: Y.Doc, card: NewCard): void {
  addCards(doc, [card], card.columnId)
}

/** Adds cards at the end of one column, in their order. */
export function addCards(doc: Y.Doc, cards: readonly NewCard[], columnId: string): void {
  doc.transact(() => {
    const orders = cardOrders(doc, columnId, null, new Set(), cards.length)
    for (const [at, card] of cards.entries()) {
      const map: CardMap = new Y.Map()
      map.set('title', card.title)
      map.set('description', new Y.Text(card.description ?? ''))
      map.set('columnId', columnId)
      map.set('laneId', card.laneId ?? null)
      map.set('order', orders[at])
      map.set('labels', new Y.Map((card.labels ?? []).map((id) => [id, true])))
      map.set('assignees', new Y.Map((card.assignees ?? []).map((id) => [id, true])))
      map.set('dueOn', card.dueOn ?? null)
      map.set('createdAt', card.createdAt)
      map.set('createdBy', card.createdBy)
      if (card.isTemplate === true) map.set('template', true)
      doc.getMap('cards').set(card.id, map)
    }
  })
}

/** Undefined: stays as it is. */
export interface CardChange {
  title?: string | undefined
  dueOn?: string | null | undefined
  laneId?: string | null | undefined
  cover?: string | null | undefined
  archivedAt?: number | null | undefined
}

export function updateCard(doc: Y.Doc, id: string, change: CardChange): void {
  const map = cardMap(doc, id)
  if (map === undefined) return
  doc.transact(() => {
    for (const [key, value] of Object.entries(change)) {
      if (value !== undefined && map.get(key) !== value) map.set(key, value)
    }
  })
}

/** Writes only where the text differs, so that what others write elsewhere in it stays. */
export function writeDescription(doc: Y.Doc, id: string, markdown: string): void {
  const map = cardMap(doc, id)
  if (map === undefined) return
  const known = map.get('description')
  if (known instanceof Y.Text) rewrite(known, markdown)
  // A card of schema 1 has a string.
  else if (known !== markdown) map.set('description', new Y.Text(markdown))
}

export interface CardPlace {
  columnId: string
  /** Undefined: stays in its lane. */
  laneId?: string | null | undefined
}

/** Puts a card before `beforeCardId`, or at the end of the column when that is null. */
export function moveCard(doc: Y.Doc, id: string, to: CardPlace, beforeCardId: string | null): void {
  moveCards(doc, [id], to, beforeCardId)
}

export function moveCards(doc: Y.Doc, ids: readonly string[], to: CardPlace, beforeCardId: string | null): void {
  doc.transact(() => {
    const orders = cardOrders(doc, to.columnId, beforeCardId, new Set(ids), ids.length)
    for (const [at, id] of ids.entries()) {
      const card = cardMap(doc, id)
      if (card === undefined) continue
      card.set('columnId', to.columnId)
      card.set('order', orders[at])
      if (to.laneId !== undefined && (card.get('laneId') ?? null) !== to.laneId) card.set('laneId', to.laneId)
    }
  })
}

/** Puts a label or a member on a card, or takes it off. */
export function setOnCard(doc: Y.Doc, cardId: string, field: 'labels' | 'assignees', id: string, on: boolean): void {
  const set = cardMap(doc, cardId)?.get(field)
  if (!(set instanceof Y.Map) || set.has(id) === on) return
  if (on) set.set(id, true)
  else set.delete(id)
}

export function setField(doc: Y.Doc, cardId: string, fieldId: string, value: FieldValue | null): void {
  const card = cardMap(doc, cardId)
  const key = `field:${fieldId}`
  if (card === undefined || (card.get(key) ?? null) === value) return
  if (value === null) card.delete(key)
  else card.set(key, value)
}

export function setRelation(doc: Y.Doc, cardId: string, kind: RelationKind, otherId: string, on: boolean): void {
  const card = cardMap(doc, cardId)
  const key = `rel:${kind}:${otherId}`
  if (card === undefined || cardId === otherId || card.has(key) === on) return
  if (on) card.set(key, true)
  else card.delete(key)
}

export function attachFile(doc: Y.Doc, cardId: string, { id, name, type, bytes }: CardFile): void {
  cardMap(doc, cardId)?.set(`file:${id}`, { name, type, bytes })
}

export function detachFile(doc: Y.Doc, cardId: string, fileId: string): void {
  const card = cardMap(doc, cardId)
  if (card === undefined) return
  doc.transact(() => {
    card.delete(`file:${fileId}`)
    if (card.get('cover') === fileId) card.set('cover', null)
  })
}

export function addChecklist(doc: Y.Doc, cardId: string, list: { id: string; name: string }): void {
  const card = cardMap(doc, cardId)
  card?.set(
    `list:${list.id}`,
    new Y.Map([
      ['name', list.name],
      [
        'order',
        orderBefore(
          children(card, 'list', () => true),
          null,
        ),
      ],
    ]),
  )
}

export function updateChecklist(doc: Y.Doc, cardId: string, listId: string, change: { name?: string }): void {
  const list = cardMap(doc, cardId)?.get(`list:${listId}`)
  if (list instanceof Y.Map && change.name !== undefined && change.name !== list.get('name'))
    list.set('name', change.name)
}

export function deleteChecklist(doc: Y.Doc, cardId: string, listId: string): void {
  const card = cardMap(doc, cardId)
  if (card === undefined) return
  doc.transact(() => {
    for (const { id } of children(card, 'item', (item) => item.get('list') === listId)) card.delete(`item:${id}`)
    card.delete(`list:${listId}`)
  })
}

export function addCheckItem(
  doc: Y.Doc,
  cardId: string,
  listId: string,
  item: { id: string; text: string; done?: boolean },
): void {
  const card = cardMap(doc, cardId)
  if (card === undefined) return
  const order = orderBefore(
    children(card, 'item', (other) => other.get('list') === listId),
    null,
  )
  card.set(
    `item:${item.id}`,
    new Y.Map<unknown>([
      ['list', listId],
      ['text', item.text],
      ['done', item.done ?? false],
      ['order', order],
    ]),
  )
}

export function updateCheckItem(
  doc: Y.Doc,
  cardId: string,
  itemId: string,
  change: { text?: string | undefined; done?: boolean | undefined },
): void {
  const item = cardMap(doc, cardId)?.get(`item:${itemId}`)
  if (!(item instanceof Y.Map)) return
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined && item.get(key) !== value) item.set(key, value)
  }
}

export function deleteCheckItem(doc: Y.Doc, cardId: string, itemId: string): void {
  cardMap(doc, cardId)?.delete(`item:${itemId}`)
}

export function deleteCard(doc: Y.Doc, id: string): void {
  doc.getMap('cards').delete(id)
}

export function cardMap(doc: Y.Doc, id: string): CardMap | undefined {
  const card = doc.getMap<unknown>('cards').get(id)
  return card instanceof Y.Map ? card : undefined
}

/** Checklists or items of a card, in order. */
function children(
  card: CardMap,
  kind: 'list' | 'item',
  isWanted: (child: Y.Map<unknown>) => boolean,
): { id: string; order: string }[] {
  const found: { id: string; order: string }[] = []
  for (const [key, value] of card) {
    if (!key.startsWith(`${kind}:`) || !(value instanceof Y.Map) || !isWanted(value)) continue
    found.push({ id: key.slice(kind.length + 1), order: String(value.get('order')) })
  }
  return found.toSorted((a, b) => (a.order < b.order ? -1 : 1))
}
