import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'
import { boardEndpoints } from '../../shared/board-api.ts'
import { mention } from '../../shared/mentions.ts'
import { readBoard } from '../../shared/board.ts'
import { addColumn } from '../../shared/board/change-board.ts'
import { addCard, deleteCard, setOnCard, updateCard } from '../../shared/board/change-card.ts'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { type LiveEvents, LIVE_NAMESPACE } from '../../shared/live-protocol.ts'
import { type Notification, notificationEndpoints } from '../../shared/notifications.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { describePostgres } from '../helpers/services.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { eventually } from '../helpers/sync-client.ts'
import { newDocument, paragraph, writeAs } from '../helpers/write-document.ts'

function inbox(hub: TestHub, member: TestMember): Promise<{ notifications: Notification[]; unread: number }> {
  return member.api.call(notificationEndpoints.list, { params: { communityId: hub.communityId } })
}

async function told(hub: TestHub, member: TestMember): Promise<string[]> {
  const { notifications } = await inbox(hub, member)
  return notifications.map(({ kind, actor, title }) => `${kind} of ${title} by ${actor?.name ?? 'the hub'}`)
}

function columnOf(doc: Y.Doc, index: number): string {
  return readBoard(doc).columns[index]?.id ?? ''
}

function putCard(doc: Y.Doc, id: string, title: string, more: { assignees?: string[]; dueOn?: string } = {}): void {
  addCard(doc, { id, title, columnId: columnOf(doc, 0), createdAt: 1, createdBy: null, ...more })
}

/** What one open tab of a member is told. */
function tab(hub: TestHub, member: TestMember): LiveEvents['notification:added'][] {
  const heard: LiveEvents['notification:added'][] = []
  const socket = io(hub.url + LIVE_NAMESPACE, { transports: ['websocket'], extraHeaders: { cookie: member.cookie } })
  socket.on('notification:added', (event: LiveEvents['notification:added']) => heard.push(event))
  onTestFinished(() => void socket.close())
  return heard
}

async function linkChats(hub: TestHub, member: TestMember): Promise<void> {
  const link = { account_id: member.accountId, person_name: 'Ada', linked_at: 1 }
  await hub.hub.queries
    .insertInto('platform_links')
    .values([
      { platform: 'discord', workspace_id: '', person_id: '4711', ...link },
      { platform: 'slack', workspace_id: 'T1', person_id: 'U1', ...link },
    ])
    .execute()
}

async function messagesTo(hub: TestHub, member: TestMember) {
  const { deliveries } = await hub.owner.api.call(deliveryEndpoints.list, { params: { communityId: hub.communityId } })
  return deliveries.flatMap(({ target, content }) =>
    target.kind === 'person' && content.type === 'text' && member.member.id !== ''
      ? [`${target.platform}: ${content.markdown}`]
      : [],
  )
}

/** Resolves when the hub has looked at a card of this title. */
async function looked(hub: TestHub, cardId: string, title: string): Promise<void> {
  await eventually(async () => {
    const { queries } = hub.hub
    const seen = await queries.selectFrom('seen_cards').select('state').where('card_id', '=', cardId).executeTakeFirst()
    expect(seen?.state).toContain(title)
  })
}

