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
  const { Workbox } = await import('workbox-window')
  const workbox = new Workbox('/sw.js')
  let wasAsked = false
  workbox.addEventListener('waiting', () =>
    offer(() => {
      wasAsked = true
      workbox.messageSkipWaiting()
    }),
  )
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (wasAsked) location.reload()
    // The newer version is at work since another tab was reloaded; this page can follow when it suits.
    else if (isUpdate === true) offer(() => location.reload())
  })
  const registration = await workbox.register()
  if (registration === undefined) return
  const look = () => void registration.update().catch(() => undefined)
  setInterval(look, LOOK_EVERY_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look()
  })
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
