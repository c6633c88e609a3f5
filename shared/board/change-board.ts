import * as Y from 'yjs'
import { byOrder, type CardFilter, type CardMap, entries, type Label } from '../board.ts'
import type { FieldKind, LabelColor } from '../board-kinds.ts'
import { deleteCard, moveCards } from './change-card.ts'
import { lastOrder, orderBefore } from './order.ts'

/** Undefined: stays as it is. */
export interface ColumnChange {
  name?: string | undefined
  wipLimit?: number | null | undefined
  archivedAt?: number | null | undefined
}

export function addColumn(doc: Y.Doc, column: { id: string; name: string; wipLimit?: number | null }): void {
  put(doc, 'columns', column.id, {
    name: column.name,
    order: lastOrder(doc, 'columns'),
    wipLimit: column.wipLimit ?? null,
  })
}

export function updateColumn(doc: Y.Doc, id: string, change: ColumnChange): void {
  assign(doc.getMap<CardMap>('columns').get(id), change)
}

/** Puts a column before another, or at the end when that is null. */
export function moveColumn(doc: Y.Doc, id: string, beforeId: string | null): void {
  doc
    .getMap<CardMap>('columns')
    .get(id)
    ?.set('order', orderBefore(others(doc, 'columns', id), beforeId))
}

/** Deletes a column; its cards go to `moveCardsTo`, or with it when that is null. */
export function deleteColumn(doc: Y.Doc, id: string, moveCardsTo: string | null): void {
  doc.transact(() => {
    const inside = entries(doc, 'cards').filter(
      ([, card]) => card.get('columnId') === id && card.get('template') !== true,
    )
    const ids = inside.map(([cardId, card]) => ({ id: cardId, order: String(card.get('order')) })).toSorted(byOrder)
    if (moveCardsTo === null) for (const card of ids) deleteCard(doc, card.id)
    else
      moveCards(
        doc,
        ids.map((card) => card.id),
        { columnId: moveCardsTo },
        null,
      )
    doc.getMap('columns').delete(id)
  })
}

export function addLane(doc: Y.Doc, lane: { id: string; name: string }): void {
  put(doc, 'lanes', lane.id, { name: lane.name, order: lastOrder(doc, 'lanes') })
}

export function updateLane(doc: Y.Doc, id: string, change: { name?: string }): void {
  assign(doc.getMap<CardMap>('lanes').get(id), change)
}

export function moveLane(doc: Y.Doc, id: string, beforeId: string | null): void {
  doc
    .getMap<CardMap>('lanes')
    .get(id)
    ?.set('order', orderBefore(others(doc, 'lanes', id), beforeId))
}

/** Its cards stay, in no lane. */
export function deleteLane(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    for (const [, card] of entries(doc, 'cards')) if (card.get('laneId') === id) card.set('laneId', null)
    doc.getMap('lanes').delete(id)
  })
}

export function addLabel(doc: Y.Doc, label: Label): void {
  put(doc, 'labels', label.id, { name: label.name, color: label.color })
}

export function updateLabel(
  doc: Y.Doc,
  id: string,
  change: { name?: string | undefined; color?: LabelColor | undefined },
): void {
  assign(doc.getMap<CardMap>('labels').get(id), change)
}

/** Cards forget it, too: an undo brings back both. */
export function deleteLabel(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    for (const [, card] of entries(doc, 'cards')) {
      const labels = card.get('labels')
      if (labels instanceof Y.Map && labels.has(id)) labels.delete(id)
    }
    doc.getMap('labels').delete(id)
  })
}

export function addField(
  doc: Y.Doc,
  field: { id: string; name: string; kind: FieldKind; options?: readonly string[] },
): void {
  const { id, name, kind, options = [] } = field
  put(doc, 'fields', id, { name, kind, order: lastOrder(doc, 'fields'), options: [...options] })
}

export function updateField(
  doc: Y.Doc,
  id: string,
  change: { name?: string | undefined; options?: readonly string[] | undefined },
): void {
  assign(doc.getMap<CardMap>('fields').get(id), change)
}

export function deleteField(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    for (const [, card] of entries(doc, 'cards')) if (card.has(`field:${id}`)) card.delete(`field:${id}`)
    doc.getMap('fields').delete(id)
  })
}

export function saveFilter(doc: Y.Doc, saved: { id: string; name: string; filter: CardFilter }): void {
  put(doc, 'filters', saved.id, { name: saved.name, filter: saved.filter })
}

export function deleteFilter(doc: Y.Doc, id: string): void {
  doc.getMap('filters').delete(id)
}

function put(
  doc: Y.Doc,
  collection: 'columns' | 'lanes' | 'labels' | 'fields' | 'filters',
  id: string,
  values: Record<string, unknown>,
): void {
  doc.getMap(collection).set(id, new Y.Map(Object.entries(values)))
}

export function assign(map: CardMap | undefined, change: object): void {
  if (map === undefined) return
  const write = () => {
    for (const [key, value] of Object.entries(change)) {
      if (value !== undefined && map.get(key) !== value) map.set(key, value)
    }
  }
  if (map.doc === null) write()
  else map.doc.transact(write)
}

function others(doc: Y.Doc, collection: 'columns' | 'lanes', id: string): { id: string; order: string }[] {
  return entries(doc, collection)
    .filter(([other]) => other !== id)
    .map(([other, map]) => ({ id: other, order: String(map.get('order')) }))
    .toSorted(byOrder)
}
