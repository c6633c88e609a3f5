import { useEffect, useState } from 'react'

/**
 * Gives the focus back to where it was, when the component goes. Mantine's windows do so when they close, but not when they
 * are taken out of the page as a whole.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )
}
