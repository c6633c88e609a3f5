import { expect, test } from 'vitest'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { ruleWords, sentenceOf } from '../../shared/rule-words.ts'
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
    const settings = alertSettings.parse({ enabled: true, platforms: ['discord'], threshold: 0.5, ...change })
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

test('a card says facts and reasons in the first of its member’s languages that rules speak', async () => {
  await using hub = await startHub()
  const member = await hub.createMember({ name: 'Jutta' })
  const link = { platform: 'slack', workspace_id: 'T1', person_id: 'U1', person_name: 'Jutta', linked_at: Date.now() }
  await hub.hub.queries
    .insertInto('platform_links')
    .values({ ...link, account_id: member.accountId })
    .execute()
  await saveProfile(hub, member, { languages: ['da', 'de', 'en'], timeZone: 'Europe/Berlin', places: ['DE'] })
  const params = { communityId: hub.communityId }
  const text =
    'You need TypeScript, Node.js, React and Elixir. Remote, only for people in the Netherlands or Germany. CET ± 2 hours. From 95 EUR per hour.'
  await hub.owner.api.call(gigPostEndpoints.post, { params, body: { title: 'Senior full-stack developer', text } })
  const { deliveries } = await member.api.call(deliveryEndpoints.list, { params, query: { limit: 5 } })
  const [card] = deliveries.map(({ content }) => content)
  expect(card).toMatchObject({
    type: 'gig_alert',
    language: 'de',
    pay: 'ab 95\u00a0€ / Stunde',
    facts: expect.arrayContaining(['Remote', 'Niederlande, Deutschland', 'UTC−1 – UTC+3']),
  })
  const said = card?.type === 'gig_alert' ? card.reasons.map(({ text: words }) => words) : []
  expect(said).toEqual(
    expect.arrayContaining([
      '3 von 4 verlangten Fähigkeiten: TypeScript, Node.js, React; nicht in deinem Profil: Elixir',
      'Deine Erfahrung: Senior',
      'Offen für Niederlande, Deutschland, und du bist in Deutschland',
      'Zahlt ab 95\u00a0€ / Stunde; deine Untergrenze ist 70\u00a0€ / Stunde',
    ]),
  )
})

test.each([
  [
    'es',
    'Asks for German and French, which your profile does not have',
    'Pide alemán y francés, que no está en tu perfil',
  ],
  ['ja', 'Asks for senior; you are mid', '求められるレベル: シニア、あなた: 中堅'],
  ['ar', 'It is closed', 'أُغلق'],
  ['de', 'No rule says this', 'No rule says this'],
])('%s: %s', (language, english, words) => {
  expect(ruleWords(language, english)).toBe(words)
})
