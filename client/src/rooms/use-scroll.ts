import { useEffect, useLayoutEffect, useRef, useState } from 'react'

const NEAR_PX = 60
const LOAD_AHEAD_PX = 400

interface ScrollOptions {
  /** The message to begin at; null: at the end. */
  targetId: string | null
  /** What is loaded ends where the room does. */
  isLatest: boolean
  onNearStart: () => void
  onNearEnd: () => void
}

/**
 * Follows the end while one is there; elsewhere keeps what one reads where it is, whatever comes in above it: earlier
 * messages, pictures, translations.
 * @returns what the scroller and its content are told by, whether one is at the end, and a way to go there.
 */
export function useScroll({ targetId, isLatest, onNearStart, onNearEnd }: ScrollOptions) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [isAtEnd, setIsAtEnd] = useState(targetId === null)
  const sticks = useRef(targetId === null)
  const anchor = useRef<{ element: HTMLElement; top: number } | null>(null)
  const latest = useRef({ isLatest, onNearStart, onNearEnd })
  useEffect(() => {
    latest.current = { isLatest, onNearStart, onNearEnd }
  })

  useLayoutEffect(() => {
    const [outer, inner] = [scroller.current, content.current]
    if (outer === null || inner === null) return undefined
    const remember = () => {
      const element = firstSeen(inner, outer.scrollTop)
      anchor.current = element === undefined ? null : { element, top: element.offsetTop }
    }
    const settle = () => {
      if (sticks.current) outer.scrollTop = outer.scrollHeight
      else if (anchor.current?.element.isConnected === true) {
        outer.scrollTop += anchor.current.element.offsetTop - anchor.current.top
      }
      remember()
    }
    const onScroll = () => {
      const toEnd = outer.scrollHeight - outer.scrollTop - outer.clientHeight
      sticks.current = toEnd < NEAR_PX && latest.current.isLatest
      setIsAtEnd(sticks.current)
      remember()
      if (outer.scrollTop < LOAD_AHEAD_PX) latest.current.onNearStart()
      if (toEnd < LOAD_AHEAD_PX) latest.current.onNearEnd()
    }
    const sizes = new ResizeObserver(settle)
    sizes.observe(inner)
    sizes.observe(outer)
    outer.addEventListener('scroll', onScroll, { passive: true })
    settle()
    return () => {
      sizes.disconnect()
      outer.removeEventListener('scroll', onScroll)
    }
  }, [])

  useLayoutEffect(() => {
    if (targetId === null) return
    const target = content.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(targetId)}"]`)
    if (target === null || target === undefined) return
    sticks.current = false
    target.scrollIntoView({ block: 'center' })
  }, [targetId])

  const goToEnd = () => {
    sticks.current = true
    setIsAtEnd(true)
    if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight
  }
  return { scroller, content, isAtEnd, goToEnd }
}

function firstSeen(content: HTMLElement, top: number): HTMLElement | undefined {
  for (const element of content.querySelectorAll<HTMLElement>('[data-message]')) {
    if (element.offsetTop + element.offsetHeight > top) return element
  }
  return undefined
}
