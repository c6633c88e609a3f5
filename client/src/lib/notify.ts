import type { NotificationData } from '@mantine/notifications'
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { errorWords } from './error-words.ts'

const listeners = new Set<() => void>()
let hasNotified = false

export function notifyDone(message: string): void {
  show({ message, color: 'teal', autoClose: 4000 })
}

export function notifyFailed(error: unknown): void {
  show({ message: errorWords(error), color: 'red', autoClose: 8000, role: 'alert' })
}

/** What was tried cannot be done. `id`: shown once, however often it is tried. */
export function notifyRefused(id: string, message: string): void {
  show({ id, message, color: 'orange', autoClose: 6000 })
}

export function useHasNotified(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => hasNotified,
  )
}

/** The library comes with the first message. */
function show(message: NotificationData): void {
  hasNotified = true
  for (const listener of listeners) listener()
  const closeButtonProps = { 'aria-label': i18next.t('common.close') }
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({ closeButtonProps, ...message }),
  )
}
