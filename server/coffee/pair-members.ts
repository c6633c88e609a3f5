import maxWeightMatching from 'edmonds-blossom-fixed'
import type { Unpaired } from '../../shared/coffee.ts'
import { countBits, type FreeHours } from './free-hours.ts'

/** Half a second of CPU: the search for the best pairs grows with the cube. */
export const MOST_AT_ONCE = 200

/** One meeting more weighs more than all hours of all pairs together. */
const MEETING_WEIGHT = 200_000
const MOST_MEETINGS = 30
const MOST_HOURS = 600

export interface Person {
  id: string
  /** The best first. */
  languages: readonly string[]
  hours: FreeHours
}

export interface Group {
  /** Two, or three where the number is odd. */
  ids: string[]
  language: string
  hours: FreeHours
}

export interface Pairing {
  groups: Group[]
  left: { id: string; reason: Exclude<Unpaired, 'profile'> }[]
}

/**
 * Brings together as many as can be, each in a language and in an hour that they have in common; among all ways to do so
 * the one in which the fewest meet again, and of these the one with the most common hours. Who is left over joins two
 * others where all three have a language and an hour in common.
 * @param people at most `MOST_AT_ONCE`
 * @param metBefore how often two have been brought together
 */
export function pairMembers(people: readonly Person[], metBefore: (one: string, other: string) => number): Pairing {
  const edges: [number, number, number][] = []
  for (const [at, one] of people.entries()) {
    for (let other = at + 1; other < people.length; other += 1) {
      const partner = people[other]
      const group = partner === undefined ? undefined : groupOf([one, partner])
      if (partner !== undefined && group !== undefined) {
        edges.push([at, other, weightOf(group, metBefore(one.id, partner.id))])
      }
    }
  }
  const mates = maxWeightMatching(edges, true)
  const groups: Group[] = []
  const single: Person[] = []
  for (const [at, person] of people.entries()) {
    const mate = mates[at] ?? -1
    const partner = people[mate]
    if (partner === undefined) single.push(person)
    else if (at < mate) groups.push(groupOf([person, partner]) ?? impossible())
  }
  return { groups, left: addThirds(people, groups, single, metBefore) }
}

function weightOf({ hours }: Group, meetings: number): number {
  // Squares, so that two who met twice weigh more than two pairs who met once.
  return Math.min(countBits(hours), MOST_HOURS) - MEETING_WEIGHT * Math.min(meetings, MOST_MEETINGS) ** 2
}

/** @returns undefined where they have no language or no hour in common. */
function groupOf(people: readonly Person[]): Group | undefined {
  const [first, ...others] = people
  if (first === undefined) return undefined
  const hours = others.reduce((common, { hours: own }) => common & own, first.hours)
  const rank = (language: string) => people.reduce((sum, { languages }) => sum + languages.indexOf(language), 0)
  const [language] = first.languages
    .filter((one) => others.every(({ languages }) => languages.includes(one)))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
  return hours === 0n || language === undefined ? undefined : { ids: people.map(({ id }) => id), language, hours }
}

/** Puts each who is left over to the pair whom they know least. @returns those whom none can take. */
function addThirds(
  people: readonly Person[],
  groups: Group[],
  single: readonly Person[],
  metBefore: (one: string, other: string) => number,
): Pairing['left'] {
  const byId = new Map(people.map((person) => [person.id, person]))
  const left: Pairing['left'] = []
  for (const person of single) {
    const options = groups.flatMap((group, at) => {
      if (group.ids.length > 2) return []
      const three = groupOf([...group.ids.flatMap((id) => byId.get(id) ?? []), person])
      const meetings = group.ids.reduce((sum, id) => sum + metBefore(id, person.id), 0)
      return three === undefined ? [] : [{ at, three, meetings }]
    })
    const [best] = options.toSorted(
      (a, b) => a.meetings - b.meetings || countBits(b.three.hours) - countBits(a.three.hours) || a.at - b.at,
    )
    if (best === undefined) left.push({ id: person.id, reason: reasonFor(person, people) })
    else groups[best.at] = best.three
  }
  return left
}

function reasonFor(person: Person, people: readonly Person[]): Pairing['left'][number]['reason'] {
  const others = people.filter(({ id }) => id !== person.id)
  if (others.length === 0) return 'alone'
  const speaking = others.filter(({ languages }) => languages.some((one) => person.languages.includes(one)))
  if (speaking.length === 0) return 'language'
  return speaking.some(({ hours }) => (hours & person.hours) !== 0n) ? 'taken' : 'hours'
}

function impossible(): never {
  throw new Error('two were matched who have nothing in common')
}
