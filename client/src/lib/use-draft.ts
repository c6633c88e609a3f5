import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 600

export interface Draft {
  value: string
  change: (value: string) => void
  /** Commits what is typed now, e.g. when the field loses the focus. */
  commit: () => void
}

/**
 * A text field over shared data: what one types is committed when one pauses or leaves; what others type shows
 * at once, unless one is typing oneself.
 */
export function useDraft(shared: string, save: (value: string) => void): Draft {
  const [typed, setTyped] = useState<string | null>(null)
  const latest = useRef({ typed, shared, save })
  useEffect(() => {
    latest.current = { typed, shared, save }
  })
  const commit = () => {
    const { typed: text, shared: known, save: write } = latest.current
    if (text === null) return
    if (text !== known) write(text)
    setTyped(null)
  }
  useEffect(() => {
    if (typed === null) return undefined
    const timer = setTimeout(() => {
      if (latest.current.typed !== latest.current.shared && latest.current.typed !== null)
        latest.current.save(latest.current.typed)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  // A drawer that closes while one types loses nothing.
  useEffect(
    () => () => {
      const { typed: text, shared: known, save: write } = latest.current
      if (text !== null && text !== known) write(text)
    },
    [],
  )
  return { value: typed ?? shared, change: setTyped, commit }
}
