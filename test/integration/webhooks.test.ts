import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { boardEndpoints } from '../../shared/board-api.ts'
import { readBoard } from '../../shared/board.ts'
import { moveCard } from '../../shared/board/change-card.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { NOTICES } from '../../shared/notices.ts'
import { type Webhook, webhookEndpoints, type WebhookEvent } from '../../shared/webhooks.ts'
import { addFeed, poll, WEBSOCKET_GIG } from '../helpers/gig-world.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'
import { eventually } from '../helpers/sync-client.ts'
import { startReceiver } from '../helpers/webhook-receiver.ts'
import { newDocument, writeAs } from '../helpers/write-document.ts'
import { body, startFeedStandin, wwrFeed } from '../standins/feeds/feed-standin.ts'

function create(hub: TestHub, url: string, events: WebhookEvent[]): Promise<Webhook & { secret: string }> {
  return hub.owner.api.call(webhookEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { url, events },
  })
}

function paramsOf(hub: TestHub, { id }: Webhook) {
  return { communityId: hub.communityId, webhookId: id }
}

async function logOf(hub: TestHub, webhook: Webhook) {
  const { deliveries } = await hub.owner.api.call(webhookEndpoints.deliveries, { params: paramsOf(hub, webhook) })
  return deliveries
}

test('what happens in a community is sent once, signed so that a receiver can check it', async () => {
  await using receiver = await startReceiver()
  await using hub = await startHub({ env: { WEBHOOK_ALLOW_HOSTS: receiver.host } })
  const { secret } = await create(hub, receiver.url, [
    'card.created',
    'card.moved',
    'document.created',
    'document.changed',
    'member.joined',
  ])
  const ada = await hub.createMember({ name: 'Ada' })
  const board = await newDocument(hub, 'board', 'Sprint')
  const { cardId } = await hub.owner.api.call(boardEndpoints.addCard, {
    params: { documentId: board },
    body: { title: 'Anchor' },
  })
  const types = () => receiver.received.map(({ event }) => event.type)
  await eventually(() =>
    expect(types().toSorted()).toEqual(['card.created', 'document.changed', 'document.created', 'member.joined']),
  )
  await writeAs(hub, ada, board, (doc) =>
    moveCard(doc, cardId, { columnId: readBoard(doc).columns[1]?.id ?? '' }, null),
  )
  await eventually(() => expect(types()).toContain('card.moved'))
  const moved = receiver.received.find(({ event }) => event.type === 'card.moved')
  expect(moved?.event.data).toMatchObject({
    board: { id: board, title: 'Sprint' },
    card: {
      id: cardId,
      title: 'Anchor',
      columnName: 'In progress',
      url: `${hub.hub.publicUrl}/boards/${board}?card=${cardId}`,
    },
    by: ada.member.id,
  })

  for (const { headers, body } of receiver.received) {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    expect(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']))).toBeLessThan(30)
  }
  // In the store the secret is sealed.
  const { secret: kept } = await hub.hub.queries.selectFrom('webhooks').select('secret').executeTakeFirstOrThrow()
  expect(kept).not.toContain(secret.slice(6, 20))
})

test('what fails is tried again later under the same id, each attempt is in the log, and an admin can send it again', async () => {
  await using receiver = await startReceiver()
  let now = Date.now()
  await using hub = await startHub({ env: { WEBHOOK_ALLOW_HOSTS: receiver.host }, now: () => now })
  const webhook = await create(hub, receiver.url, ['gig.created'])
  receiver.state.answer = 500
  const params = paramsOf(hub, webhook)
  await hub.owner.api.call(webhookEndpoints.ping, { params })
  await eventually(async () => expect((await logOf(hub, webhook))[0]?.attempts).toMatchObject([{ status: 500 }]))
  expect((await logOf(hub, webhook))[0]?.state).toBe('waiting')
  receiver.state.answer = 302
  now += 60_000
  await eventually(async () => expect((await logOf(hub, webhook))[0]?.attempts).toHaveLength(2))
  receiver.state.answer = 204
  now += 60_000
  await eventually(async () => expect((await logOf(hub, webhook))[0]?.state).toBe('sent'))
  const [sent] = await logOf(hub, webhook)
  expect(sent?.attempts.map(({ status }) => status)).toEqual([500, 302, 204])
  await hub.owner.api.call(webhookEndpoints.resend, { params: { ...params, deliveryId: sent?.id ?? '' } })
  await eventually(() => expect(receiver.received).toHaveLength(4))
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([sent?.id]))
})

