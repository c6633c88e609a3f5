import { useEffect, useRef } from 'react'

interface BoardKeys {
  /** Undefined: read only. */
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  addCard: () => void
  templates: () => void
  help: () => void
  clearSelection: () => void
}

export const FILTER_ID = 'board-filter'

/** Keys of the whole page; those of a card are in `board-card.tsx`. `help-sheet.tsx` lists both. */
export function useBoardKeys(keys: BoardKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isTextField(event.target)) return
      const { undo, redo, addCard, templates, help, clearSelection } = latest.current
      const key = event.key.toLowerCase()
      const isChord = event.ctrlKey || event.metaKey
      if (isChord && key === 'z' && !event.shiftKey) undo?.()
      else if (isChord && (key === 'y' || (key === 'z' && event.shiftKey))) redo?.()
      // A dialog has keys of its own.
      else if (isChord || document.querySelector('[role="dialog"]') !== null) return
      else if (event.key === '?') help()
      else if (key === 'n') addCard()
      else if (key === 't') templates()
      else if (event.key === '/') document.querySelector<HTMLElement>(`#${FILTER_ID}`)?.focus()
      else if (event.key === 'Escape') {
        clearSelection()
        return
      } else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

/** There, the browser's own undo belongs to the text. */
function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}
