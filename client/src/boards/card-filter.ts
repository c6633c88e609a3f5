import type { Card, Label } from '../../../shared/board.ts'
import type { Member } from '../../../shared/members.ts'

/** True if every word of the filter is in the card's title, description, a label or an assignee's name. */
export function matchesFilter(
  card: Card,
  filter: string,
  labels: ReadonlyMap<string, Label>,
  members: ReadonlyMap<string, Member>,
): boolean {
  const words = filter.toLocaleLowerCase().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return true
  const text = [
    card.title,
    card.description,
    ...card.labels.map((id) => labels.get(id)?.name ?? ''),
    ...card.assignees.map((id) => members.get(id)?.name ?? ''),
  ]
    .join('\n')
    .toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}
