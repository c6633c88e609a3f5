import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { eventEndpoints } from '../../shared/events.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { notificationEndpoints, notificationSettings } from '../../shared/notifications.ts'
import { profileEndpoints, profileInput } from '../../shared/profiles.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'

const SOON = { timeout: 15_000, interval: 50 }
const body = {
  title: 'Demo day, live; all of it',
  markdown: 'See what we have made: カメラ, عربي, ümlauts – a line that is far longer than seventy-five octets.',
  start: '2026-03-29T10:00',
  end: '2026-03-29T11:30',
  timeZone: 'Europe/Berlin',
  place: { kind: 'link', url: 'https://meet.example.org/demo' },
} as const

async function inbox({ communityId }: TestHub, { api }: TestMember): Promise<string[]> {
  const { notifications } = await api.call(notificationEndpoints.list, { params: { communityId } })
  return notifications.filter(({ kind }) => kind === 'event').map(({ title, excerpt }) => `${title} | ${excerpt}`)
}

function lines(ics: string): string[] {
  return ics.replaceAll('\r\n ', '').split('\r\n')
}

test('each is reminded at their own time before by their own clock, once over a crash, and of no date that is over', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-events-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  await using mail = await SmtpStandin.start()
  let now = Date.parse('2026-03-20T12:00:00Z')
  const options = { dataDir, now: () => now, env: { SMTP_URL: mail.url } }
  const params = { communityId: '' }
  let token = ''
  {
    await using hub = await startHub(options)
    params.communityId = hub.communityId
    const mia = await hub.createMember({ name: 'Mia' })
    token = (await mia.token('community:read', 'gigs:read')).secret
    const settings = notificationSettings.parse({ event: ['app', 'mail'] })
    await mia.api.call(notificationEndpoints.saveSettings, { params, body: settings })
    const profile = profileInput.parse({ timeZone: 'Europe/London', languages: ['de'] })
    await mia.api.call(profileEndpoints.save, { params, body: profile })
    const plan = (times: object) => hub.owner.api.call(eventEndpoints.add, { params, body: { ...body, ...times } })
    await expect(plan({ start: '2026-03-01T10:00', end: '2026-03-01T11:00' })).rejects.toThrow('over already')
    await expect(plan({ end: '2026-03-29T09:00' })).rejects.toMatchObject({ code: 'invalid_input' })
    const spring = await plan({ repeat: 'weekly', until: '2026-04-05' })
    await vi.waitFor(() => expect(mail.received).toHaveLength(1), SOON)
    expect(mail.received[0]?.text).toMatch(/Du bist eingeladen[\s\S]*29\. M.+rz 2026 um 09:00 \(Europe\/London\)/)
    expect(mail.received[0]?.text).toContain('10:00 (Europe/Berlin)')
    const autumn = await plan({ start: '2026-10-25T10:00', end: '2026-10-25T11:00' })
    await vi.waitFor(() => expect(mail.received).toHaveLength(2), SOON)
    for (const { id: eventId } of [spring, autumn]) {
      await mia.api.call(eventEndpoints.answer, { params: { ...params, eventId }, body: { answer: 'going' } })
    }
    expect((await mia.api.call(eventEndpoints.settings, { params })).reminders).toEqual([60, 1440])
  }
  const later = async (at: string, mails: number, { isNew = true, times = 1 } = {}) => {
    now = Date.parse(at)
    for (let hubs = 0; hubs < times; hubs += 1) {
      await using hub = await startHub(options)
      await vi.waitFor(() => expect(mail.received).toHaveLength(mails), SOON)
      const response = await fetch(`${hub.url}/api/communities/${params.communityId}/notifications`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const { notifications } = (await response.json()) as { notifications: { createdAt: number }[] }
      expect(notifications).toHaveLength(mails)
      if (isNew) expect(notifications[0]?.createdAt).toBe(now)
    }
  }
  // At 10:00 in Berlin it is 8:00 UTC by then; the same hour in London a day before is 9:00 UTC: clocks are set between.
  await later('2026-03-28T08:30:00Z', 2, { isNew: false })
  // A second hub that looks at the same moment sends nothing twice.
  await later('2026-03-28T09:00:30Z', 3, { times: 2 })
  await later('2026-03-29T07:00:30Z', 4)
  expect(mail.received[3]?.text).toMatch(/^Beginnt bald/)
  // Nobody looked for a week: both times before the second date are one reminder, and the first date is over.
  await later('2026-04-05T07:30:00Z', 5)
  expect(mail.received[4]?.text).toContain('5. April 2026')
  // That was the last date.
  await later('2026-04-12T07:30:00Z', 5, { isNew: false })
  // In autumn, a day is an hour longer.
  await later('2026-10-24T08:00:30Z', 6)
  await later('2026-10-25T08:00:30Z', 7)
})

