import { expect, test, vi } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { boardEndpoints } from '../../shared/board-api.ts'
import { commentEndpoints } from '../../shared/document-comments.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { eventEndpoints } from '../../shared/events.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { holdEndpoints } from '../../shared/holds.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { moderationEndpoints, type NewDecision } from '../../shared/moderation.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { reviewEndpoints } from '../../shared/reviews.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { newBoard } from '../helpers/boards.ts'
import { startHub, type StartHubOptions, type TestMember } from '../helpers/start-hub.ts'

const DAY = 86_400_000
const START = Date.parse('2026-06-10T09:00:00Z')
const REASON = 'This is no place for it.'

/** A community with an owner, an admin, a moderator of a niche, and two members, who talk in a room. */
async function world(options: StartHubOptions = {}) {
  let now = START
  const hub = await startHub({ now: () => now, ...options })
  const params = { communityId: hub.communityId }
  const admin = await hub.createMember({ name: 'Ada', role: 'admin' })
  const [mo, eve, bob] = await Promise.all(['Mo', 'Eve', 'Bob'].map((name) => hub.createMember({ name })))
  if (mo === undefined || eve === undefined || bob === undefined) throw new Error('no members')
  const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, {
    params,
    body: { name: 'edge-ml', keywords: ['edge'] },
  })
  for (const { api } of [mo, eve]) await api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
  await hub.owner.api.call(nicheEndpoints.setRole, {
    params: { ...params, nicheId, memberId: mo.member.id },
    body: { role: 'moderator' },
  })
  const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: 'lounge' } })
  return {
    hub,
    params,
    owner: hub.owner,
    admin,
    mo,
    eve,
    bob,
    nicheId,
    roomId,
    pass: (ms: number) => (now += ms),
    say: (by: TestMember, text: string) =>
      by.api.call(roomMessageEndpoints.post, { params: { roomId }, body: { text } }),
    read: async (by: TestMember) =>
      (await by.api.call(roomMessageEndpoints.list, { params: { roomId }, query: {} })).messages,
    report: async (by: TestMember, kind: string, id: string, placeId: string | null = null) =>
      await by.api.call(moderationEndpoints.report, {
        params,
        body: { subject: { kind, id, placeId } as never, rule: 'spam', words: 'Look at this.' },
      }),
    queue: async (by: TestMember, state: 'open' | 'settled' = 'open') =>
      await by.api.call(moderationEndpoints.queue, { params, query: { state } }),
    decide: async (by: TestMember, caseId: string, actions: NewDecision['actions'], change: object = {}) =>
      (
        await by.api.call(moderationEndpoints.decide, {
          params: { ...params, caseId },
          body: { actions, rule: 'spam', reason: REASON, ...change },
        })
      ).decisions,
    mine: async (by: TestMember) => (await by.api.call(moderationEndpoints.mine, {})).decisions,
    appeal: async (by: TestMember, decisionId: string) =>
      await by.api.call(moderationEndpoints.appeal, { params: { decisionId }, body: { words: 'It was a joke.' } }),
    decideAppeal: async (by: TestMember, decisionId: string, granted: boolean) =>
      await by.api.call(moderationEndpoints.decideAppeal, {
        params: { ...params, decisionId },
        body: { granted, reason: 'I looked again.' },
      }),
    inbox: async (by: TestMember) =>
      (await by.api.call(notificationEndpoints.list, { params, query: {} })).notifications,
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  }
}

