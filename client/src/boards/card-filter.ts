import type { Card, CardFilter, Label } from '../../../shared/board.ts'
import type { Member } from '../../../shared/members.ts'

export interface FilterWorld {
  labels: ReadonlyMap<string, Label>
  members: ReadonlyMap<string, Member>
  /** ISO date of today. */
  today: string
}

/** Whether a filter asks for anything. */
export function isEmptyFilter(filter: CardFilter): boolean {
  return (
    (filter.text ?? '').trim() === '' &&
    (filter.labels ?? []).length === 0 &&
    (filter.assignees ?? []).length === 0 &&
    filter.due === undefined &&
    Object.values(filter.fields ?? {}).every((values) => values.length === 0)
  )
}

/** A card must pass every part of the filter; of each list, one is enough. */
export function cardMatcher(filter: CardFilter, world: FilterWorld): (card: Card) => boolean {
  const words = (filter.text ?? '').toLocaleLowerCase().split(/\s+/u).filter(Boolean)
  const fields = Object.entries(filter.fields ?? {}).filter(([, values]) => values.length > 0)
  return (card) =>
    hasWords(card, words, world) &&
    hasAny(card.labels, filter.labels) &&
    hasAny(card.assignees, filter.assignees) &&
    (filter.due === undefined || isDue(card.dueOn, filter.due, world.today)) &&
    fields.every(([id, values]) => values.includes(String(card.fields[id] ?? '')))
}

function hasWords(card: Card, words: readonly string[], { labels, members }: FilterWorld): boolean {
  if (words.length === 0) return true
  const text = [
    card.title,
    card.description,
    ...card.labels.map((id) => labels.get(id)?.name ?? ''),
    ...card.assignees.map((id) => members.get(id)?.name ?? ''),
    ...card.checklists.flatMap(({ items }) => items.map((item) => item.text)),
    ...Object.values(card.fields).map(String),
  ]
    .join('\n')
    .toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}

function hasAny(has: readonly string[], wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined || wanted.length === 0) return true
  return wanted.some((id) => (id === '' ? has.length === 0 : has.includes(id)))
}

function isDue(dueOn: string | null, wanted: NonNullable<CardFilter['due']>, today: string): boolean {
  if (wanted === 'none') return dueOn === null
  if (dueOn === null) return false
  if (wanted === 'any') return true
  if (wanted === 'late') return dueOn < today
  return dueOn >= today && dueOn <= addDays(today, 7)
}

/** @param day - ISO date. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The ISO date of a moment where the member is. */
export function isoDay(at: Date): string {
  return new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())).toISOString().slice(0, 10)
}