test.each(STORES)(
  'on $name who may come reads, answers and is told of changes; places are counted, and who was there is noted',
  async ({ open }) => {
    let now = Date.parse('2026-03-28T12:00:00Z')
    await using store = await open()
    await using hub = await startHub({ now: () => now, env: store.env })
    const params = { communityId: hub.communityId }
    const [insider, other, outsider] = [await hub.createMember(), await hub.createMember(), await hub.createMember()]
    const guest = await hub.createMember({ role: 'guest' })
    const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, { params, body: { name: 'edge-ml' } })
    for (const { api } of [insider, other]) await api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
    await expect(insider.api.call(eventEndpoints.add, { params, body: { ...body, nicheId } })).rejects.toThrow()
    const planned = { ...body, nicheId, capacity: 1, repeat: 'daily' as const }
    const { id: eventId } = await hub.owner.api.call(eventEndpoints.add, { params, body: planned })
    const one = { params: { ...params, eventId } }
    const answer = (member: TestMember, said: 'going' | 'maybe' | 'no') =>
      member.api.call(eventEndpoints.answer, { ...one, body: { answer: said } })

    await expect(answer(outsider, 'going')).rejects.toThrow('no event')
    await expect(guest.api.call(eventEndpoints.list, { params })).rejects.toThrow('role member')
    expect((await outsider.api.call(eventEndpoints.list, { params })).events).toEqual([])
    expect(await answer(insider, 'going')).toMatchObject({ going: 1, myAnswer: 'going' })
    await expect(answer(other, 'going')).rejects.toThrow('no place left')
    expect(await answer(other, 'maybe')).toMatchObject({ going: 1, maybe: 1 })

    // Moved: both are told, and the invitation says the new time.
    const moved = { ...planned, start: '2026-03-29T18:00', end: '2026-03-29T19:00' }
    await hub.owner.api.call(eventEndpoints.change, { ...one, body: moved })
    await expect(
      hub.owner.api.call(eventEndpoints.change, { ...one, body: { ...moved, nicheId: null } }),
    ).rejects.toThrow('stays as it is')
    const told = await inbox(hub, insider)
    expect(told).toHaveLength(2)
    expect(told.every((text) => text.includes('at 6:00 PM (Europe/Berlin)'))).toBe(true)
    expect(await inbox(hub, outsider)).toEqual([])

    // One date is off; the next is the one after.
    await hub.owner.api.call(eventEndpoints.cancel, { ...one, body: { local: '2026-03-29T18:00' } })
    expect((await inbox(hub, other))[0]).toContain('Cancelled: Sunday, March 29')
    const { event, coming } = await insider.api.call(eventEndpoints.get, one)
    expect([event.next?.local, coming[0]?.local]).toEqual(['2026-03-30T18:00', '2026-03-30T18:00'])

    const attend = (local: string) =>
      hub.owner.api.call(eventEndpoints.attendance, { ...one, body: { local, memberIds: [insider.member.id] } })
    await expect(attend('2026-03-30T18:00')).rejects.toThrow('no date')
    now = Date.parse('2026-03-30T17:30:00Z')
    await attend('2026-03-30T18:00')
    // Who was there is for who runs it, and for who it was.
    expect((await other.api.call(eventEndpoints.get, one)).past.map(({ attended }) => attended)).toEqual([[]])
    const { past } = await insider.api.call(eventEndpoints.get, one)
    expect(past.map(({ local, attended }) => [local, attended])).toEqual([['2026-03-30T18:00', [insider.member.id]]])

    // Its members alone come, whoever has answered.
    await other.api.call(nicheEndpoints.leave, { params: { ...params, nicheId } })
    await hub.owner.api.call(eventEndpoints.cancel, { ...one, body: {} })
    expect((await inbox(hub, insider))[0]).toContain('Cancelled')
    expect((await inbox(hub, other)).filter((text) => text.includes('Cancelled: '))).toHaveLength(1)
    await expect(answer(insider, 'no')).rejects.toThrow('cancelled')
  },
)

test('an event is a file for any calendar, and each member has a secret feed that ends when they say so', async () => {
  await using hub = await startHub({ now: () => Date.parse('2026-03-20T12:00:00Z') })
  const params = { communityId: hub.communityId }
  const plan = { ...body, start: '2026-03-31T10:00', end: '2026-03-31T11:30', repeat: 'monthly' as const }
  const { id: eventId } = await hub.owner.api.call(eventEndpoints.add, { params, body: plan })
  const one = { params: { ...params, eventId } }
  await hub.owner.api.call(eventEndpoints.cancel, { ...one, body: { local: '2026-04-30T10:00' } })
  const file = Buffer.from(await hub.owner.api.call(eventEndpoints.file, one)).toString()
  expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(lines(file)).toEqual(
    expect.arrayContaining([
      'BEGIN:VCALENDAR',
      'TZID:Europe/Berlin',
      'DTSTART:20260329T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'DTSTART:20261025T030000',
      'DTSTART;TZID=Europe/Berlin:20260331T100000',
      'DTEND;TZID=Europe/Berlin:20260331T113000',
      'RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
      'EXDATE;TZID=Europe/Berlin:20260430T100000',
      String.raw`SUMMARY:Demo day\, live\; all of it`,
      'STATUS:CONFIRMED',
      'SEQUENCE:1',
    ]),
  )

  const mia = await hub.createMember({ name: 'Mia' })
  const asMia = (method: string, path = 'calendar-feed') =>
    fetch(`${hub.url}/api/communities/${hub.communityId}/${path}`, {
      method,
      headers: { cookie: mia.cookie, origin: hub.hub.publicUrl, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    })
  const makeFeed = async () => ((await (await asMia('POST')).json()) as { url: string }).url
  const feedAt = (url: string) => fetch(url.replace(hub.hub.publicUrl, hub.url))
  const first = await makeFeed()
  const second = await makeFeed()
  expect((await feedAt(first)).status).toBe(404)
  const answer = await feedAt(second)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(lines(await answer.text())).toContain('STATUS:CONFIRMED')
  await hub.owner.api.call(eventEndpoints.cancel, { ...one, body: {} })
  expect(lines(await (await feedAt(second)).text())).toContain('STATUS:CANCELLED')
  expect((await asMia('DELETE')).status).toBe(204)
  expect((await feedAt(second)).status).toBe(404)
})