test('a message is reported, removed with a trace for its author, appealed, and given back by another moderator', async () => {
  await using stage = await world()
  const { owner, admin, mo, eve, bob, roomId, report, queue, decide, mine } = stage
  await stage.say(bob, 'Before')
  const { id } = await stage.say(eve, 'Buy my course')
  await expect(report(eve, 'message', id, roomId)).rejects.toMatchObject({ code: 'conflict' })
  await expect(report(bob, 'message', id)).rejects.toMatchObject({ code: 'invalid_input' })
  const { caseId } = await report(bob, 'message', id, roomId)
  expect(await report(bob, 'message', id, roomId)).toEqual({ caseId })
  stage.pass(1)
  await report(mo, 'message', id, roomId)

  await expect(queue(bob)).rejects.toMatchObject({ code: 'forbidden' })
  // Rooms belong to no niche.
  expect((await queue(mo)).cases).toEqual([])
  expect((await queue(admin)).cases).toMatchObject([
    {
      id: caseId,
      title: '#lounge',
      text: 'Buy my course',
      author: { name: 'Eve' },
      reportCount: 2,
      reports: [{ by: { name: 'Mo' } }, { by: { name: 'Bob' }, rule: 'spam', words: 'Look at this.' }],
      around: [{ text: 'Before', isIt: false }, { isIt: true }],
      mayDo: ['dismiss', 'remove', 'warn', 'mute', 'ban'],
    },
  ])
  expect(await stage.inbox(admin)).toMatchObject([{ kind: 'notice', path: '/moderation' }])
  await expect(decide(mo, caseId, ['remove'])).rejects.toMatchObject({ code: 'not_found' })
  await expect(decide(admin, caseId, ['dismiss', 'warn'])).rejects.toMatchObject({ code: 'invalid_input' })

  const [removed] = await decide(admin, caseId, ['remove', 'warn'])
  expect((await stage.read(bob)).at(-1)).toMatchObject({ text: '', withheld: true, author: { name: 'Eve' } })
  expect((await queue(admin)).cases).toEqual([])
  expect(await stage.inbox(eve)).toMatchObject([{ kind: 'notice', path: '/decisions' }])
  const trace = { rule: 'spam', reason: REASON, title: '#lounge', text: 'Buy my course', mayAppeal: true }
  const own = await mine(eve)
  expect(own.map(({ action }) => action).toSorted()).toEqual(['remove', 'warn'])
  for (const one of own) expect(one).toMatchObject(trace)
  // Who decided is not the author's to know.
  expect(JSON.stringify(own)).not.toContain('Ada')
  expect(await mine(bob)).toEqual([])

  const decisionId = removed?.id ?? ''
  await expect(stage.appeal(bob, decisionId)).rejects.toMatchObject({ code: 'not_found' })
  await stage.appeal(eve, decisionId)
  await expect(stage.appeal(eve, decisionId)).rejects.toMatchObject({ code: 'conflict' })
  expect((await queue(admin)).appeals).toMatchObject([{ id: decisionId, mayDecide: false }])
  expect((await queue(owner)).appeals).toMatchObject([{ mayDecide: true, moderator: { name: 'Ada' } }])
  await expect(stage.decideAppeal(admin, decisionId, false)).rejects.toMatchObject({ code: 'forbidden' })
  await stage.decideAppeal(owner, decisionId, true)
  expect((await stage.read(bob)).at(-1)).toMatchObject({ text: 'Buy my course', withheld: false, deletedAt: null })
  expect((await mine(eve)).find((one) => one.id === decisionId)).toMatchObject({
    liftedAt: START + 1,
    appeal: { state: 'granted', reason: 'I looked again.' },
    mayAppeal: false,
  })
  const { entries } = await owner.api.call(memberEndpoints.audit, { params: stage.params, query: {} })
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['moderation.remove', 'moderation.warn', 'moderation.appeal_granted']),
  )
})

