import { describe, expect, test } from 'vitest'
import { alertSettings, type AlertSettings } from '../../../shared/alerts.ts'
import { parseGig } from '../parsing/parse-gig.ts'
import { decideAlert, nextDigest } from './alert-policy.ts'

const TEXT = 'You need Rust and PostgreSQL. No meetings.'
const gig = { title: 'Rust developer', company: 'Halm Maps GmbH', text: TEXT, parsed: parseGig('Rust developer', TEXT) }
const ZONE = 'Europe/Berlin'
const at = (iso: string) => Date.parse(iso)
const NOON = at('2026-06-10T10:00:00Z') // a Wednesday, 12:00 in Berlin

function decide(change: Partial<AlertSettings>, { now = NOON, score = 0.8, sentToday = 0 } = {}) {
  const settings = alertSettings.parse({ enabled: true, threshold: 0.6, platforms: ['slack'], ...change })
  return decideAlert({ gig, score, settings, timeZone: ZONE, now, sentToday })
}

describe('an alert', () => {
  test.each<[string, Partial<AlertSettings>, object, object]>([
    ['is sent at once', {}, {}, { send: 'now' }],
    ['below the threshold never is', {}, { score: 0.5 }, { send: 'never', why: /50%.*60%/ }],
    [
      'of a muted client never is',
      { mutes: [{ kind: 'client', value: 'halm', until: null }] },
      {},
      { send: 'never', why: /muted halm/ },
    ],
    [
      'with a muted word never is',
      { mutes: [{ kind: 'keyword', value: 'meetings', until: null }] },
      {},
      { send: 'never' },
    ],
    [
      'for a muted skill never is, also by its synonym',
      { mutes: [{ kind: 'skill', value: 'Postgres', until: null }] },
      {},
      { send: 'never' },
    ],
    [
      'is sent when the mute is over',
      { mutes: [{ kind: 'client', value: 'Halm', until: NOON - 1 }] },
      {},
      { send: 'now' },
    ],
    [
      'waits for the end of quiet hours',
      { quietHours: { start: 9, end: 14 } },
      {},
      { send: 'later', at: at('2026-06-10T12:00:00Z') },
    ],
    [
      'waits over midnight',
      { quietHours: { start: 22, end: 7 } },
      { now: at('2026-06-10T21:30:00Z') },
      { send: 'later', at: at('2026-06-11T05:00:00Z') },
    ],
    [
      'waits for the first day on, after its quiet hours',
      { daysOff: [3, 4], quietHours: { start: 22, end: 8 } },
      {},
      { send: 'later', at: at('2026-06-12T06:00:00Z') },
    ],
    [
      'waits for tomorrow when the day is full',
      { perDay: 3 },
      { sentToday: 3 },
      { send: 'later', at: at('2026-06-10T22:00:00Z') },
    ],
    ['waits for the end of a pause', { pausedUntil: NOON + 3_600_000 }, {}, { send: 'later', at: NOON + 3_600_000 }],
    [
      'that is urgent waits for nothing',
      { urgentFrom: 0.75, daysOff: [1, 2, 3, 4, 5, 6, 7], perDay: 1 },
      { sentToday: 9 },
      { send: 'now' },
    ],
    [
      'goes into the digest',
      { mode: 'digest', digestHour: 18 },
      {},
      { send: 'digest', at: at('2026-06-10T16:00:00Z') },
    ],
    [
      'goes into the digest of the week, also where that day is off',
      { mode: 'digest', digestHour: 18, digestDay: 1, daysOff: [1] },
      {},
      { send: 'digest', at: at('2026-06-15T16:00:00Z') },
    ],
    ['is never sent where no day is on', { daysOff: [1, 2, 3, 4, 5, 6, 7] }, {}, { send: 'never' }],
  ])('%s', (_, change, situation, expected) => {
    const { why, ...rest } = expected as { why?: RegExp }
    const verdict = decide(change, situation)
    expect(verdict).toMatchObject(rest)
    if (why !== undefined) expect(verdict.why).toMatch(why)
  })
})

test('hours are those of the wall clock, also on the days when it is changed', () => {
  const settings = alertSettings.parse({ enabled: true, threshold: 0, platforms: [], digestHour: 2 })
  // In Berlin on 29 March 2026, two o'clock is skipped; on 25 October it comes twice.
  expect(nextDigest(settings, ZONE, at('2026-03-28T23:30:00Z'))).toBe(at('2026-03-29T01:00:00Z'))
  expect(nextDigest(settings, ZONE, at('2026-10-24T23:30:00Z'))).toBe(at('2026-10-25T00:00:00Z'))
  expect(nextDigest(settings, ZONE, at('2026-10-25T00:00:00Z'))).toBe(at('2026-10-26T01:00:00Z'))
  const quiet = decide({ quietHours: { start: 22, end: 8 } }, { now: at('2026-03-28T22:00:00Z') })
  expect(quiet).toMatchObject({ send: 'later', at: at('2026-03-29T06:00:00Z') })
})
