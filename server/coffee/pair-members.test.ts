import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeHours, someOf, startsOf } from './free-hours.ts'
import { pairMembers, type Person } from './pair-members.ts'

const LANGUAGES = ['en', 'de', 'ja']

const people = (maxLength: number) =>
  fc
    .array(
      fc.record({
        languages: fc.subarray(LANGUAGES, { minLength: 1 }),
        hours: fc.integer({ min: 0, max: 31 }).map(BigInt),
      }),
      { maxLength },
    )
    .map((all) => all.map((one, at): Person => ({ id: `m${at}`, ...one })))

const meetings = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 64, maxLength: 64 })

function metBy(history: readonly number[]) {
  return (one: string, other: string) => {
    const [a, b] = [Number(one.slice(1)), Number(other.slice(1))].toSorted((x, y) => x - y)
    return history[((a ?? 0) * 8 + (b ?? 0)) % history.length] ?? 0
  }
}

function fit(one: Person, other: Person): boolean {
  return (one.hours & other.hours) !== 0n && one.languages.some((language) => other.languages.includes(language))
}

/** Every way to pair, by brute force: the most pairs, then the fewest meetings (squared). */
function best(all: readonly Person[], met: (a: string, b: string) => number): { pairs: number; again: number } {
  const [first, ...rest] = all
  if (first === undefined) return { pairs: 0, again: 0 }
  let found = best(rest, met)
  for (const [at, partner] of rest.entries()) {
    if (!fit(first, partner)) continue
    const without = best(rest.toSpliced(at, 1), met)
    const one = { pairs: without.pairs + 1, again: without.again + met(first.id, partner.id) ** 2 }
    if (one.pairs > found.pairs || (one.pairs === found.pairs && one.again < found.again)) found = one
  }
  return found
}

test('as many as can be are brought together, by hard rules, and the fewest of them again', () => {
  fc.assert(
    fc.property(people(8), meetings, (all, history) => {
      const met = metBy(history)
      const { groups, left } = pairMembers(all, met)
      const byId = new Map(all.map((person) => [person.id, person]))
      expect([...groups.flatMap(({ ids }) => ids), ...left.map(({ id }) => id)].toSorted()).toEqual(
        all.map(({ id }) => id).toSorted(),
      )
      for (const { ids, language, hours } of groups) {
        const those = ids.flatMap((id) => byId.get(id) ?? [])
        expect([2, 3]).toContain(those.length)
        expect(those.every(({ languages }) => languages.includes(language))).toBe(true)
        expect(hours).not.toBe(0n)
        expect(those.every((person) => (person.hours & hours) === hours)).toBe(true)
      }
      const { pairs, again } = best(all, met)
      expect(groups).toHaveLength(pairs)
      if (groups.every(({ ids }) => ids.length === 2)) {
        expect(groups.reduce((sum, { ids: [a = '', b = ''] }) => sum + met(a, b) ** 2, 0)).toBe(again)
      }
      for (const { id, reason } of left) {
        const person = byId.get(id)
        const others = all.filter((other) => other.id !== id)
        const couldMeet = others.some((other) => person !== undefined && fit(person, other))
        expect(reason === 'taken').toBe(couldMeet)
        if (reason === 'alone') expect(others).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

test('month after month nobody meets the same person while there are others', () => {
  const all = Array.from({ length: 8 }, (_, at): Person => ({ id: `m${at}`, languages: ['en'], hours: 1n }))
  const counts = new Map<string, number>()
  const key = (one: string, other: string) => [one, other].toSorted().join()
  for (let month = 0; month < 7; month += 1) {
    for (const { ids } of pairMembers(all, (one, other) => counts.get(key(one, other)) ?? 0).groups) {
      const [one = '', other = ''] = ids
      counts.set(key(one, other), (counts.get(key(one, other)) ?? 0) + 1)
    }
  }
  // Seven rounds of eight are each of the 28 pairs once, if the earlier rounds leave that open; never a third time.
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(2)
  expect(counts.size).toBeGreaterThanOrEqual(24)
})

test('common hours are whole hours of working days by each one’s own clock, also when clocks are set', () => {
  const from = Date.parse('2026-03-27T00:00:00Z')
  const berlin = freeHours({ timeZone: 'Europe/Berlin', workingHours: { start: 9, end: 17 } }, from)
  const india = freeHours({ timeZone: 'Asia/Kolkata', workingHours: { start: 12, end: 20 } }, from)
  const common = startsOf(berlin & india, from).map((at) => new Date(at).toISOString())
  // Friday: 9:00 to 15:30 in Berlin, which is winter time; from Monday on summer time, 9:00 to 16:30.
  expect(common[0]).toBe('2026-03-27T08:00:00.000Z')
  expect(common.filter((at) => at.startsWith('2026-03-27')).at(-1)).toBe('2026-03-27T13:30:00.000Z')
  expect(common.some((at) => at.startsWith('2026-03-28') || at.startsWith('2026-03-29'))).toBe(false)
  expect(common.find((at) => at.startsWith('2026-03-30'))).toBe('2026-03-30T07:00:00.000Z')
  const three = someOf(berlin & india, from)
  expect(new Set(three.map((at) => new Date(at).toISOString().slice(0, 10))).size).toBe(3)
  const night = freeHours({ timeZone: 'UTC', workingHours: { start: 22, end: 2 } }, from)
  expect(
    startsOf(night, from)
      .slice(0, 2)
      .map((at) => new Date(at).toISOString().slice(11, 16)),
  ).toEqual(['00:00', '00:15'])
})
