import { type RefObject, useEffect, useRef, useState } from 'react'

const POPUP = '[role="menu"], [role="dialog"]'

/** Ends it for the element that has it now: of all that one could mean, one is meant. */
let release: () => void = () => undefined

/** Whether the pointer or the focus came last to this element, or is in what its buttons have opened. */
export function usePointedAt(): { element: RefObject<HTMLLIElement | null>; isActive: boolean } {
  const element = useRef<HTMLLIElement>(null)
  const [isActive, setIsActive] = useState(false)
  useEffect(() => {
    const own = element.current
    if (own === null) return undefined
    const end = () => setIsActive(false)
    // What a button has opened stands elsewhere in the page, and one may cross other elements on the way to it.
    const isInPopup = (other: EventTarget | null) => other instanceof Element && other.closest(POPUP) !== null
    const enter = () => {
      if (isInPopup(document.activeElement)) return
      if (release !== end) release()
      release = end
      setIsActive(true)
    }
    const leave = () => {
      if (!own.contains(document.activeElement) && !isInPopup(document.activeElement)) end()
    }
    const blur = ({ relatedTarget }: FocusEvent) => {
      // What had the focus may be gone by what it did, while one still points here.
      if (own.matches(':hover')) return
      if (!own.contains(relatedTarget as Node | null) && !isInPopup(relatedTarget)) end()
    }
    const until = new AbortController()
    const { signal } = until
    // Not by entering: what moves under a pointer that rests is not pointed at.
    own.addEventListener('mousemove', enter, { signal })
    own.addEventListener('mouseleave', leave, { signal })
    own.addEventListener('focusin', enter, { signal })
    own.addEventListener('focusout', blur, { signal })
    return () => until.abort()
  }, [])
  return { element, isActive }
}
