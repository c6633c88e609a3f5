import { generateJitteredKeyBetween, generateNJitteredKeysBetween } from 'fractional-indexing-jittered'
import type * as Y from 'yjs'
import { byOrder, entries } from '../board.ts'

type Placed = { id: string; order: string }

/** Keys for `count` cards that go before another of their column, or at its end, in their order. */
export function cardOrders(
  doc: Y.Doc,
  columnId: string,
  beforeCardId: string | null,
  moving: ReadonlySet<string>,
  count: number,
): string[] {
  const placed: Placed[] = []
  for (const [id, card] of entries(doc, 'cards')) {
    const order = card.get('order')
    if (card.get('columnId') !== columnId || moving.has(id) || typeof order !== 'string' || order === '') continue
    placed.push({ id, order })
  }
  return ordersBefore(placed.toSorted(byOrder), beforeCardId, count)
}

/** A key after all others of a collection. */
export function lastOrder(doc: Y.Doc, collection: 'columns' | 'lanes' | 'fields'): string {
  const orders = entries(doc, collection).flatMap(([, map]) =>
    typeof map.get('order') === 'string' ? [String(map.get('order'))] : [],
  )
  return generateJitteredKeyBetween(orders.toSorted().at(-1) ?? null, null)
}

/** A key that puts something before another of a sorted list, or at its end. */
export function orderBefore(sorted: readonly Placed[], beforeId: string | null): string {
  return ordersBefore(sorted, beforeId, 1)[0] ?? generateJitteredKeyBetween(null, null)
}

function ordersBefore(sorted: readonly Placed[], beforeId: string | null, count: number): string[] {
  const found = beforeId === null ? -1 : sorted.findIndex(({ id }) => id === beforeId)
  const at = found === -1 ? sorted.length : found
  const upper = sorted[at]?.order ?? null
  // Two replicas may have made equal keys; no key fits between equals, so look for the next smaller one.
  let below = at - 1
  if (upper !== null) while (below >= 0 && (sorted[below]?.order ?? '') >= upper) below -= 1
  return generateNJitteredKeysBetween(sorted[below]?.order ?? null, upper, count)
}
