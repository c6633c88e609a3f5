import { expect, test } from 'vitest'
import { sentenceOf } from '../../client/src/gigs/rule-words.ts'
import { startHub } from '../helpers/start-hub.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { alertSettings } from '../../shared/alerts.ts'
import { decideAlert } from '../../server/gigs/alerts/alert-policy.ts'
import { parseGig } from '../../server/gigs/parsing/parse-gig.ts'

test('what the rules say of an alert is known to the web client, which says it in the member’s language', () => {
  const gig = { title: 'Rust engineer', company: 'Lumen', parsed: parseGig('Rust engineer', 'Rust') }
  const monday = Date.UTC(2026, 0, 5, 12)
  const said = new Set<string>()
  for (const change of [
    {},
    { enabled: false },
    { threshold: 0.9 },
    { urgentFrom: 0.5 },
    { pausedUntil: monday + 1 },
    { mode: 'digest' },
    { mode: 'digest', daysOff: [1, 2, 3, 4, 5, 6, 7] },
    { daysOff: [1] },
    { daysOff: [1, 2, 3, 4, 5, 6, 7] },
    { quietHours: { start: 9, end: 17 } },
    { perDay: 1 },
    { mutes: [{ kind: 'client', value: 'Lumen', until: null }] },
    { mutes: [{ kind: 'skill', value: 'Rust', until: null }] },
  ]) {
    const settings = alertSettings.parse({ enabled: true, threshold: 0.5, ...change })
    said.add(decideAlert({ gig, score: 0.7, settings, timeZone: 'UTC', now: monday, sentToday: 1 }).why)
  }
  expect(said.size).toBeGreaterThan(10)
  expect([...said].filter((why) => sentenceOf(why) === undefined)).toEqual([])
})

test('so is what they say of a match', async () => {
  await using hub = await startHub({ env: { GUILDHALL_DEMO: 'true' } })
  const { gigs } = await hub.owner.api.call(gigEndpoints.list, {
    params: { communityId: hub.communityId },
    query: { ineligible: 'true' },
  })
  const said = gigs.flatMap(({ match }) => match?.reasons.map(({ text }) => text) ?? [])
  expect(said.length).toBeGreaterThan(15)
  expect(said.filter((text) => sentenceOf(text) === undefined)).toEqual([])
})
