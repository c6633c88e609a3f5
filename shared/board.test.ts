import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Card, readBoard } from './board.ts'
import { addColumn, addLane, deleteColumn, deleteLane, saveFilter } from './board/change-board.ts'
import {
  addCard,
  addChecklist,
  addCheckItem,
  moveCards,
  setField,
  setRelation,
  updateCard,
  updateCheckItem,
  writeDescription,
} from './board/change-card.ts'

/** Two replicas of a board with the columns a and b, and one card in a. */
function twoReplicas(): { one: Y.Doc; two: Y.Doc; merge: () => void } {
  const [one, two] = [new Y.Doc(), new Y.Doc()]
  addColumn(one, { id: 'a', name: 'A' })
  addColumn(one, { id: 'b', name: 'B' })
  addCard(one, { id: 'card', title: 'Card', description: 'The map.', columnId: 'a', createdAt: 0, createdBy: null })
  const merge = () => {
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
    expect(readBoard(one)).toEqual(readBoard(two))
  }
  merge()
  return { one, two, merge }
}

function cardIn(doc: Y.Doc): Card | undefined {
  return readBoard(doc)
    .columns.flatMap(({ cards }) => cards)
    .find(({ id }) => id === 'card')
}

test('two who write in different places of a description both keep what they wrote, also beyond the first plane', () => {
  const { one, two, merge } = twoReplicas()
  writeDescription(one, 'card', 'Draw the map 🗺️.')
  merge()
  writeDescription(one, 'card', 'Draw the big map 🗺️.')
  writeDescription(two, 'card', 'Draw the map 🗾.')
  merge()
  expect(cardIn(one)?.description).toBe('Draw the big map 🗾.')
})

test('two who add the first checklist, item, value and relation at once keep all of them', () => {
  const { one, two, merge } = twoReplicas()
  for (const [doc, name] of [
    [one, 'x'],
    [two, 'y'],
  ] as const) {
    addChecklist(doc, 'card', { id: `list-${name}`, name })
    addCheckItem(doc, 'card', `list-${name}`, { id: `item-${name}`, text: name })
    setField(doc, 'card', `field-${name}`, name)
    setRelation(doc, 'card', 'blocks', `other-${name}`, true)
  }
  merge()
  const card = cardIn(one)
  expect(card?.checklists.map(({ items }) => items.map(({ text }) => text)).toSorted()).toEqual([['x'], ['y']])
  expect(card?.fields).toEqual({ 'field-x': 'x', 'field-y': 'y' })
  expect(card?.relations.map(({ cardId }) => cardId).toSorted()).toEqual(['other-x', 'other-y'])
})

test('ticking an item and rewriting it at once does both', () => {
  const { one, two, merge } = twoReplicas()
  addChecklist(one, 'card', { id: 'list', name: 'List' })
  addCheckItem(one, 'card', 'list', { id: 'item', text: 'pen' })
  merge()
  updateCheckItem(one, 'card', 'item', { done: true })
  updateCheckItem(two, 'card', 'item', { text: 'red pen' })
  merge()
  expect(cardIn(two)?.checklists[0]?.items).toMatchObject([{ text: 'red pen', done: true }])
})

test('a card that is moved to a column or lane that another deletes meanwhile is not lost', () => {
  const { one, two, merge } = twoReplicas()
  addLane(one, { id: 'lane', name: 'Lane' })
  merge()
  moveCards(one, ['card'], { columnId: 'b', laneId: 'lane' }, null)
  deleteColumn(two, 'b', 'a')
  deleteLane(two, 'lane')
  merge()
  expect(cardIn(one)?.title).toBe('Card')
})

test('an archived card is out of its column, with all that it had, until it is brought back', () => {
  const { one } = twoReplicas()
  updateCard(one, 'card', { archivedAt: 5 })
  expect(cardIn(one)).toBeUndefined()
  expect(readBoard(one).archived.cards).toMatchObject([{ id: 'card', description: 'The map.' }])
  updateCard(one, 'card', { archivedAt: null })
  expect(cardIn(one)?.columnId).toBe('a')
})

test('a card of the first schema reads as it was, and becomes a shared text when somebody writes in it', () => {
  const doc = new Y.Doc()
  addColumn(doc, { id: 'a', name: 'A' })
  const old = { title: 'Card', description: 'plain', columnId: 'a', order: 'a0' }
  doc.getMap('cards').set('card', new Y.Map(Object.entries(old)))
  expect(cardIn(doc)).toMatchObject({ description: 'plain', laneId: null, checklists: [], archivedAt: null })
  writeDescription(doc, 'card', 'shared')
  expect(cardIn(doc)?.description).toBe('shared')
})

test('whatever another client has written, a board reads without a fault', () => {
  const { one } = twoReplicas()
  const card = one.getMap<Y.Map<unknown>>('cards').get('card')
  for (const key of ['file:x', 'item:x', 'list:x', 'rel:x', 'rel:blocks', 'field:x', 'cover', 'labels'])
    card?.set(key, [1])
  one.getMap('filters').set('f', new Y.Map<unknown>([['filter', { labels: 'x', due: 'never', fields: [1] }]]))
  one.getMap('lanes').set('l', 'no map')
  saveFilter(one, { id: 'g', name: 'Good', filter: { text: 'a', due: 'late' } })
  const board = readBoard(one)
  expect(cardIn(one)).toMatchObject({ files: [], checklists: [], relations: [], fields: {}, labels: [], cover: null })
  expect(board.filters.map(({ filter }) => filter)).toEqual([{}, { text: 'a', due: 'late' }])
})
