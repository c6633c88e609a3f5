import { useSyncExternalStore } from 'react'

export type UnreadKind = 'gigs'

const counts = new Map<UnreadKind, number>()
const listeners = new Set<() => void>()

/** What has arrived live since the member last looked at that page. */
export function useUnread(kind: UnreadKind): number {
  return useSyncExternalStore(subscribe, () => counts.get(kind) ?? 0)
}

export function addUnread(kind: UnreadKind): void {
  // Who looks at the page reads it as it comes.
  if (document.visibilityState === 'visible' && location.pathname.startsWith(`/${kind}`)) return
  counts.set(kind, (counts.get(kind) ?? 0) + 1)
  notify()
}

export function clearUnread(kind: UnreadKind): void {
  if (!counts.delete(kind)) return
  notify()
}

function notify(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
