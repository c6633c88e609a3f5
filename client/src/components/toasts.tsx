import { lazy, Suspense } from 'react'
import { useHasNotified } from '../lib/notify.ts'

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }))

/** Where short messages appear; nothing before the first. */
export function Toasts() {
  if (!useHasNotified()) return null
  return (
    <Suspense>
      <Notifications position="bottom-center" limit={3} />
    </Suspense>
  )
}
