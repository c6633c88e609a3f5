import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { coffeeEndpoints, type CoffeeState } from '../../shared/coffee.ts'
import { directoryEndpoints } from '../../shared/directory.ts'
import { profileEndpoints, profileInput } from '../../shared/profiles.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'

const SOON = { timeout: 15_000, interval: 50 }

test.each(STORES)(
  'on $name once a month, also over a crash, those who take part are brought together in a common language and hour, and the others told why not',
  async ({ open }) => {
    await using store = await open()
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-coffee-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    let now = Date.parse('2026-03-20T12:00:00Z')
    const options = { dataDir, now: () => now, env: store.env }
    const tokens = new Map<string, string>()
    let communityId = ''
    const settings = { enabled: true, day: 29, hour: 2, timeZone: 'Europe/Berlin' }
    {
      await using hub = await startHub(options)
      communityId = hub.communityId
      const params = { communityId }
      const take = async (name: string, languages: string[] | undefined, timeZone = 'Europe/Berlin') => {
        const member = await hub.createMember({ name })
        if (languages !== undefined) {
          await member.api.call(profileEndpoints.save, { params, body: profileInput.parse({ languages, timeZone }) })
        }
        await member.api.call(coffeeEndpoints.choose, { params, body: { on: true, languages: [] } })
        tokens.set(name, (await member.token('community:read')).secret)
      }
      await take('Ana', ['es', 'en'])
      await take('Ben', ['es'], 'America/Bogota')
      await take('Cem', ['tr'])
      await take('Dai', ['en'], 'Pacific/Auckland')
      await take('Eve', undefined)
      const { api } = hub.owner
      await expect(api.call(coffeeEndpoints.configure, { params, body: settings })).rejects.toThrow()
      const state = await api.call(coffeeEndpoints.configure, { params, body: { ...settings, day: 28 } })
      expect(state).toMatchObject({ nextAt: Date.parse('2026-03-28T01:00:00Z'), taking: 5 })
    }
    const stateOf = async (url: string, name: string) => {
      const headers = { authorization: `Bearer ${tokens.get(name)}` }
      return (await (await fetch(`${url}/api/communities/${communityId}/coffee`, { headers })).json()) as CoffeeState
    }
    // Due while no hub ran; a second one finds that it took place.
    now = Date.parse('2026-03-28T05:00:00Z')
    const tookPlace = async ({ url, hub: { queries } }: TestHub) => {
      await vi.waitFor(async () => {
        const ana = await stateOf(url, 'Ana')
        expect(ana.last).toMatchObject({ month: '2026-03', language: 'es', others: [{ name: 'Ben' }], met: false })
      }, SOON)
      const { last, nextAt } = await stateOf(url, 'Ben')
      // Nine in Bogota is sixteen in Berlin, which has set its clocks meanwhile: one hour a day is common.
      expect(last?.times.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual(['14:00', '14:00', '14:00'])
      expect(nextAt).toBe(Date.parse('2026-04-28T00:00:00Z'))
      const reasons = await Promise.all(['Cem', 'Dai', 'Eve'].map(async (name) => (await stateOf(url, name)).unpaired))
      expect(reasons).toEqual(['language', 'hours', 'profile'])
      const told = await queries.selectFrom('notifications').select('title').where('path', '=', '/coffee').execute()
      expect(told.map(({ title }) => title).toSorted()).toEqual([
        'Café virtual con Ana',
        'Café virtual con Ben',
        'No virtual coffee this month',
        'No virtual coffee this month',
        'No virtual coffee this month',
      ])
    }
    {
      await using hub = await startHub(options)
      await tookPlace(hub)
    }
    await using hub = await startHub(options)
    await tookPlace(hub)
    const say = (name: string, said: string) =>
      fetch(`${hub.url}/api/communities/${communityId}/coffee/say`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens.get(name)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ said }),
      })
    expect((await say('Cem', 'met')).status).toBe(404)
    await say('Ana', 'met')
    await say('Ben', 'skip')
    expect((await stateOf(hub.url, 'Ana')).last?.met).toBe(true)
    expect((await stateOf(hub.url, 'Ben')).mine.skipsNext).toBe(true)
    now = Date.parse('2026-04-28T00:00:30Z')
    await vi.waitFor(async () => expect((await stateOf(hub.url, 'Ana')).unpaired).toBe('hours'), SOON)
  },
)

test('the directory shows of each member what they chose, finds nobody by anything else, and is not for guests', async () => {
  await using hub = await startHub()
  const params = { communityId: hub.communityId }
  const save = (member: TestMember, profile: object) =>
    member.api.call(profileEndpoints.save, { params, body: profileInput.parse(profile) })
  const [ana, ben, cem] = await Promise.all(['Ana', 'Ben', 'Cem'].map((name) => hub.createMember({ name })))
  const guest = await hub.createMember({ role: 'guest', name: 'Gus' })
  if (ana === undefined || ben === undefined || cem === undefined) throw new Error('no members')
  const profile = {
    skills: [{ name: 'Core ML', level: 'expert' }],
    languages: ['es'],
    timeZone: 'Europe/Madrid',
    link: 'https://ana.example.org',
  }
  await save(ana, { ...profile, shown: ['skills', 'languages', 'timeZone', 'availability', 'link'] })
  await save(ben, { ...profile, shown: ['languages'] })
  await save(cem, profile)
  const find = async (query: object = {}) => {
    const { members } = await ben.api.call(directoryEndpoints.find, { params, query })
    return members.map(({ name }) => name)
  }
  expect(await find()).toEqual(['Ana', 'Ben', 'Cem', 'Olivia Owner'])
  expect(await find({ skill: 'core ml' })).toEqual(['Ana'])
  expect(await find({ text: 'CORE' })).toEqual(['Ana'])
  expect(await find({ language: 'es' })).toEqual(['Ana', 'Ben'])
  expect(await find({ near: 'Europe/London', hours: 1 })).toEqual(['Ana'])
  expect(await find({ near: 'America/New_York', hours: 2 })).toEqual([])
  expect(await find({ available: true })).toEqual(['Ana'])
  const { members, skills, languages } = await ben.api.call(directoryEndpoints.find, { params, query: {} })
  expect(members[1]).toMatchObject({ name: 'Ben', skills: null, languages: ['es'], timeZone: null, link: null })
  expect({ skills, languages }).toEqual({ skills: ['Core ML'], languages: ['es'] })
  await expect(guest.api.call(directoryEndpoints.find, { params, query: {} })).rejects.toThrow('role member')
})
