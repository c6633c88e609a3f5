import { useSyncExternalStore } from 'react'
import { allWaitingEdits } from './waiting-edits.ts'

let isReachable = true
const listeners = new Set<() => void>()

/** Told by the live socket, which is open on every page. */
export function setHubReachable(reachable: boolean): void {
  if (isReachable === reachable) return
  isReachable = reachable
  for (const listener of listeners) listener()
}

export interface HubStatus {
  isOffline: boolean
  /** Edits in all documents that only this browser has. */
  waiting: number
}

/** Whether the hub can be reached, on any page. */
export function useHubStatus(): HubStatus {
  const isOffline = useSyncExternalStore(subscribe, () => !isReachable || !navigator.onLine)
  const waiting = useSyncExternalStore(subscribe, allWaitingEdits)
  return { isOffline, waiting }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
