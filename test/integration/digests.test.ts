import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { addCard } from '../../shared/board/change-card.ts'
import { readBoard } from '../../shared/board.ts'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { digestEndpoints } from '../../shared/digests.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { mention } from '../../shared/mentions.ts'
import { notificationEndpoints, notificationSettings } from '../../shared/notifications.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { newDocument, writeAs } from '../helpers/write-document.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'

const SOON = { timeout: 15_000, interval: 50 }

/** Tells Mia of a gig, an announcement, a mention and a card, as others do. */
async function happenings(hub: TestHub, mia: TestMember, dueOn: string): Promise<void> {
  const params = { communityId: hub.communityId }
  const news = { language: 'en', texts: [{ language: 'en', title: 'Meetup', markdown: 'On Friday.', labels: [] }] }
  const { id: announcementId } = await hub.owner.api.call(announcementEndpoints.add, { params, body: news })
  const at = null
  await hub.owner.api.call(announcementEndpoints.send, { params: { ...params, announcementId }, body: { at } })
  const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: 'harbour' } })
  const text = `${mention(mia.member)} the mast stands`
  await hub.owner.api.call(roomMessageEndpoints.post, { params: { roomId }, body: { text } })
  await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: {
      title: 'TypeScript developer',
      company: 'Halm Maps',
      text: 'A full-stack developer with TypeScript, Node.js and React. 90 EUR per hour.',
    },
  })
  const board = await newDocument(hub, 'board', 'Sprint')
  await writeAs(hub, hub.owner, board, (doc) => {
    const columnId = readBoard(doc).columns[0]?.id ?? ''
    const assignees = [mia.member.id]
    addCard(doc, { id: 'c1', title: 'Anchor', columnId, createdAt: 1, createdBy: null, assignees, dueOn })
  })
  await vi.waitFor(async () => {
    const seen = await hub.hub.queries.selectFrom('seen_cards').select('card_id').execute()
    expect(seen).toHaveLength(1)
  }, SOON)
}

describe.each(STORES)('digests on $name', ({ open }) => {
  test('all kinds come in one mail at the local hour after clocks were set back, once over a crash, and stop at one press', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-digests-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    await using store = await open()
    await using mail = await SmtpStandin.start()
    let now = Date.parse('2026-10-24T12:00:00Z')
    const options = { dataDir, now: () => now, env: { ...store.env, SMTP_URL: mail.url } }
    {
      await using hub = await startHub(options)
      const params = { communityId: hub.communityId }
      const mia = await hub.createMember({ name: 'Mia' })
      await saveProfile(hub, mia, { timeZone: 'Europe/Berlin', languages: ['de', 'en'] })
      const settings = notificationSettings.parse({ announcement: ['mail'], mention: [] })
      await mia.api.call(notificationEndpoints.saveSettings, { params, body: settings })
      const kinds = ['gigs', 'announcements', 'mentions', 'due'] as const
      const body = { kinds: [...kinds], by: 'mail' as const, hour: 8, day: null }
      expect(await mia.api.call(digestEndpoints.save, { params, body })).toMatchObject({
        timeZone: 'Europe/Berlin',
        nextAt: Date.parse('2026-10-25T07:00:00Z'),
        ways: ['mail'],
      })
      await happenings(hub, mia, '2026-10-25')
      // Nothing of it comes by itself, though mail was chosen for announcements.
      const { deliveries } = await mia.api.call(deliveryEndpoints.list, { params })
      expect(deliveries).toEqual([])
    }
    // No hub ran when it was due, and the next two both find it.
    now = Date.parse('2026-10-25T07:20:00Z')
    {
      await using one = await startHub(options)
      await vi.waitFor(() => expect(mail.received).toHaveLength(1), SOON)
      await one[Symbol.asyncDispose]()
    }
    await using hub = await startHub(options)
    const again = async () =>
      (await hub.hub.queries.selectFrom('digests').select(['next_at']).executeTakeFirst())?.next_at
    expect(await again()).toBe(Date.parse('2026-10-26T07:00:00Z'))
    const [{ head, text } = { head: '', text: '' }] = mail.received
    for (const words of [
      '**Aufträge für dich (1)**',
      'Halm Maps',
      '**Ankündigungen (1)**\n[Meetup]',
      'Olivia Owner hat dich erwähnt: [\\#',
      '[Anchor](',
      '· heute fällig',
      'Diese E-Mails abbestellen: http',
    ]) {
      expect(text).toContain(words)
    }
    // The next day there is nothing new but the card, and the day after, when that was moved away, nothing at all.
    now = Date.parse('2026-10-26T07:00:01Z')
    await vi.waitFor(() => expect(mail.received).toHaveLength(2), SOON)
    expect(mail.received[1]?.text).toContain('· überfällig seit 25.10.2026')
    expect(mail.received[1]?.text).not.toContain('Meetup')
    await hub.hub.queries.updateTable('seen_cards').set({ due_on: null }).execute()
    now = Date.parse('2026-10-27T07:00:01Z')
    await vi.waitFor(async () => expect(await again()).toBe(Date.parse('2026-10-28T07:00:00Z')), SOON)
    expect(mail.received).toHaveLength(2)

    const stop = new URL(/List-Unsubscribe: <([^>]+)>/.exec(head)?.[1] ?? '').pathname
    expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const settings = () => hub.hub.queries.selectFrom('digests').select(['kinds', 'next_at']).executeTakeFirst()
    const page = await fetch(hub.url + stop)
    expect(await page.text()).toContain('Den Überblick abbestellen?')
    expect(await settings()).toMatchObject({ next_at: expect.any(Number) })
    expect((await fetch(`${hub.url}${stop}x`, { method: 'POST' })).status).toBe(404)
    const form = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }
    expect((await fetch(hub.url + stop, form)).status).toBe(200)
    expect(await settings()).toEqual({ kinds: '[]', next_at: null })
  })
})
