import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { momentBefore } from './event-clock.ts'
import { endOfSeries, nextOccurrence, occurrencesWithin, type Series } from './occurrences.ts'

const weekly: Series = {
  start: '2026-03-22T02:30',
  end: '2026-03-22T04:00',
  timeZone: 'Europe/Berlin',
  repeat: 'weekly',
  until: null,
  skipped: [],
}

function starts(series: Series, from: string, to: string): string[] {
  return occurrencesWithin(series, Date.parse(from), Date.parse(to), 100).map(({ startsAt }) =>
    new Date(startsAt).toISOString(),
  )
}

test('an event keeps its hour when clocks are set forward or back; an hour that is skipped comes as much later', () => {
  expect(starts(weekly, '2026-03-22T00:00Z', '2026-04-06T00:00Z')).toEqual([
    '2026-03-22T01:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
    '2026-04-05T00:30:00.000Z',
  ])
  // Shown twice on 25 October: the first time counts.
  expect(starts(weekly, '2026-10-18T00:00Z', '2026-11-02T00:00Z')).toEqual([
    '2026-10-18T00:30:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-11-01T01:30:00.000Z',
  ])
  const inTheGap = nextOccurrence({ ...weekly, start: '2026-03-29T02:30', end: '2026-03-29T03:00' }, 0)
  expect((inTheGap?.endsAt ?? 0) - (inTheGap?.startsAt ?? 0)).toBe(30 * 60_000)
})

test('the 31st is the last day of a shorter month and comes back; what is off or after the last day is left out', () => {
  const monthly: Series = {
    ...weekly,
    start: '2026-01-31T12:00',
    end: '2026-01-31T13:00',
    timeZone: 'UTC',
    repeat: 'monthly',
    until: '2026-05-31',
    skipped: ['2026-04-30T12:00'],
  }
  expect(starts(monthly, '2026-01-01T00:00Z', '2027-01-01T00:00Z').map((at) => at.slice(0, 10))).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-05-31',
  ])
  expect(endOfSeries(monthly)).toBeGreaterThanOrEqual(Date.parse('2026-05-31T13:00Z'))
  expect(nextOccurrence(monthly, Date.parse('2026-05-31T13:00Z'))).toBeUndefined()
})

test('far from its first date the next one is found at once, and none is left out', () => {
  const daily: Series = { ...weekly, start: '2024-01-31T09:00', end: '2024-01-31T10:00', repeat: 'daily' }
  for (const repeat of ['daily', 'weekly', 'monthly'] as const) {
    const series = { ...daily, repeat }
    const all = occurrencesWithin(series, 0, Date.parse('2027-01-01T00:00Z'), 5000)
    for (let at = Date.parse('2025-12-01T00:10Z'); at < Date.parse('2026-12-01T00:00Z'); at += 97 * 3_600_000) {
      expect(nextOccurrence(series, at)).toEqual(all.find(({ endsAt }) => endsAt > at))
    }
    for (const { local, startsAt } of all.slice(-400)) {
      expect(DateTime.fromMillis(startsAt, { zone: series.timeZone }).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(local)
    }
  }
})

test('a day before is the same time by the member’s clock, an hour before is an hour', () => {
  const start = Date.parse('2026-03-29T10:00:00Z')
  expect(new Date(momentBefore(start, 1440, 'Europe/Berlin')).toISOString()).toBe('2026-03-28T11:00:00.000Z')
  expect(new Date(momentBefore(start, 1440, 'Asia/Tokyo')).toISOString()).toBe('2026-03-28T10:00:00.000Z')
  const autumn = Date.parse('2026-10-25T10:00:00Z')
  expect(new Date(momentBefore(autumn, 1440, 'Europe/Berlin')).toISOString()).toBe('2026-10-24T09:00:00.000Z')
  expect(new Date(momentBefore(autumn, 60, 'Europe/Berlin')).toISOString()).toBe('2026-10-25T09:00:00.000Z')
})