test('comments, reviews, cards and gigs are taken away and given back; a niche’s moderators see what belongs to it', async () => {
  await using stage = await world()
  const { hub, params, owner, mo, eve, bob, report, queue, decide } = stage
  const { documentId } = await newBoard(hub)
  const { cardId } = await eve.api.call(boardEndpoints.addCard, { params: { documentId }, body: { title: 'Bad card' } })
  const comment = await eve.api.call(boardEndpoints.addComment, {
    params: { documentId, cardId },
    body: { text: 'Bad comment' },
  })
  const { id: textId } = await owner.api.call(documentEndpoints.create, {
    params,
    body: { kind: 'text', title: 'Spec' },
  })
  const thread = await eve.api.call(commentEndpoints.open, {
    params: { documentId: textId },
    body: { anchor: null, text: 'Bad words' },
  })
  const gig = await eve.api.call(gigPostEndpoints.post, {
    params,
    body: { title: 'Edge model', company: 'Halm', text: 'We need TypeScript for an edge model.' },
  })
  const ofGig = { ...params, gigId: gig.id }
  await bob.api.call(gigEndpoints.giveFeedback, { params: ofGig, body: { kind: 'won' } })
  const review = await bob.api.call(reviewEndpoints.give, { params: ofGig, body: { rating: 1, words: 'A crook' } })

  const cases = [
    await report(bob, 'card', cardId, documentId),
    await report(bob, 'card_comment', comment.id, documentId),
    await report(bob, 'document_comment', thread.comments[0]?.id ?? '', textId),
    await report(eve, 'review', review.id),
    await report(bob, 'gig', gig.id),
    await report(bob, 'member', eve.member.id),
  ].map(({ caseId }) => caseId)
  expect((await queue(mo)).cases.map(({ subject, mayDo }) => [subject.kind, ...mayDo])).toEqual([
    ['gig', 'dismiss', 'remove', 'warn'],
    ['review', 'dismiss', 'remove', 'warn'],
  ])
  const outsider = await hub.createMember({ communityId: (await foundOther(stage)).id })
  await expect(report(outsider, 'gig', gig.id)).rejects.toMatchObject({ code: 'not_found' })

  const decisions: string[] = []
  for (const [at, by] of [owner, owner, owner, mo, mo].entries()) {
    const [made] = await decide(by, cases[at] ?? '', ['remove'])
    decisions.push(made?.id ?? '')
  }
  const seen = async () => {
    const board = await bob.api.call(boardEndpoints.read, { params: { documentId } })
    const { threads } = await bob.api.call(commentEndpoints.list, { params: { documentId: textId } })
    const { comments } = await bob.api.call(boardEndpoints.comments, { params: { documentId } })
    const history = await eve.api.call(reviewEndpoints.client, { params: ofGig })
    const gigs = await bob.api.call(gigEndpoints.list, { params, query: {} })
    return [
      board.columns.flatMap(({ cards }) => cards).length,
      comments[0]?.text,
      threads[0]?.comments[0]?.text,
      history.numbers.reviews,
      history.reviews[0]?.words,
      gigs.total,
    ]
  }
  expect(await seen()).toEqual([0, '', '', 0, '', 0])
  expect((await stage.mine(bob)).map(({ text }) => text)).toEqual(['A crook'])
  for (const decisionId of decisions) {
    await owner.api.call(moderationEndpoints.lift, {
      params: { ...params, decisionId },
      body: { reason: 'A slip of mine.' },
    })
  }
  expect(await seen()).toEqual([1, 'Bad comment', 'Bad words', 1, 'A crook', 1])

  // What was settled is looked at again when somebody else reports it.
  await decide(owner, cases[5] ?? '', ['dismiss'])
  await report(bob, 'member', eve.member.id)
  expect((await queue(owner)).cases).toEqual([])
  await report(mo, 'member', eve.member.id)
  expect((await queue(owner)).cases).toMatchObject([{ subject: { kind: 'member' }, reportCount: 2 }])
})

test('who is muted posts nowhere until it is over; who is banned is out, reads why, and may appeal', async () => {
  await using stage = await world()
  const { hub, params, owner, admin, eve, bob, mine } = stage
  const onMember = (by: TestMember, of: TestMember, actions: NewDecision['actions']) =>
    by.api.call(moderationEndpoints.decideOnMember, {
      params: { ...params, memberId: of.member.id },
      body: { actions, rule: 'harassment', reason: REASON, muteDays: 3 },
    })
  await expect(onMember(eve, bob, ['warn'])).rejects.toMatchObject({ code: 'forbidden' })
  await expect(onMember(admin, owner, ['mute'])).rejects.toMatchObject({ code: 'forbidden' })
  await onMember(admin, eve, ['mute'])
  const { documentId } = await newBoard(hub)
  const { cardId } = await eve.api.call(boardEndpoints.addCard, { params: { documentId }, body: { title: 'Card' } })
  const muted = { code: 'forbidden', refused: { why: 'muted', until: START + 3 * DAY } }
  await expect(stage.say(eve, 'Hello')).rejects.toMatchObject(muted)
  await expect(
    eve.api.call(boardEndpoints.addComment, { params: { documentId, cardId }, body: { text: 'Hello' } }),
  ).rejects.toMatchObject(muted)
  await expect(
    eve.api.call(gigPostEndpoints.post, { params, body: { title: 'Gig', text: 'We need somebody for this.' } }),
  ).rejects.toMatchObject(muted)
  stage.pass(3 * DAY)
  await stage.say(eve, 'I am back')

  await onMember(admin, eve, ['ban'])
  await expect(eve.api.call(memberEndpoints.list, { params })).rejects.toMatchObject({ code: 'unauthenticated' })
  const asSession = async (path: string, init: RequestInit = {}) =>
    await fetch(hub.url + path, { ...init, headers: { cookie: eve.cookie, 'content-type': 'application/json' } })
  const { decisions } = (await (await asSession('/api/me/decisions')).json()) as Awaited<ReturnType<typeof list>>
  expect(decisions).toMatchObject([{ action: 'ban', reason: REASON, mayAppeal: true }, { action: 'mute' }])
  const { url } = await owner.api.call(memberEndpoints.invite, { params, body: { role: 'member' } })
  const join = () => asSession(`/api/invitations/${url.split('/').at(-1)}/accept`, { method: 'POST', body: '{}' })
  expect((await join()).status).toBe(403)
  const body = JSON.stringify({ words: 'I am sorry.' })
  expect((await asSession(`/api/me/decisions/${decisions[0]?.id}/appeal`, { method: 'POST', body })).status).toBe(200)
  await stage.decideAppeal(owner, decisions[0]?.id ?? '', true)
  expect((await join()).status).toBe(201)
  expect(await mine(bob)).toEqual([])

  function list() {
    return eve.api.call(moderationEndpoints.mine, {})
  }
})

