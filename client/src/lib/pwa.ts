import { useSyncExternalStore } from 'react'

const LOOK_EVERY_MS = 3_600_000

let apply: (() => void) | undefined
const listeners = new Set<() => void>()

/**
 * Registers the service worker: the app shell opens offline, a newer one waits until the member agrees. A page reloads
 * only when it was asked to itself: another tab's choice must not cut off what is being written here.
 */
export async function startPwa(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const { serviceWorker } = navigator
  // A browser may forbid it, e.g. in a private window: then there is no copy to work with offline.
  const registration = await serviceWorker.register('/sw.js').catch(() => undefined)
  if (registration === undefined) return
  const isFirst = registration.active === null
  const offerWaiting = () => {
    if (registration.waiting !== null && registration.active !== null) offer(() => takeOver(registration))
  }
  offerWaiting()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offerWaiting)
  })
  // Another tab has let the newer version take over; this page can follow when it suits.
  if (!isFirst) serviceWorker.addEventListener('controllerchange', () => offer(() => location.reload()))
  const look = () => void registration.update().catch(() => undefined)
  setInterval(look, LOOK_EVERY_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look()
  })
}

/** Lets the waiting version become the active one, and reloads this page into it. */
function takeOver({ waiting }: ServiceWorkerRegistration): void {
  if (waiting === null) {
    location.reload()
    return
  }
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload()
  })
  waiting.postMessage({ type: 'SKIP_WAITING' })
}

/** Loads the newer version, if one waits; otherwise a plain reload, which fetches what there is. */
export async function updateApp(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.update().catch(() => undefined)
  if (apply !== undefined) apply()
  else location.reload()
}

export function useUpdateWaiting(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => apply !== undefined,
  )
}

function offer(update: () => void): void {
  apply = update
  for (const listener of listeners) listener()
}
