import { type RefObject, useEffect, useRef, useState } from 'react'

/** Whether the pointer or the focus is on an element, or in what its buttons have opened, which stands elsewhere in the page. */
export function usePointedAt(): { element: RefObject<HTMLLIElement | null>; isActive: boolean } {
  const element = useRef<HTMLLIElement>(null)
  const [isActive, setIsActive] = useState(false)
  useEffect(() => {
    const own = element.current
    if (own === null) return undefined
    const belongs = (other: EventTarget | null) =>
      other instanceof Element && (own.contains(other) || other.closest('[role="menu"], [role="dialog"]') !== null)
    const enter = () => setIsActive(true)
    const leave = () => {
      if (!belongs(document.activeElement)) setIsActive(false)
    }
    const blur = ({ relatedTarget }: FocusEvent) => {
      if (!belongs(relatedTarget)) setIsActive(false)
    }
    const until = new AbortController()
    const { signal } = until
    own.addEventListener('mouseenter', enter, { signal })
    own.addEventListener('mouseleave', leave, { signal })
    own.addEventListener('focusin', enter, { signal })
    own.addEventListener('focusout', blur, { signal })
    return () => until.abort()
  }, [])
  return { element, isActive }
}
