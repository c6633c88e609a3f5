import type { Presence } from '../lib/presence.ts'

/** Who has which card open, apart from this browser tab. */
export function editorsByCard(presences: readonly Presence[]): ReadonlyMap<string, readonly Presence[]> {
  const byCard = new Map<string, Presence[]>()
  for (const presence of presences) {
    if (presence.isMe || presence.cardId === null) continue
    byCard.set(presence.cardId, [...(byCard.get(presence.cardId) ?? []), presence])
  }
  return byCard
}
