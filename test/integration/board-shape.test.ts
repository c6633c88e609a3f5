import { describe, expect, test } from 'vitest'
import { attachmentEndpoints } from '../../shared/attachments.ts'
import { boardEndpoints } from '../../shared/board-api.ts'
import { boardShapeEndpoints } from '../../shared/board-shape-api.ts'
import { exported, importFile, newBoard, read, titles } from '../helpers/boards.ts'
import { startHub } from '../helpers/start-hub.ts'

describe('the shape of a board over the API', () => {
  test('columns and lanes are put in order and deleted, and no card is lost with one', async () => {
    await using hub = await startHub()
    const { documentId, params, columns } = await newBoard(hub)
    const { api } = hub.owner
    const column = (name: string) => ({ documentId, columnId: columns[name] ?? '' })
    await api.call(boardShapeEndpoints.moveColumn, {
      params: column('Done'),
      body: { beforeColumnId: columns['Backlog'] },
    })
    const [{ laneId: maps }, { laneId: letters }] = [
      await api.call(boardShapeEndpoints.addLane, { params, body: { name: 'Maps' } }),
      await api.call(boardShapeEndpoints.addLane, { params, body: { name: 'Letters' } }),
    ]
    await api.call(boardShapeEndpoints.moveLane, {
      params: { documentId, laneId: letters },
      body: { beforeLaneId: maps },
    })
    await api.call(boardShapeEndpoints.changeLane, { params: { documentId, laneId: maps }, body: { name: 'Charts' } })
    const body = { title: 'Draw', columnId: columns['Backlog'], laneId: letters }
    await api.call(boardEndpoints.addCard, { params, body })
    expect((await read(hub, documentId)).lanes.map(({ name }) => name)).toEqual(['Letters', 'Charts'])

    await expect(
      api.call(boardShapeEndpoints.deleteColumn, { params: column('Backlog'), query: {} }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('moveCardsTo') as string })
    await api.call(boardShapeEndpoints.deleteColumn, {
      params: column('Backlog'),
      query: { moveCardsTo: columns['Done'] },
    })
    await api.call(boardShapeEndpoints.deleteLane, { params: { documentId, laneId: letters } })
    const board = await read(hub, documentId)
    expect(titles(board)).toEqual({ Done: ['Draw'], 'In progress': [] })
    expect(board.columns[0]?.cards[0]?.laneId).toBeNull()
  })

  test('fields, labels and saved filters are made, changed and taken away; what is not there is named', async () => {
    await using hub = await startHub()
    const { documentId, params } = await newBoard(hub)
    const { api } = hub.owner
    const { fieldId } = await api.call(boardShapeEndpoints.addField, {
      params,
      body: { name: 'Size', kind: 'select', options: ['S'] },
    })
    const { labelId } = await api.call(boardShapeEndpoints.addLabel, { params, body: { name: 'urgent' } })
    await api.call(boardShapeEndpoints.changeField, {
      params: { documentId, fieldId },
      body: { options: ['S', 'L'] },
    })
    await api.call(boardShapeEndpoints.changeLabel, { params: { documentId, labelId }, body: { color: 'red' } })
    const filter = { labels: [labelId], due: 'week' as const, fields: { [fieldId]: ['L'] } }
    const { filterId } = await api.call(boardShapeEndpoints.saveFilter, { params, body: { name: 'Now', filter } })
    const { cardId } = await api.call(boardEndpoints.addCard, {
      params,
      body: { title: 'One', labels: [labelId], fields: { [fieldId]: 'L' } },
    })
    expect(await read(hub, documentId)).toMatchObject({
      fields: [{ name: 'Size', kind: 'select', options: ['S', 'L'] }],
      labels: [{ name: 'urgent', color: 'red' }],
      filters: [{ id: filterId, name: 'Now', filter }],
    })
    await api.call(boardShapeEndpoints.deleteField, { params: { documentId, fieldId } })
    await api.call(boardShapeEndpoints.deleteLabel, { params: { documentId, labelId } })
    await api.call(boardShapeEndpoints.deleteFilter, { params: { documentId, filterId } })
    expect(await read(hub, documentId)).toMatchObject({ fields: [], labels: [], filters: [] })
    const card = await api.call(boardEndpoints.getCard, { params: { documentId, cardId } })
    expect(card).toMatchObject({ labels: [], fields: {} })
    await expect(
      api.call(boardShapeEndpoints.deleteFilter, { params: { documentId, filterId } }),
    ).rejects.toMatchObject({ code: 'not_found', message: `There is no filter '${filterId}' here.` })
  })
})