test('a post that is too fast or has a blocked word is refused by name; a gig that has one waits for a moderator', async () => {
  await using stage = await world({
    env: { MESSAGES_PER_MINUTE: '3', COMMENTS_PER_MINUTE: '1', GIG_POSTS_PER_DAY: '2', REPORTS_PER_DAY: '1' },
  })
  const { params, owner, mo, eve, bob, nicheId } = stage
  const setWords = (by: TestMember, words: string[], query: object = {}) =>
    by.api.call(moderationEndpoints.setBlockedWords, { params, query, body: { words } })
  await expect(setWords(mo, ['cash'])).rejects.toMatchObject({ code: 'forbidden' })
  await setWords(owner, ['cash'])
  await setWords(mo, ['crypto', 'crypto'], { nicheId })
  expect(await mo.api.call(moderationEndpoints.blockedWords, { params, query: { nicheId } })).toEqual({
    words: ['crypto'],
  })

  const blocked = { code: 'invalid_input', refused: { why: 'blocked_word', word: 'cash' } }
  await expect(stage.say(eve, 'Fast CÁSH!')).rejects.toMatchObject(blocked)
  const first = await stage.say(eve, 'crypto is fine here, and cashiers are')
  const inRoom = { roomId: stage.roomId, messageId: first.id }
  await expect(
    eve.api.call(roomMessageEndpoints.edit, { params: inRoom, body: { text: 'cash' } }),
  ).rejects.toMatchObject(blocked)
  await stage.say(eve, 'Two')
  await stage.say(eve, 'Three')
  await expect(stage.say(eve, 'Four')).rejects.toMatchObject({ code: 'rate_limited', refused: { why: 'too_fast' } })
  await stage.say(bob, 'Others may go on')
  await stage.report(bob, 'message', first.id, stage.roomId)
  await expect(stage.report(bob, 'member', eve.member.id)).rejects.toMatchObject({ code: 'rate_limited' })

  const post = (title: string, text: string) =>
    eve.api.call(gigPostEndpoints.post, {
      params,
      body: { title, company: 'Halm, who make maps of floods for cities', text, nicheIds: [nicheId] },
    })
  const gig = await post('Edge model', 'An edge model in TypeScript, paid in crypto.')
  expect(gig.status).toBe('held')
  expect(gig.trust.signals).toContainEqual(
    expect.objectContaining({ name: 'blocked word', text: 'has ‘crypto’ in it, which is a blocked word here' }),
  )
  const held = (by: TestMember) => by.api.call(gigEndpoints.listHeld, { params })
  expect((await held(mo)).gigs.map(({ id }) => id)).toEqual([gig.id])
  await expect(held(bob)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await stage.queue(mo)).heldGigs).toBe(1)
  const release = (by: TestMember) =>
    by.api.call(gigEndpoints.moderate, {
      params: { ...params, gigId: gig.id },
      body: { decision: 'release', reason: 'A fair offer.' },
    })
  await expect(release(eve)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await release(mo)).status).toBe('open')
  expect((await post('Second', 'Work on an edge model in Python.')).status).toBe('open')
  await expect(post('Third', 'Work on another edge model in Rust.')).rejects.toMatchObject({ code: 'rate_limited' })
})

async function foundOther({ owner, hub }: Awaited<ReturnType<typeof world>>) {
  const { community } = await hub.hub.members.found('Another', { accountId: owner.accountId, name: 'Olivia' })
  return community
}

