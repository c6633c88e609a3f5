import { expect, test } from 'vitest'
import { momentOf } from '../platform/moment-of.ts'
import { nextMoment } from './send-times.ts'

const berlin = { timeZone: 'Europe/Berlin' }
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())

test('an hour that clocks skip is sent as much later, one that they show twice the first time', () => {
  expect(iso(momentOf({ local: '2026-03-29T02:30', ...berlin }))).toBe('2026-03-29T01:30:00.000Z')
  expect(iso(momentOf({ local: '2026-10-25T02:30', ...berlin }))).toBe('2026-10-25T00:30:00.000Z')
  expect(momentOf({ local: '2026-02-30T09:00', ...berlin })).toBeUndefined()
})

test('what repeats keeps its local hour over both changes of the clocks, and comes back after one that lacked it', () => {
  const weekly = { local: '2026-03-22T02:30', ...berlin, repeat: 'weekly' } as const
  const times: (string | undefined)[] = []
  for (let at = momentOf(weekly) ?? 0; times.length < 2;) {
    at = nextMoment(weekly, at) ?? 0
    times.push(iso(at))
  }
  expect(times).toEqual(['2026-03-29T01:30:00.000Z', '2026-04-05T00:30:00.000Z'])
  const nine = { local: '2026-10-18T09:00', ...berlin, repeat: 'weekly' } as const
  expect(iso(nextMoment(nine, Date.parse('2026-10-18T07:00:00Z')))).toBe('2026-10-25T08:00:00.000Z')
})

test('the 31st of a month is the last of a shorter one, and the 31st again after it; what was missed is not made up', () => {
  const monthly = { local: '2026-01-31T09:00', ...berlin, repeat: 'monthly' } as const
  expect(iso(nextMoment(monthly, Date.parse('2026-01-31T08:00:00Z')))).toBe('2026-02-28T08:00:00.000Z')
  expect(iso(nextMoment(monthly, Date.parse('2026-02-28T08:00:00Z')))).toBe('2026-03-31T07:00:00.000Z')
  expect(iso(nextMoment(monthly, Date.parse('2026-06-15T08:00:00Z')))).toBe('2026-06-30T07:00:00.000Z')
  expect(nextMoment({ ...monthly, repeat: 'never' }, 0)).toBeUndefined()
})
