import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { marketEndpoints } from '../../shared/market.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 5, 20, 12)

const look = (hub: TestHub, member: TestMember) =>
  member.api.call(marketEndpoints.look, { params: { communityId: hub.communityId } })

async function post(hub: TestHub, number: number, skills: string, pay: string): Promise<void> {
  const title = `Senior backend developer for project ${number}`
  const text = `Harbour ${number} needs dyke ${number * 7} and sluice ${number * 13}. You need ${skills}. Remote, ${pay}.`
  await hub.owner.api.call(gigPostEndpoints.post, {
    params: { communityId: hub.communityId },
    body: { title, text, company: `Firm ${number}` },
  })
}

test('bands, months, rising skills, gaps and a rate come from the hub’s own gigs, by configured exchange rates', async () => {
  const file = join(tmpdir(), `rates-${process.pid}.json`)
  writeFileSync(file, JSON.stringify({ date: '2026-06-01', perEuro: { USD: 2 } }))
  let time = NOW - 90 * DAY_MS
  await using hub = await startHub({ now: () => time, env: { EXCHANGE_RATES_FILE: file } })
  const empty = await look(hub, hub.owner)
  expect(empty).toMatchObject({ gigs: 0, paid: 0, rising: null, gaps: null, bid: null, ratesDate: '2026-06-01' })
  for (let number = 0; number < 20; number += 1) await post(hub, number, 'TypeScript and Node.js', '80 EUR per hour')
  time = NOW
  for (let number = 20; number < 40; number += 1) {
    await post(hub, number, 'TypeScript, Node.js and Kafka', `${160 + (number % 5) * 10} USD per hour`)
  }
  await saveProfile(hub, hub.owner, { roles: ['backend developer'] })
  const market = await look(hub, hub.owner)
  expect(market).toMatchObject({ currency: 'EUR', gigs: 40, paid: 40 })
  // In dollars at two to the euro: 80 to 100 euros, the middle half of them 85 to 95.
  expect(market.bands.skills).toContainEqual({ name: 'Kafka', n: 20, low: 85, mid: 90, high: 95 })
  expect(market.bands.levels).toMatchObject([{ name: 'senior', n: 40 }])
  expect(market.months).toHaveLength(12)
  expect(market.months.at(-1)).toEqual({ month: '2026-06', gigs: 20, paid: 20, mid: 90 })
  expect(market.months.at(-4)).toEqual({ month: '2026-03', gigs: 20, paid: 20, mid: 80 })
  expect(market.rising?.map(({ skill }) => skill)).toEqual(['Kafka'])
  expect(market.gaps?.[0]).toMatchObject({ skill: 'Kafka', gigs: 20 })
  expect(market.gaps?.[0]?.lift).toBeGreaterThan(0.05)
})

test('a suggested rate follows the market and the target, and never goes below the floor', async () => {
  await using hub = await startHub()
  for (let number = 0; number < 20; number += 1) {
    await post(hub, number, 'TypeScript and Node.js', `${80 + (number % 5) * 5} EUR per hour`)
  }
  const bidWith = async (floor: number, targetCents: number | null, currency = 'EUR') => {
    const rateFloor = { amountCents: floor * 100, currency, period: 'hour' as const }
    await saveProfile(hub, hub.owner, { rateFloor, rateTargetCents: targetCents })
    return (await look(hub, hub.owner)).bid
  }
  const plain = await bidWith(60, null)
  expect(plain).toMatchObject({ because: 'market', floor: 60 })
  expect(plain?.suggested).toBe(plain?.mid)
  expect((await bidWith(60, 500_00))?.suggested).toBe(plain?.high)
  expect(await bidWith(200, null)).toMatchObject({ suggested: 200, because: 'floor_above_market' })
  for (const floor of [1, 75, 90, 95, 130]) {
    expect((await bidWith(floor, null))?.suggested).toBeGreaterThanOrEqual(floor)
  }
  expect(await bidWith(9000, null, 'JPY')).toMatchObject({ floor: 9000 })
})