describe.each(STORES)('notifications on $name', ({ open }) => {
  test('who is put on a card or mentioned is told once, at once on every tab, by whom; nobody of their own doing', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const ada = await hub.createMember({ name: 'Ada' })
    const bo = await hub.createMember({ name: 'Bo' })
    const guest = await hub.createMember({ role: 'guest' })
    const tabs = [tab(hub, ada), tab(hub, ada)]
    const board = await newDocument(hub, 'board', 'Sprint')
    const [adaId, boId] = [ada.member.id, bo.member.id]
    // Two people within one look: each deed is told by who did it.
    await Promise.all([
      writeAs(hub, bo, board, (doc) => putCard(doc, 'c1', 'Anchor', { assignees: [adaId, boId, guest.member.id] })),
      writeAs(hub, hub.owner, board, (doc) => putCard(doc, 'c2', 'Buoy', { assignees: [boId] })),
    ])
    await eventually(async () => expect(await told(hub, ada)).toEqual(['assignment of Anchor by Bo']))
    await eventually(async () => expect(await told(hub, bo)).toEqual(['assignment of Buoy by Olivia Owner']))
    for (const heard of tabs) {
      await eventually(() =>
        expect(heard.map(({ unread, notification: { path } }) => [unread, path])).toEqual([
          [1, `/boards/${board}?card=c1`],
        ]),
      )
    }

    const spec = await newDocument(hub, 'text', 'Spec')
    await writeAs(hub, bo, spec, (doc) => {
      paragraph(doc, 'Ask ', { mention: adaId, label: 'Ada' }, ' and ', { mention: boId, label: 'Bo' })
    })
    await eventually(async () => expect((await told(hub, ada))[0]).toBe('mention of Spec by Bo'))
    expect((await inbox(hub, ada)).notifications[0]).toMatchObject({ excerpt: 'Ask @Ada and @Bo', readAt: null })
    // A paragraph that is moved names nobody anew.
    await writeAs(hub, hub.owner, spec, (doc) => {
      doc.getXmlFragment('body').delete(0, 1)
      paragraph(doc, 'Moved: ', { mention: adaId, label: 'Ada' })
      paragraph(doc, { mention: boId, label: 'Bo' })
    })
    await writeAs(hub, hub.owner, board, (doc) => {
      setOnCard(doc, 'c2', 'assignees', adaId, true)
      setOnCard(doc, 'c1', 'assignees', adaId, false)
    })
    await eventually(async () =>
      expect(await told(hub, ada)).toEqual([
        'assignment of Buoy by Olivia Owner',
        'mention of Spec by Bo',
        'assignment of Anchor by Bo',
      ]),
    )
    expect(await told(hub, bo)).toEqual(['assignment of Buoy by Olivia Owner'])
    // Who may not read the board hears nothing of it.
    expect(await told(hub, guest)).toEqual([])

    const [newest] = (await inbox(hub, ada)).notifications
    const params = { communityId: hub.communityId }
    const read = (ids?: string[]) =>
      ada.api.call(notificationEndpoints.read, { params, body: ids === undefined ? {} : { ids } })
    expect(await read([newest?.id ?? ''])).toEqual({ unread: 2 })
    expect(await read()).toEqual({ unread: 0 })
    expect((await inbox(hub, bo)).unread).toBe(1)
  })

  test('comments reach who is on the card, who wrote before, and who is named', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const ada = await hub.createMember({ name: 'Ada' })
    const bo = await hub.createMember({ name: 'Bo' })
    const cy = await hub.createMember({ name: 'Cy' })
    const board = await newDocument(hub, 'board', 'Sprint')
    const comment = (author: TestMember, text: string) =>
      author.api.call(boardEndpoints.addComment, { params: { documentId: board, cardId: 'c1' }, body: { text } })
    await writeAs(hub, ada, board, (doc) => putCard(doc, 'c1', 'Anchor', { assignees: [ada.member.id] }))
    await comment(bo, `Rusty. ${mention(cy.member)}, look`)
    await eventually(async () => expect(await told(hub, ada)).toEqual(['comment of Anchor by Bo']))
    expect(await told(hub, cy)).toEqual(['mention of Anchor by Bo'])
    await comment(ada, 'I see')
    await eventually(async () => expect(await told(hub, bo)).toEqual(['reply of Anchor by Ada']))
    expect(await told(hub, ada)).toHaveLength(1)
  })
})

describePostgres('notifications of a hub whose worker was away', () => {
  test('tell what happened meanwhile, and nothing twice', async () => {
    await using database = await freshDatabase()
    const env = { DATABASE_URL: database.url }
    await using web = await startHub({ env: { ...env, GUILDHALL_ROLES: 'web' } })
    const ada = await web.createMember({ name: 'Ada' })
    const board = await newDocument(web, 'board', 'Sprint')
    const assign = (id: string, title: string) =>
      writeAs(web, web.owner, board, (doc) => putCard(doc, id, title, { assignees: [ada.member.id] }))
    {
      await using _worker = await startHub({ env })
      await assign('c1', 'Anchor')
      await eventually(async () => expect(await told(web, ada)).toHaveLength(1))
    }
    await assign('c2', 'Buoy')
    await using _worker = await startHub({ env })
    await eventually(async () => expect(await told(web, ada)).toHaveLength(2))
    await writeAs(web, web.owner, board, (doc) => updateCard(doc, 'c1', { title: 'Anchor, new' }))
    await looked(web, 'c1', 'Anchor, new')
    expect(await told(web, ada)).toEqual(['assignment of Buoy by Olivia Owner', 'assignment of Anchor by Olivia Owner'])
  })
})

