import { useSyncExternalStore } from 'react'

let apply: (() => Promise<void>) | undefined
const listeners = new Set<() => void>()

/** Registers the service worker: the app shell opens offline, a newer one waits until the member agrees. */
export async function startPwa(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const { registerSW } = await import('virtual:pwa-register')
  const update = registerSW({
    onNeedRefresh: () => {
      apply = () => update(true)
      for (const listener of listeners) listener()
    },
  })
}

/** Loads the newer version, if one waits; otherwise a plain reload, which fetches what there is. */
export async function updateApp(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.update().catch(() => undefined)
  if (apply !== undefined) await apply()
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
