import { expect, test } from 'vitest'
import { type DigestTimes, nextDigestAt } from './digest-times.ts'

const berlin: DigestTimes = {
  digestHour: 8,
  digestDay: null,
  quietHours: null,
  daysOff: [],
  pausedUntil: null,
  timeZone: 'Europe/Berlin',
}
const after = (times: Partial<DigestTimes>, now: string, count = 1): (string | undefined)[] => {
  const found: (string | undefined)[] = []
  let at: number | undefined = Date.parse(now)
  for (let index = 0; index < count && at !== undefined; index += 1) {
    at = nextDigestAt({ ...berlin, ...times }, at)
    found.push(at === undefined ? undefined : new Date(at).toISOString())
  }
  return found
}

test('it keeps its local hour over both changes of the clocks, also an hour that one day lacks or has twice', () => {
  expect(after({}, '2026-03-28T00:00:00Z', 2)).toEqual(['2026-03-28T07:00:00.000Z', '2026-03-29T06:00:00.000Z'])
  expect(after({}, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T07:00:00.000Z', '2026-10-26T07:00:00.000Z'])
  expect(after({ digestHour: 2 }, '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:00:00.000Z',
  ])
  // 02:00 comes twice on that day: once is enough.
  expect(after({ digestHour: 2 }, '2026-10-24T12:00:00Z', 2)).toEqual([
    '2026-10-25T00:00:00.000Z',
    '2026-10-26T01:00:00.000Z',
  ])
})

test('quiet hours are waited out, days off and pauses left out, and the day of a weekly one counts also where it is off', () => {
  const quietHours = { start: 22, end: 7 }
  expect(after({ digestHour: 23, quietHours }, '2026-06-10T20:30:00Z')).toEqual(['2026-06-11T05:00:00.000Z'])
  expect(after({ digestHour: 23, quietHours }, '2026-06-10T22:30:00Z')).toEqual(['2026-06-11T05:00:00.000Z'])
  expect(after({ digestHour: 5, quietHours }, '2026-06-10T01:00:00Z')).toEqual(['2026-06-10T05:00:00.000Z'])
  expect(after({ daysOff: [6, 7] }, '2026-06-12T07:00:00Z')).toEqual(['2026-06-15T06:00:00.000Z'])
  expect(after({ pausedUntil: Date.parse('2026-06-20T12:00:00Z') }, '2026-06-12T07:00:00Z')).toEqual([
    '2026-06-21T06:00:00.000Z',
  ])
  expect(after({ digestDay: 1, daysOff: [1] }, '2026-06-10T00:00:00Z', 2)).toEqual([
    '2026-06-15T06:00:00.000Z',
    '2026-06-22T06:00:00.000Z',
  ])
  expect(after({ daysOff: [1, 2, 3, 4, 5, 6, 7] }, '2026-06-10T00:00:00Z')).toEqual([undefined])
})
