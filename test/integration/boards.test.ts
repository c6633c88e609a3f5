import { describe, expect, test } from 'vitest'
import { boardEndpoints } from '../../shared/board-api.ts'
import { boardShapeEndpoints } from '../../shared/board-shape-api.ts'
import { type Board, exported, importFile, newBoard, read, titles } from '../helpers/boards.ts'
import { startHub } from '../helpers/start-hub.ts'

describe('cards over the API', () => {
  test('are made, changed, moved, ticked, archived, brought back and deleted', async () => {
    await using hub = await startHub()
    const ada = await hub.createMember({ name: 'Ada' })
    const { documentId, params, columns } = await newBoard(hub)
    const { api } = hub.owner
    const { labelId } = await api.call(boardShapeEndpoints.addLabel, { params, body: { name: 'urgent', color: 'red' } })
    const { cardId } = await api.call(boardEndpoints.addCard, {
      params,
      body: {
        title: 'Draw',
        description: '**ink**',
        labels: [labelId],
        assignees: [ada.member.id],
        dueOn: '2030-01-31',
      },
    })
    const second = await api.call(boardEndpoints.addCard, {
      params,
      body: { title: 'Sign', columnId: columns['Done'] },
    })
    const card = { documentId, cardId }
    await api.call(boardEndpoints.moveCard, {
      params: card,
      body: { columnId: columns['Done'] ?? '', beforeCardId: second.cardId },
    })
    const { itemId } = await api.call(boardEndpoints.addCheckItem, {
      params: card,
      body: { checklist: 'Tools', text: 'pen' },
    })
    await api.call(boardEndpoints.addCheckItem, { params: card, body: { checklist: 'Tools', text: 'paper' } })
    await api.call(boardEndpoints.changeCheckItem, { params: { ...card, itemId }, body: { done: true } })
    await api.call(boardEndpoints.changeCard, { params: card, body: { title: 'Draw it', labels: [], dueOn: null } })
    expect(await api.call(boardEndpoints.getCard, { params: card })).toMatchObject({
      title: 'Draw it',
      description: '**ink**',
      columnId: columns['Done'],
      labels: [],
      assignees: [ada.member.id],
      dueOn: null,
      checklists: [
        {
          name: 'Tools',
          items: [
            { text: 'pen', done: true },
            { text: 'paper', done: false },
          ],
        },
      ],
    })
    expect(titles(await read(hub, documentId))).toEqual({ Backlog: [], 'In progress': [], Done: ['Draw it', 'Sign'] })

    await api.call(boardEndpoints.changeCard, { params: card, body: { archived: true } })
    const board = await read(hub, documentId)
    expect([titles(board)['Done'], board.archived.cards.map(({ title }) => title)]).toEqual([['Sign'], ['Draw it']])
    await api.call(boardEndpoints.changeCard, { params: card, body: { archived: false } })
    expect(titles(await read(hub, documentId))['Done']).toEqual(['Draw it', 'Sign'])
    await api.call(boardEndpoints.deleteCard, { params: card })
    await expect(api.call(boardEndpoints.getCard, { params: card })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an archived column takes its cards along and brings them back', async () => {
    await using hub = await startHub()
    const { documentId, params, columns } = await newBoard(hub)
    const { api } = hub.owner
    await api.call(boardEndpoints.addCard, { params, body: { title: 'One', columnId: columns['Done'] } })
    const column = { documentId, columnId: columns['Done'] ?? '' }
    await api.call(boardShapeEndpoints.changeColumn, { params: column, body: { archived: true } })
    const board = await read(hub, documentId)
    expect(Object.keys(titles(board))).toEqual(['Backlog', 'In progress'])
    expect(board.archived.columns).toMatchObject([{ name: 'Done', cards: [{ title: 'One' }] }])
    await api.call(boardShapeEndpoints.changeColumn, { params: column, body: { archived: false } })
    expect(titles(await read(hub, documentId))['Done']).toEqual(['One'])
  })

  test('what is not there is named, and nothing changes', async () => {
    await using hub = await startHub()
    const { documentId, params } = await newBoard(hub)
    const { api } = hub.owner
    const { cardId } = await api.call(boardEndpoints.addCard, { params, body: { title: 'One' } })
    const card = { documentId, cardId }
    await expect(
      api.call(boardEndpoints.changeCard, { params: card, body: { title: 'Two', labels: ['none'] } }),
    ).rejects.toMatchObject({ code: 'not_found', message: "There is no label 'none' here." })
    await expect(
      api.call(boardEndpoints.changeCard, { params: card, body: { assignees: ['stranger'] } }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(api.call(boardEndpoints.moveCard, { params: card, body: { columnId: 'none' } })).rejects.toMatchObject(
      { code: 'not_found' },
    )
    expect(titles(await read(hub, documentId))['Backlog']).toEqual(['One'])
  })
})

describe('comments on cards', () => {
  test('carry the name of who is signed in, once however often they are sent', async () => {
    await using hub = await startHub()
    const ada = await hub.createMember({ name: 'Ada' })
    const { documentId, params } = await newBoard(hub)
    const { cardId } = await hub.owner.api.call(boardEndpoints.addCard, { params, body: { title: 'One' } })
    const card = { documentId, cardId }
    const body = { id: 'c1', text: 'I saw it.', author: hub.owner.member.id }
    await ada.api.call(boardEndpoints.addComment, { params: card, body })
    await ada.api.call(boardEndpoints.addComment, { params: card, body })
    await expect(hub.owner.api.call(boardEndpoints.addComment, { params: card, body })).rejects.toMatchObject({
      code: 'conflict',
    })
    const { comments } = await ada.api.call(boardEndpoints.comments, { params })
    expect(comments).toMatchObject([{ id: 'c1', author: ada.member.id, text: 'I saw it.', editedAt: null }])
    expect((await read(hub, documentId)).columns[0]?.cards[0]?.comments).toEqual(comments)
  })

  test('are changed by who wrote them, and deleted by an admin, too', async () => {
    await using hub = await startHub()
    const [ada, bo] = [await hub.createMember({ name: 'Ada' }), await hub.createMember({ name: 'Bo' })]
    const { documentId, params } = await newBoard(hub)
    const { cardId } = await hub.owner.api.call(boardEndpoints.addCard, { params, body: { title: 'One' } })
    const { id } = await ada.api.call(boardEndpoints.addComment, {
      params: { documentId, cardId },
      body: { text: 'a' },
    })
    const comment = { documentId, commentId: id }
    await expect(
      bo.api.call(boardEndpoints.editComment, { params: comment, body: { text: 'x' } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(bo.api.call(boardEndpoints.deleteComment, { params: comment })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await ada.api.call(boardEndpoints.editComment, { params: comment, body: { text: 'b' } })
    await hub.owner.api.call(boardEndpoints.deleteComment, { params: comment })
    expect((await ada.api.call(boardEndpoints.comments, { params })).comments).toEqual([])
  })
})

describe('import', () => {
  test('of a Trello board takes lists, cards, labels, checklists, comments, dates and people, and reports what is broken', async () => {
    await using hub = await startHub()
    const ada = await hub.createMember({ name: 'Ada Lind' })
    const { documentId } = await newBoard(hub)
    const answer = await importFile(hub, documentId, 'json', JSON.stringify(TRELLO))
    expect(answer).toEqual({
      cards: 3,
      problems: [{ row: 3, message: 'This card has no title or no list.' }],
      problemCount: 1,
    })
    const board = await read(hub, documentId)
    expect(titles(board)).toEqual({ Backlog: [], 'In progress': [], Done: ['Ship'], 'To do': ['Draw'] })
    expect(board.archived.cards.map(({ title }) => title)).toEqual(['Old'])
    const urgent = board.labels.find(({ name }) => name === 'Urgent')
    expect(urgent?.color).toBe('red')
    const drawn = board.columns.find(({ name }) => name === 'To do')?.cards[0]
    expect(drawn).toMatchObject({
      description: 'in **ink**\n\n- [plan](https://example.org/plan.png)\n\nJo Elsewhere',
      labels: [urgent?.id],
      assignees: [ada.member.id],
      dueOn: '2030-02-01',
      checklists: [
        {
          name: 'Tools',
          items: [
            { text: 'pen', done: true },
            { text: 'ink', done: false },
          ],
        },
      ],
      comments: [{ author: null, authorName: 'Jo Elsewhere', text: 'Nice.' }],
    })
  })

  test('of a CSV file goes by the names of its columns; a broken row costs no other', async () => {
    await using hub = await startHub()
    const { documentId } = await newBoard(hub)
    const csv = [
      'Summary;Status;Due date;Tags;Estimate',
      'Draw;Review;2030-03-01;"map, ink";3',
      ';Review;;;',
      '"Sign; seal";done;tomorrow;;',
    ].join('\r\n')
    const answer = await importFile(hub, documentId, 'csv', csv)
    expect(answer.cards).toBe(2)
    expect(answer.problems).toEqual([
      { row: 3, message: 'This row has no title.' },
      { row: 4, message: "'tomorrow' is not a date like 2026-01-31; the card has none." },
    ])
    const board = await read(hub, documentId)
    expect(titles(board)).toEqual({ Backlog: [], 'In progress': [], Done: ['Sign; seal'], Review: ['Draw'] })
    const [field] = board.fields
    expect(field).toMatchObject({ name: 'Estimate', kind: 'text' })
    expect(board.columns.at(-1)?.cards[0]?.fields).toEqual({ [field?.id ?? '']: '3' })
  })

  test('says what is wrong with a file that is nothing of the kind', async () => {
    await using hub = await startHub()
    const { documentId } = await newBoard(hub)
    const refusal = (format: 'json' | 'csv', text: string) =>
      importFile(hub, documentId, format, text).catch((error: unknown) => (error as Error).message)
    expect(await refusal('json', '{"lists":')).toBe('The file is not valid JSON.')
    expect(await refusal('json', '[1]')).toMatch(/neither a Trello export/)
    expect(await refusal('csv', 'Status,Due\nx,y')).toMatch(/No column of the file is called Title/)
  })
})

describe('export', () => {
  test('as JSON comes back whole into an empty board', async () => {
    await using hub = await startHub()
    const from = await newBoard(hub)
    await importFile(hub, from.documentId, 'json', JSON.stringify(TRELLO))
    const into = await newBoard(hub)
    await importFile(hub, into.documentId, 'json', await exported(hub, from.documentId, 'json'))
    expect(inNames(await read(hub, into.documentId))).toEqual(inNames(await read(hub, from.documentId)))
  })

  test('as CSV holds no cell that a spreadsheet would run', async () => {
    await using hub = await startHub()
    const { documentId, params } = await newBoard(hub)
    await hub.owner.api.call(boardEndpoints.addCard, {
      params,
      body: { title: '=HYPERLINK("http://evil")', description: '@SUM(1)\n"quoted"' },
    })
    const csv = await exported(hub, documentId, 'csv')
    expect(csv.split('\r\n')[1]).toMatch(/^"'=HYPERLINK\(""http:\/\/evil""\)","'@SUM\(1\)\n""quoted""",Backlog,/)
    const again = await newBoard(hub)
    await importFile(hub, again.documentId, 'csv', csv)
    expect((await read(hub, again.documentId)).columns[0]?.cards).toMatchObject([
      { title: '=HYPERLINK("http://evil")', description: '@SUM(1)\n"quoted"' },
    ])
  })
})

const TRELLO = {
  name: 'Release',
  lists: [
    { id: 'l2', name: 'Done', closed: false, pos: 2 },
    { id: 'l1', name: 'To do', closed: false, pos: 1 },
  ],
  labels: [{ id: 'b1', name: 'Urgent', color: 'red_dark' }],
  members: [
    { id: 'm1', fullName: 'Ada Lind' },
    { id: 'm2', fullName: 'Jo Elsewhere' },
  ],
  cards: [
    { id: 'c2', name: 'Ship', desc: '', idList: 'l2', pos: 5, closed: false, due: null },
    {
      id: 'c1',
      name: 'Draw',
      desc: 'in **ink**',
      idList: 'l1',
      pos: 1,
      closed: false,
      due: '2030-02-01T12:00:00.000Z',
      idLabels: ['b1'],
      idMembers: ['m1', 'm2'],
      attachments: [{ name: 'plan', url: 'https://example.org/plan.png' }],
    },
    { id: 'c3', desc: 'nameless' },
    { id: 'c4', name: 'Old', desc: '', idList: 'l1', pos: 9, closed: true },
  ],
  checklists: [
    {
      idCard: 'c1',
      name: 'Tools',
      pos: 1,
      checkItems: [
        { name: 'ink', state: 'incomplete', pos: 2 },
        { name: 'pen', state: 'complete', pos: 1 },
      ],
    },
  ],
  actions: [
    { type: 'updateCard', date: '2026-01-01T00:00:00Z', data: {} },
    {
      type: 'commentCard',
      date: '2026-01-02T00:00:00Z',
      data: { text: 'Nice.', card: { id: 'c1' } },
      memberCreator: { fullName: 'Jo Elsewhere' },
    },
  ],
}

/** Without the ids, which differ. */
function inNames(board: Board) {
  const labels = new Map(board.labels.map(({ id, name }) => [id, name]))
  const columns = [...board.columns, ...board.archived.columns, { name: 'archived', cards: board.archived.cards }]
  return columns.map(({ name, cards }) => ({
    name,
    cards: cards.map(({ title, description, dueOn, checklists, comments, ...card }) => ({
      title,
      description,
      dueOn,
      labels: card.labels.map((id) => labels.get(id)),
      checklists: checklists.map((list) => ({
        name: list.name,
        items: list.items.map(({ text, done }) => [text, done]),
      })),
      comments: comments.map(({ authorName, text, at }) => ({ authorName, text, at })),
    })),
  }))
}
