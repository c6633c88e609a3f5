import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { announcementOptionEndpoints } from '../../shared/announcement-options.ts'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { notificationEndpoints, notificationSettings } from '../../shared/notifications.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'

const SOON = { timeout: 15_000, interval: 50 }
const body = {
  language: 'en',
  texts: [{ language: 'en', title: 'Meetup', markdown: 'On **Friday**.', labels: [] }],
  mail: false,
}

async function inbox({ communityId }: TestHub, { api }: TestMember): Promise<string[]> {
  const { notifications } = await api.call(notificationEndpoints.list, { params: { communityId } })
  return notifications.filter(({ kind }) => kind === 'announcement').map(({ title }) => title)
}

describe.each(STORES)('announcements on $name', ({ open }) => {
  test('what became due while no hub ran is sent once by the next one, and what repeats goes on by the calendar', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-announcements-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    await using store = await open()
    await using mail = await SmtpStandin.start()
    let now = Date.parse('2026-03-28T12:00:00Z')
    const options = { dataDir, now: () => now, env: { ...store.env, SMTP_URL: mail.url } }
    let announcementId = ''
    {
      await using hub = await startHub(options)
      const params = { communityId: hub.communityId }
      const { api } = await hub.createMember({ name: 'Mia' })
      const settings = notificationSettings.parse({ announcement: ['app', 'mail'] })
      await api.call(notificationEndpoints.saveSettings, { params, body: settings })
      const draft = await hub.owner.api.call(announcementEndpoints.add, { params, body: { ...body, mail: true } })
      announcementId = draft.id
      const send = (local: string) =>
        hub.owner.api.call(announcementEndpoints.send, {
          params: { ...params, announcementId },
          body: { at: { local, timeZone: 'Europe/Berlin', repeat: 'weekly' } },
        })
      await expect(send('2026-03-28T12:00')).rejects.toThrow('over already')
      await expect(send('2026-02-30T12:00')).rejects.toThrow('no such day')
      // Clocks skip 02:30 on that day.
      expect(await send('2026-03-29T02:30')).toMatchObject({
        state: 'scheduled',
        dueAt: Date.parse('2026-03-29T01:30:00Z'),
      })
    }
    now = Date.parse('2026-03-29T07:00:00Z')
    for (let hubs = 0; hubs < 2; hubs += 1) {
      await using hub = await startHub(options)
      const params = { communityId: hub.communityId, announcementId }
      await vi.waitFor(async () => {
        const sent = await hub.owner.api.call(announcementEndpoints.get, { params })
        expect(sent).toMatchObject({ sentAt: now, dueAt: Date.parse('2026-04-05T00:30:00Z') })
        const report = await hub.owner.api.call(announcementEndpoints.report, { params })
        expect(report).toMatchObject({ mail: { sent: 1, waiting: 0 }, web: { told: 1, read: 0 } })
      }, SOON)
    }
    expect(mail.received).toHaveLength(1)
    expect(mail.received[0]?.text).toContain('On **Friday**.')
  })
})

