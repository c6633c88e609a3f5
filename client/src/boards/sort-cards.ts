import type { Card, FieldValue, Label, Lane } from '../../../shared/board.ts'
import type { Member } from '../../../shared/members.ts'

export type SortKey = 'title' | 'column' | 'lane' | 'labels' | 'assignees' | 'due' | `field:${string}`

interface SortWorld {
  labels: ReadonlyMap<string, Label>
  members: ReadonlyMap<string, Member>
  lanes: readonly Lane[]
}

/** Smallest first; what has no value comes last. */
export function compareCards(key: SortKey, world: SortWorld): (a: Card, b: Card) => number {
  const valueOf = (card: Card) => value(card, key, world)
  return (a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)]
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined)
    if (typeof left === 'number' && typeof right === 'number') return left - right
    return String(left).localeCompare(String(right), undefined, { numeric: true })
  }
}

function value(card: Card, key: SortKey, { labels, members, lanes }: SortWorld): FieldValue | undefined {
  if (key === 'title') return card.title
  if (key === 'due') return card.dueOn ?? undefined
  if (key === 'labels') return names(card.labels, labels)
  if (key === 'assignees') return names(card.assignees, members)
  if (key === 'column') return card.columnId
  if (key === 'lane') {
    const at = lanes.findIndex(({ id }) => id === card.laneId)
    return at === -1 ? undefined : at
  }
  return card.fields[key.slice('field:'.length)]
}

function names(ids: readonly string[], known: ReadonlyMap<string, { name: string }>): string | undefined {
  const all = ids.flatMap((id) => known.get(id)?.name ?? [])
  return all.length === 0 ? undefined : all.toSorted().join(', ')
}
