import { createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { coffeeEndpoints } from '../../shared/coffee.ts'
import { digestEndpoints } from '../../shared/digests.ts'
import { eventEndpoints } from '../../shared/events.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { notificationEndpoints, notificationSettings } from '../../shared/notifications.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { useProcesses } from '../helpers/processes.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SOON = { timeout: 30_000, interval: 50 }

const processes = useProcesses()

/** A mail server that lets everybody wait. */
async function silentServer() {
  let visits = 0
  const server = createServer((socket) => {
    visits += 1
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `smtp://127.0.0.1:${port}`, visits: () => visits, [Symbol.dispose]: () => void server.close() }
}

/** All of it becomes due while no hub runs. */
async function happenings(hub: TestHub, now: number) {
  const params = { communityId: hub.communityId }
  const [mia, dan] = [await hub.createMember({ name: 'Mia' }), await hub.createMember({ name: 'Dan' })]
  for (const member of [mia, dan]) {
    await saveProfile(hub, member, { timeZone: 'UTC', languages: ['en'] })
    await member.api.call(coffeeEndpoints.choose, { params, body: { on: true, languages: [] } })
  }
  const coffee = { enabled: true, day: Math.min(new Date(now).getUTCDate(), 28), hour: 0, timeZone: 'UTC' }
  await hub.owner.api.call(coffeeEndpoints.configure, { params, body: coffee })
  const byMail = notificationSettings.parse({ announcement: ['app', 'mail'], event: ['app', 'mail'] })
  await mia.api.call(notificationEndpoints.saveSettings, { params, body: byMail })
  const digest = { kinds: ['announcements' as const], by: 'mail' as const, hour: 8, day: null }
  await dan.api.call(digestEndpoints.save, { params, body: digest })
  await announce(hub.owner.api, hub.communityId, 'In the digest', null)
  await announce(hub.owner.api, hub.communityId, 'Maintenance', minute(now - HOUR))
  const event = await hub.owner.api.call(eventEndpoints.add, {
    params,
    body: {
      title: 'Edge evening',
      start: minute(now + HOUR / 2),
      end: minute(now + 2 * HOUR),
      timeZone: 'UTC',
      place: { kind: 'link', url: 'https://meet.example.org/edge' },
    },
  })
  const answer = { params: { ...params, eventId: event.id }, body: { answer: 'going' as const } }
  await mia.api.call(eventEndpoints.answer, answer)
  return {
    mia: (await mia.token('gigs:read', 'community:read')).secret,
    dan: (await dan.token('gigs:read', 'community:read')).secret,
  }
}

async function announce(api: HubApi, communityId: string, title: string, local: string | null): Promise<void> {
  const texts = [{ language: 'en', title, markdown: 'Tonight.', labels: [] }]
  const { id: announcementId } = await api.call(announcementEndpoints.add, {
    params: { communityId },
    body: { language: 'en', texts },
  })
  const at = local === null ? null : { local, timeZone: 'UTC' }
  await api.call(announcementEndpoints.send, { params: { communityId, announcementId }, body: { at } })
}

function minute(moment: number): string {
  return new Date(moment).toISOString().slice(0, 16)
}

test('announcements, reminders, digests and coffee that were due are sent once by the hub that comes after one that was killed', async () => {
  const dataDir = processes.folder()
  using silent = await silentServer()
  await using mail = await SmtpStandin.start()
  const now = Date.now()
  const before = { dataDir, now: () => now - 8 * DAY, env: { SMTP_URL: mail.url } }
  let communityId = ''
  let tokens = { mia: '', dan: '' }
  {
    await using hub = await startHub(before)
    communityId = hub.communityId
    tokens = await happenings(hub, now)
    // Mia's invitation, and the announcement that is in Dan's digest.
    await vi.waitFor(() => expect(mail.received).toHaveLength(2), SOON)
  }

  const env = { GUILDHALL_DEMO: 'false', GUILDHALL_SECRET: 'a secret that is only good for tests' }
  const killed = await processes.start({ ...env, SMTP_URL: silent.url }, dataDir)
  await vi.waitFor(() => expect(silent.visits()).toBeGreaterThan(0), SOON)
  killed.child.kill('SIGKILL')
  await killed.ended
  {
    // A minute goes by: what the dead hub had taken on is free again.
    await using hub = await startHub(before)
    await hub.hub.queries.updateTable('deliveries').set({ leased_until: 0 }).where('state', '=', 'leased').execute()
  }

  const hub = await processes.start({ ...env, SMTP_URL: mail.url }, dataDir)
  const subjects = () => mail.received.map(({ head }) => /^Subject: (.*)$/m.exec(head)?.[1] ?? '').toSorted()
  const inbox = async (token: string) => {
    const api = new HubApi({ baseUrl: hub.url, token })
    const { notifications } = await api.call(notificationEndpoints.list, { params: { communityId }, query: {} })
    return notifications.map(({ title }) => title).toSorted()
  }
  await vi.waitFor(async () => {
    expect(subjects()).toEqual([
      'In the digest',
      'Maintenance',
      'Starts soon: Edge evening',
      'You are invited: Edge evening',
      'Your digest of Test community',
    ])
    expect(await inbox(tokens.mia)).toEqual([
      'Edge evening',
      'Edge evening',
      'In the digest',
      'Maintenance',
      'Virtual coffee with Dan',
    ])
    expect(await inbox(tokens.dan)).toEqual(['Edge evening', 'In the digest', 'Maintenance', 'Virtual coffee with Mia'])
  }, SOON)
}, 120_000)
