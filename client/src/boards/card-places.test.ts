import { expect, test } from 'vitest'
import { findPlace, stepPlace, withDragged } from './card-places.ts'

const places = { todo: ['a', 'b', 'c'], doing: ['d'], done: [] }
const columns = ['todo', 'doing', 'done']

test('during a drag, cards that others removed, added or moved are where those put them', () => {
  const dragged = { todo: ['b', 'c'], doing: ['d', 'a'], done: [] }
  const current = { todo: ['a', 'new'], doing: ['d'], done: ['c'] }
  expect(withDragged(current, dragged, 'a')).toEqual({ todo: ['new'], doing: ['d', 'a'], done: ['c'] })
})

test('a dragged card stays before the card it was dragged before, or the next of those that are left', () => {
  const dragged = { todo: [], doing: ['a', 'd', 'e'] }
  expect(withDragged({ todo: ['a'], doing: ['new', 'd', 'e'] }, dragged, 'a')).toEqual({
    todo: [],
    doing: ['new', 'a', 'd', 'e'],
  })
  expect(withDragged({ todo: ['a', 'd'], doing: ['new', 'e'] }, dragged, 'a')).toEqual({
    todo: ['d'],
    doing: ['new', 'a', 'e'],
  })
})

test('a dragged card that others deleted is gone, and one whose column they deleted is back in its own', () => {
  expect(withDragged({ todo: ['b'] }, { todo: ['b', 'a'] }, 'a')).toEqual({ todo: ['b'] })
  expect(withDragged({ todo: ['a'], fresh: ['x'] }, { todo: [], doing: ['a'] }, 'a')).toEqual({
    todo: ['a'],
    fresh: ['x'],
  })
})

test('a place names the card that follows, and the position from one', () => {
  expect(findPlace(places, 'b')).toEqual({ columnId: 'todo', beforeCardId: 'c', position: 2, total: 3 })
  expect(findPlace(places, 'd')).toEqual({ columnId: 'doing', beforeCardId: null, position: 1, total: 1 })
  expect(findPlace(places, 'gone')).toBeUndefined()
})

test('a step up or down stays in its column and ends at its edges', () => {
  expect(stepPlace(places, columns, 'b', 'up')).toMatchObject({ columnId: 'todo', beforeCardId: 'a', position: 1 })
  expect(stepPlace(places, columns, 'b', 'down')).toMatchObject({ columnId: 'todo', beforeCardId: null, position: 3 })
  expect(stepPlace(places, columns, 'a', 'up')).toBeUndefined()
  expect(stepPlace(places, columns, 'c', 'down')).toBeUndefined()
})

test('a step sideways keeps the height, as far as the other column reaches', () => {
  expect(stepPlace(places, columns, 'a', 'right')).toMatchObject({
    columnId: 'doing',
    beforeCardId: 'd',
    position: 1,
    total: 2,
  })
  expect(stepPlace(places, columns, 'c', 'right')).toMatchObject({ columnId: 'doing', beforeCardId: null, position: 2 })
  expect(stepPlace(places, columns, 'a', 'left')).toBeUndefined()
})
