import { type RefObject, useEffect } from 'react'

/** Arrow keys go from message to message; Escape goes back to writing. */
export function useWalk(scroller: RefObject<HTMLElement | null>, focusField: () => void): void {
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event
      if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return
      if (key === 'Escape') focusField()
      if (key !== 'ArrowUp' && key !== 'ArrowDown') return
      const all = [...element.querySelectorAll<HTMLElement>('[data-message]')]
      const at = all.findIndex((message) => message.contains(target as Node))
      const next = at === -1 ? all.at(-1) : all[at + (key === 'ArrowUp' ? -1 : 1)]
      if (next === undefined) return
      event.preventDefault()
      next.focus()
    }
    element.addEventListener('keydown', onKeyDown)
    return () => element.removeEventListener('keydown', onKeyDown)
  }, [scroller, focusField])
}