test('an address that fails for three days, or wants nothing more, is turned off, and the admins are told', async () => {
  await using receiver = await startReceiver()
  let now = Date.now()
  await using hub = await startHub({ env: { WEBHOOK_ALLOW_HOSTS: receiver.host }, now: () => now })
  const webhook = await create(hub, receiver.url, ['gig.created'])
  const params = paramsOf(hub, webhook)
  const state = async () =>
    (await hub.owner.api.call(webhookEndpoints.list, { params: { communityId: hub.communityId } })).webhooks[0]
  receiver.state.answer = 503
  await hub.owner.api.call(webhookEndpoints.ping, { params })
  await eventually(async () => expect((await state())?.failingSince).toBe(now))
  now += 3 * 86_400_000
  await eventually(async () =>
    expect(await state()).toMatchObject({ enabled: false, disabledReason: 'No request has succeeded for three days.' }),
  )
  await eventually(async () =>
    expect(
      (await hub.owner.api.call(notificationEndpoints.list, { params: { communityId: hub.communityId } }))
        .notifications,
    ).toMatchObject([
      { kind: 'notice', path: '/settings/webhooks', title: receiver.host, excerpt: NOTICES.webhookFailing },
    ]),
  )
  await expect(hub.owner.api.call(webhookEndpoints.ping, { params })).rejects.toMatchObject({ code: 'conflict' })

  await hub.owner.api.call(webhookEndpoints.update, { params, body: { enabled: true } })
  receiver.state.answer = 410
  await hub.owner.api.call(webhookEndpoints.ping, { params })
  await eventually(async () => expect((await state())?.disabledReason).toContain('410'))
})

test('the hub’s own network is closed to webhooks, and webhooks to all but admins', async () => {
  await using receiver = await startReceiver()
  await using hub = await startHub()
  const webhook = await create(hub, receiver.url, ['gig.created'])
  await hub.owner.api.call(webhookEndpoints.ping, { params: paramsOf(hub, webhook) })
  await eventually(async () =>
    expect((await logOf(hub, webhook))[0]?.attempts[0]?.message).toContain('WEBHOOK_ALLOW_HOSTS lets'),
  )
  expect(receiver.received).toEqual([])
  const member = await hub.createMember()
  const params = { communityId: hub.communityId }
  await expect(member.api.call(webhookEndpoints.list, { params })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a new gig is told, unless the terms of its source keep it here', async () => {
  await using receiver = await startReceiver()
  const job = { id: 1, url: 'https://remotive.com/remote-jobs/1', title: 'Kept here', company_name: 'Halm Maps' }
  await using kept = await startFeedStandin(body('application/json', JSON.stringify({ jobs: [job] })))
  await using open = await startFeedStandin(body('application/rss+xml', wwrFeed([WEBSOCKET_GIG])))
  const env = { WEBHOOK_ALLOW_HOSTS: receiver.host, FEED_ALLOW_HOSTS: `${kept.host},${open.host}` }
  await using hub = await startHub({ env })
  await create(hub, receiver.url, ['gig.created'])
  expect((await poll(hub, await addFeed(hub, kept, { kind: 'remotive' }))).lastError).toBeNull()
  await poll(hub, await addFeed(hub, open))
  // In the order in which they came: the first one would be here by then.
  await eventually(() => expect(receiver.received).toHaveLength(1))
  expect(receiver.received[0]?.event.data).toMatchObject({ gig: { company: 'Halm Maps', source: 'We Work Remotely' } })
  const { gigs } = await hub.owner.api.call(gigEndpoints.list, {
    params: { communityId: hub.communityId },
    query: {},
  })
  expect(gigs.map(({ gig }) => gig.source.name).toSorted()).toEqual(['Remotive', 'We Work Remotely'])
})