test('a direct message goes to one of the platforms that a member chose, and to none when they chose none', async () => {
  await using hub = await startHub()
  const ada = await hub.createMember({ name: 'Ada' })
  await linkChats(hub, ada)
  const board = await newDocument(hub, 'board', 'Sprint')
  const params = { communityId: hub.communityId }
  const choose = async (assignment: ('app' | 'discord' | 'slack')[]) => {
    const settings = await ada.api.call(notificationEndpoints.settings, { params })
    await ada.api.call(notificationEndpoints.saveSettings, { params, body: { ...settings, assignment } })
  }
  const assign = (id: string, title: string) =>
    writeAs(hub, hub.owner, board, (doc) => putCard(doc, id, title, { assignees: [ada.member.id] }))

  await assign('c1', 'A *bold* title')
  const link = (id: string) => `(${hub.hub.publicUrl}/boards/${board}?card=${id})`
  const first = `discord: **Olivia Owner** put you on [A \\*bold\\* title]${link('c1')}`
  await eventually(async () => expect(await messagesTo(hub, ada)).toEqual([first]))
  await choose(['slack'])
  await assign('c2', 'Two')
  const second = `slack: **Olivia Owner** put you on [Two]${link('c2')}`
  await eventually(async () => expect(await messagesTo(hub, ada)).toEqual([second, first]))
  await choose([])
  await assign('c3', 'Three')
  await looked(hub, 'c3', 'Three')
  await choose(['app'])
  await assign('c4', 'Four')
  await eventually(async () => expect((await told(hub, ada))[0]).toContain('Four'))
  expect(await told(hub, ada)).toHaveLength(2)
  expect(await messagesTo(hub, ada)).toHaveLength(2)
})

test('a card is due in the morning of its day where its member lives, and overdue the morning after', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-due-'))
  try {
    // In Auckland it is 8:30 on the 3rd, in Madrid 20:30 on the 2nd.
    let now = Date.parse('2026-06-02T20:30:00Z')
    let members: { auckland: string; madrid: string } | undefined
    {
      await using hub = await startHub({ dataDir, now: () => now })
      const auckland = await hub.createMember({ name: 'Aroha' })
      const madrid = await hub.createMember({ name: 'Marta' })
      members = { auckland: auckland.member.id, madrid: madrid.member.id }
      await saveProfile(hub, auckland, { timeZone: 'Pacific/Auckland' })
      await saveProfile(hub, madrid, { timeZone: 'Europe/Madrid' })
      const board = await newDocument(hub, 'board', 'Sprint')
      await writeAs(hub, hub.owner, board, (doc) => {
        const assignees = [auckland.member.id, madrid.member.id]
        putCard(doc, 'c1', 'Anchor', { assignees, dueOn: '2026-06-03' })
        addColumn(doc, { id: 'end', name: 'End' })
        addCard(doc, {
          id: 'c2',
          title: 'Done',
          columnId: 'end',
          assignees,
          dueOn: '2026-06-03',
          createdAt: 1,
          createdBy: null,
        })
        putCard(doc, 'c3', 'Gone', { assignees, dueOn: '2026-06-03' })
        deleteCard(doc, 'c3')
      })
      await looked(hub, 'c2', 'Done')
    }
    const dueOf = async (hub: TestHub, memberId: string) => {
      const rows = await hub.hub.queries
        .selectFrom('notifications')
        .select(['kind', 'title'])
        .where('member_id', '=', memberId)
        .where('kind', 'in', ['due', 'overdue'])
        .orderBy('id')
        .execute()
      return rows.map(({ kind, title }) => `${kind}: ${title}`)
    }
    const days: [string, string[], string[]][] = [
      ['2026-06-02T20:40:00Z', ['due: Anchor'], []],
      ['2026-06-03T07:00:00Z', ['due: Anchor'], ['due: Anchor']],
      ['2026-06-04T07:00:00Z', ['due: Anchor', 'overdue: Anchor'], ['due: Anchor', 'overdue: Anchor']],
    ]
    for (const [at, auckland, madrid] of days) {
      now = Date.parse(at)
      await using hub = await startHub({ dataDir, now: () => now })
      await eventually(async () => expect(await dueOf(hub, members.auckland)).toEqual(auckland))
      await eventually(async () => expect(await dueOf(hub, members.madrid)).toEqual(madrid))
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