test('files and relations are put on a card and taken off over the API; an erased file is gone', async () => {
  await using hub = await startHub()
  const { documentId, params } = await newBoard(hub)
  const { api } = hub.owner
  const [one, two] = [
    await api.call(boardEndpoints.addCard, { params, body: { title: 'One' } }),
    await api.call(boardEndpoints.addCard, { params, body: { title: 'Two' } }),
  ]
  const card = { documentId, cardId: one.cardId }
  const file = await api.call(boardEndpoints.attachFile, {
    params: card,
    query: { name: 'plan.txt' },
    body: new TextEncoder().encode('the plan'),
  })
  await api.call(boardEndpoints.changeCard, { params: card, body: { cover: file.id } })
  const relation = { ...card, kind: 'blocks' as const, otherId: two.cardId }
  await api.call(boardEndpoints.relate, { params: relation })
  expect(await api.call(boardEndpoints.getCard, { params: card })).toMatchObject({
    files: [{ id: file.id, name: 'plan.txt', bytes: 8 }],
    cover: file.id,
    relations: [{ kind: 'blocks', cardId: two.cardId }],
  })
  await api.call(boardEndpoints.unrelate, { params: relation })
  await api.call(boardEndpoints.eraseFile, { params: { ...card, fileId: file.id } })
  expect(await api.call(boardEndpoints.getCard, { params: card })).toMatchObject({
    files: [],
    cover: null,
    relations: [],
  })
  const { attachments } = await api.call(attachmentEndpoints.list, { params })
  expect(attachments).toEqual([])
  await expect(
    api.call(boardEndpoints.attachFile, {
      params: { documentId, cardId: 'none' },
      query: { name: 'a.txt' },
      body: new TextEncoder().encode('a'),
    }),
  ).rejects.toMatchObject({ code: 'not_found' })
  await expect(api.call(boardEndpoints.relate, { params: { ...relation, otherId: one.cardId } })).rejects.toMatchObject(
    { code: 'invalid_input' },
  )
})

test('a card that is kept as a template makes new cards like it, without what was done on it, and leaves in the export', async () => {
  await using hub = await startHub()
  const { documentId, params, columns } = await newBoard(hub)
  const { api } = hub.owner
  const { cardId } = await api.call(boardEndpoints.addCard, {
    params,
    body: { title: 'Interview', description: 'Ask **why**', columnId: columns['In progress'], dueOn: '2030-01-01' },
  })
  const { itemId } = await api.call(boardEndpoints.addCheckItem, {
    params: { documentId, cardId },
    body: { checklist: 'Before', text: 'Read the résumé' },
  })
  await api.call(boardEndpoints.changeCheckItem, { params: { documentId, cardId, itemId }, body: { done: true } })
  const { templateId } = await api.call(boardEndpoints.saveTemplate, { params: { documentId, cardId } })
  await api.call(boardEndpoints.deleteCard, { params: { documentId, cardId } })
  expect(titles(await read(hub, documentId))['In progress']).toEqual([])

  const made = await api.call(boardEndpoints.addFromTemplate, {
    params: { documentId, templateId },
    body: { title: 'Interview with Bo' },
  })
  const expected = {
    description: 'Ask **why**',
    dueOn: null,
    checklists: [{ name: 'Before', items: [{ text: 'Read the résumé', done: false }] }],
  }
  expect(await api.call(boardEndpoints.getCard, { params: { documentId, cardId: made.cardId } })).toMatchObject({
    title: 'Interview with Bo',
    columnId: columns['In progress'],
    ...expected,
  })
  const into = await newBoard(hub)
  await importFile(hub, into.documentId, 'json', await exported(hub, documentId, 'json'))
  const copy = await read(hub, into.documentId)
  expect(copy.templates).toMatchObject([{ title: 'Interview', ...expected }])
  expect(titles(copy)['In progress']).toEqual(['Interview with Bo'])
})
