import { expect, test } from 'vitest'
import { findPlace, gridOf, neighbourOf, stepPlace, withDragged } from './card-places.ts'

const places = { todo: ['a', 'b', 'c'], doing: ['d'], done: [] }
const columns = ['todo', 'doing', 'done'].map((id) => ({ id, name: id, order: id, wipLimit: null, cards: [] }))
const grid = gridOf({ columns, lanes: [] }, false)
const lanes = [{ id: 'web', name: 'Web', order: 'a' }]
const laned = gridOf({ columns, lanes }, true)
const inLanes = {
  'todo/web': ['a'],
  'doing/web': [],
  'done/web': [],
  'todo/': ['b', 'c'],
  'doing/': ['d'],
  'done/': [],
}

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
  expect(findPlace(places, 'b')).toEqual({ cellId: 'todo', beforeCardId: 'c', position: 2, total: 3 })
  expect(findPlace(places, 'd')).toEqual({ cellId: 'doing', beforeCardId: null, position: 1, total: 1 })
  expect(findPlace(places, 'gone')).toBeUndefined()
})

test('a step up or down stays in its column and ends at its edges', () => {
  expect(stepPlace(places, grid, 'b', 'up')).toMatchObject({ cellId: 'todo', beforeCardId: 'a', position: 1 })
  expect(stepPlace(places, grid, 'b', 'down')).toMatchObject({ cellId: 'todo', beforeCardId: null, position: 3 })
  expect(stepPlace(places, grid, 'a', 'up')).toBeUndefined()
  expect(stepPlace(places, grid, 'c', 'down')).toBeUndefined()
})

test('a step sideways keeps the height, as far as the other column reaches', () => {
  expect(stepPlace(places, grid, 'a', 'right')).toMatchObject({
    cellId: 'doing',
    beforeCardId: 'd',
    position: 1,
    total: 2,
  })
  expect(stepPlace(places, grid, 'c', 'right')).toMatchObject({ cellId: 'doing', beforeCardId: null, position: 2 })
  expect(stepPlace(places, grid, 'a', 'left')).toBeUndefined()
})

test('a step up from the first card of a lane goes to the end of the same column in the lane above, and back down', () => {
  expect(stepPlace(inLanes, laned, 'b', 'up')).toEqual({
    cellId: 'todo/web',
    beforeCardId: null,
    position: 2,
    total: 2,
  })
  expect(stepPlace(inLanes, laned, 'a', 'down')).toMatchObject({ cellId: 'todo/', beforeCardId: 'b', position: 1 })
  expect(stepPlace(inLanes, laned, 'a', 'up')).toBeUndefined()
  expect(stepPlace(inLanes, laned, 'a', 'right')).toMatchObject({ cellId: 'doing/web', position: 1 })
})

test('the focus goes to the card beside, past empty columns, and through lanes', () => {
  expect(neighbourOf(places, grid, 'b', 'down')).toBe('c')
  expect(neighbourOf(places, grid, 'c', 'right')).toBe('d')
  expect(neighbourOf(places, grid, 'd', 'right')).toBeUndefined()
  expect(neighbourOf(inLanes, laned, 'a', 'down')).toBe('b')
  expect(neighbourOf(inLanes, laned, 'b', 'up')).toBe('a')
})
