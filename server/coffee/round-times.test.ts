import { expect, test } from 'vitest'
import { coffeeSettings } from '../../shared/coffee.ts'
import { nextRound, roundOf } from './round-times.ts'

const at = (moment: string) => Date.parse(moment)
const inNewYork = (day: number, hour: number) =>
  coffeeSettings.parse({ enabled: true, day, hour, timeZone: 'America/New_York' })

test('a round keeps its local hour over both changes of the clocks; one that is skipped comes later, one that is twice the first time', () => {
  // Clocks skip two o'clock on 8 March 2026, and show one o'clock twice on 1 November.
  expect(roundOf(inNewYork(8, 2), at('2026-03-20T12:00:00Z'))).toEqual({
    month: '2026-03',
    at: at('2026-03-08T07:00:00Z'),
  })
  expect(roundOf(inNewYork(1, 1), at('2026-11-20T12:00:00Z'))).toEqual({
    month: '2026-11',
    at: at('2026-11-01T05:00:00Z'),
  })
  const nine = inNewYork(8, 9)
  expect([roundOf(nine, at('2026-02-01T12:00:00Z')).at, roundOf(nine, at('2026-04-01T12:00:00Z')).at]).toEqual([
    at('2026-02-08T14:00:00Z'),
    at('2026-04-08T13:00:00Z'),
  ])
  expect(nextRound(nine, at('2026-10-08T13:00:00Z'))).toEqual({ month: '2026-11', at: at('2026-11-08T14:00:00Z') })
})