test('an announcement or event with a blocked word waits for another moderator, and its author reads what became of it', async () => {
  await using stage = await world()
  const { params, owner, mo, eve, bob, nicheId } = stage
  await owner.api.call(moderationEndpoints.setBlockedWords, { params, query: {}, body: { words: ['cash'] } })
  await mo.api.call(moderationEndpoints.setBlockedWords, { params, query: { nicheId }, body: { words: ['crypto'] } })
  const held = async (by: TestMember) => (await by.api.call(holdEndpoints.list, { params })).posts
  const decide = (by: TestMember, kind: 'announcement' | 'event', postId: string, passed: boolean) =>
    by.api.call(holdEndpoints.decide, { params: { ...params, kind, postId }, body: { passed, reason: REASON } })
  const notices = async (by: TestMember) => (await stage.inbox(by)).map(({ path }) => path)

  const input = (markdown: string) => ({
    nicheId,
    mail: false,
    language: 'en',
    texts: [{ language: 'en', title: 'News', markdown, labels: [] }],
  })
  const { id } = await owner.api.call(announcementEndpoints.add, { params, body: input('Of CRYPTO') })
  const one = { ...params, announcementId: id }
  const send = () => owner.api.call(announcementEndpoints.send, { params: one, body: { at: null } })
  const read = (by: TestMember) => by.api.call(announcementEndpoints.get, { params: one })
  expect(await send()).toMatchObject({ state: 'held', sentAt: null, hold: { word: 'crypto', decision: null } })
  await expect(read(eve)).rejects.toMatchObject({ code: 'not_found' })
  await expect(held(bob)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await held(owner)).toMatchObject([{ id, mayDecide: false }])
  expect(await held(mo)).toMatchObject([
    { kind: 'announcement', id, title: 'News', text: 'Of CRYPTO', word: 'crypto', mayDecide: true },
  ])
  expect([await notices(mo), (await stage.queue(mo)).heldPosts]).toEqual([['/moderation/held'], 1])
  await expect(decide(owner, 'announcement', id, true)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(decide(bob, 'announcement', id, true)).rejects.toMatchObject({ code: 'not_found' })

  await decide(mo, 'announcement', id, false)
  expect(await read(owner)).toMatchObject({
    state: 'draft',
    hold: { word: 'crypto', decision: { passed: false, reason: REASON, by: 'Mo' } },
  })
  expect(await notices(owner)).toEqual([`/announcements/${id}`])
  await send()
  await decide(mo, 'announcement', id, true)
  await vi.waitFor(async () => expect((await read(eve)).hold).toBeNull(), { timeout: 15_000 })
  // What a moderator let pass may be changed; another blocked word is refused, for it stands already.
  const change = (markdown: string) =>
    owner.api.call(announcementEndpoints.change, { params: one, body: input(markdown) })
  expect((await change('Of crypto, again')).state).toBe('sent')
  await expect(change('Of cash')).rejects.toMatchObject({ refused: { why: 'blocked_word', word: 'cash' } })

  const plan = (title: string) => ({
    title,
    start: '2026-07-01T18:00',
    end: '2026-07-01T19:00',
    timeZone: 'UTC',
    place: { kind: 'link' as const, url: 'https://meet.example.org/edge' },
    nicheId,
  })
  const event = await owner.api.call(eventEndpoints.add, { params, body: plan('Crypto evening') })
  expect(event).toMatchObject({ state: 'held', hold: { word: 'crypto' } })
  const ofEvent = { ...params, eventId: event.id }
  const known = async (by: TestMember) => {
    const { events, waiting } = await by.api.call(eventEndpoints.list, { params, query: {} })
    return [events, waiting].map((all) => all.map(({ state }) => state))
  }
  await expect(eve.api.call(eventEndpoints.get, { params: ofEvent })).rejects.toMatchObject({ code: 'not_found' })
  expect([await known(eve), await known(owner)]).toEqual([
    [[], []],
    [[], ['held']],
  ])
  await decide(mo, 'event', event.id, false)
  expect(await known(owner)).toEqual([[], ['refused']])
  await expect(decide(mo, 'event', event.id, true)).rejects.toMatchObject({ code: 'conflict' })
  await owner.api.call(eventEndpoints.change, { params: ofEvent, body: plan('Cash evening') })
  await decide(mo, 'event', event.id, true)
  expect([await known(eve), await known(owner)]).toEqual([
    [['planned'], []],
    [['planned'], []],
  ])
  expect(await notices(eve)).toEqual([`/events/${event.id}`, `/announcements/${id}`])
  const { entries } = await owner.api.call(memberEndpoints.audit, { params, query: {} })
  const actions = entries.map(({ action }) => action)
  for (const kind of ['announcement', 'event']) {
    expect(actions).toEqual(expect.arrayContaining([`${kind}.held`, `${kind}.refused`, `${kind}.passed`]))
  }
})