test('a moderator announces to the members of a niche, and nobody else ever reads it', async () => {
  await using hub = await startHub()
  const params = { communityId: hub.communityId }
  const [moderator, insider, outsider] = [await hub.createMember(), await hub.createMember(), await hub.createMember()]
  const niche = await hub.owner.api.call(nicheEndpoints.add, { params, body: { name: 'edge-ml' } })
  const nicheParams = { ...params, nicheId: niche.id }
  for (const { api } of [moderator, insider]) await api.call(nicheEndpoints.join, { params: nicheParams })
  const roleParams = { ...nicheParams, memberId: moderator.member.id }
  await hub.owner.api.call(nicheEndpoints.setRole, { params: roleParams, body: { role: 'moderator' } })

  // A token of the scope that writing needs is the admins' alone; moderators write in their browser.
  const as = async (member: TestMember, method: string, path: string, json?: object) => {
    const response = await fetch(`${hub.url}/api/communities/${hub.communityId}/announcements${path}`, {
      method,
      headers: { cookie: member.cookie, origin: hub.hub.publicUrl, 'content-type': 'application/json' },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    return { status: response.status, json: (await response.json().catch(() => ({}))) as { id?: string } }
  }
  expect((await as(moderator, 'POST', '', body)).status).toBe(403)
  expect((await as(insider, 'POST', '', { ...body, nicheId: niche.id })).status).toBe(403)
  // The channels of the niche are a moderator's too, once an admin has said which they are; calling people is another right.
  const place = { platform: 'discord', workspaceId: '7', channelId: '8', name: 'edge', workspaceName: 'Edge ML' }
  const inChannel = (change: object = {}) => {
    const channels = [{ ...place, language: 'en', ...change }]
    return as(moderator, 'POST', '', { ...body, nicheId: niche.id, channels })
  }
  expect((await inChannel()).status).toBe(403)
  const kept = { channels: [place] }
  await hub.owner.api.call(nicheEndpoints.setChannels, { params: nicheParams, body: kept })
  expect([(await inChannel()).status, (await inChannel({ channelId: '9' })).status]).toEqual([201, 403])
  const ping = { kind: 'here' }
  expect((await inChannel({ ping })).status).toBe(403)
  const pinger = { pinger: 'moderator' as const }
  await hub.owner.api.call(announcementOptionEndpoints.settings, { params, body: pinger })
  expect((await inChannel({ ping })).status).toBe(201)

  const draft = await as(moderator, 'POST', '', { ...body, nicheId: niche.id })
  expect(draft.status).toBe(201)
  const announcementId = draft.json.id ?? ''
  const read = (member: TestMember) =>
    member.api.call(announcementEndpoints.get, { params: { ...params, announcementId } }).then(
      () => 'read',
      (error: { code: string }) => error.code,
    )
  expect(await read(insider)).toBe('not_found')
  expect((await as(moderator, 'POST', `/${announcementId}/send`, { at: null })).status).toBe(200)
  expect([await read(insider), await read(outsider)]).toEqual(['read', 'not_found'])
  expect([await inbox(hub, insider), await inbox(hub, outsider), await inbox(hub, moderator)]).toEqual([
    ['Meetup'],
    [],
    [],
  ])

  // Changed where it stands, and gone where it stood.
  const [text] = body.texts
  const changed = { ...body, nicheId: niche.id, texts: [{ ...text, title: 'Meetup, moved' }] }
  expect((await as(insider, 'PUT', `/${announcementId}`, changed)).status).toBe(403)
  expect((await as(moderator, 'PUT', `/${announcementId}`, { ...changed, web: false })).status).toBe(409)
  expect((await as(moderator, 'PUT', `/${announcementId}`, changed)).status).toBe(200)
  expect(await inbox(hub, insider)).toEqual(['Meetup, moved'])
  expect((await as(moderator, 'POST', `/${announcementId}/send`, { at: null })).status).toBe(409)
  expect((await as(moderator, 'POST', `/${announcementId}/recall`, {})).status).toBe(200)
  expect([await inbox(hub, insider), await read(insider)]).toEqual([[], 'not_found'])
})

test('it reaches only the roles, languages and platforms that were chosen, by message too; hours are counted, not people', async () => {
  let now = Date.parse('2026-06-01T09:00:00Z')
  await using hub = await startHub({ now: () => now })
  const params = { communityId: hub.communityId }
  const [mia, tom, eve] = [
    await hub.createMember(),
    await hub.createMember(),
    await hub.createMember({ role: 'admin' }),
  ]
  for (const one of [mia, eve]) await saveProfile(hub, one, { languages: ['de'] })
  const linked = { platform: 'slack', workspace_id: 'T1', person_name: 'x', linked_at: now }
  for (const { accountId } of [mia, tom, eve]) {
    const link = { ...linked, person_id: accountId, account_id: accountId }
    await hub.hub.queries.insertInto('platform_links').values(link).execute()
  }
  const settings = notificationSettings.parse({ announcement: ['app', 'slack'] })
  await mia.api.call(notificationEndpoints.saveSettings, { params, body: settings })
  const send = async (audience: object) => {
    const { id } = await hub.owner.api.call(announcementEndpoints.add, { params, body: { ...body, audience } })
    const one = { ...params, announcementId: id }
    await hub.owner.api.call(announcementEndpoints.send, { params: one, body: { at: null } })
    return one
  }
  const one = await send({ roles: ['member'], languages: ['de'], platforms: ['slack'] })
  expect([await inbox(hub, mia), await inbox(hub, tom)]).toEqual([['Meetup'], []])
  await expect(tom.api.call(announcementEndpoints.get, { params: one })).rejects.toMatchObject({ code: 'not_found' })
  expect((await tom.api.call(announcementEndpoints.list, { params })).announcements).toEqual([])
  await send({ platforms: ['discord'] })
  expect([await inbox(hub, mia), await inbox(hub, eve)]).toEqual([['Meetup'], []])
  const report = await hub.owner.api.call(announcementEndpoints.report, { params: one })
  expect(report).toMatchObject({ web: { told: 1 }, dm: { waiting: 1 }, mail: { waiting: 0 } })

  const bestHour = async () =>
    (await hub.owner.api.call(announcementOptionEndpoints.bestHour, { params, query: { timeZone: 'Europe/Berlin' } }))
      .best
  expect(await bestHour()).toBeNull()
  for (let day = 0; day < 8; day += 1) {
    for (const [hour, here] of [
      [9, [mia, tom, eve, hub.owner]],
      [10, [mia, tom, eve]],
      [15, [mia, eve]],
    ] as const) {
      now = Date.parse('2026-06-01T00:00:00Z') + (day * 24 + hour) * 3_600_000
      // Who comes twice in an hour counts once.
      for (const { cookie } of [...here, mia]) {
        expect(
          (await fetch(`${hub.url}/api/communities/${hub.communityId}/niches`, { headers: { cookie } })).status,
        ).toBe(200)
      }
    }
  }
  expect(await bestHour()).toEqual({ local: '2026-06-09T11:00', visits: 72, days: 8 })
})
