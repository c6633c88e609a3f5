import { useSyncExternalStore } from 'react'
import { z } from 'zod'

const waitingComment = z.object({ id: z.string(), cardId: z.string(), text: z.string(), at: z.number() })
export type WaitingComment = z.infer<typeof waitingComment>

const PREFIX = 'guildhall:comments:'
/** More than anybody writes in one flight. */
const MOST = 200

const NONE: readonly WaitingComment[] = []
const kept = new Map<string, readonly WaitingComment[]>()
const listeners = new Set<() => void>()

/** Comments that were written while the hub could not be reached: kept over a reload. */
export function waitingComments(documentId: string): readonly WaitingComment[] {
  const known = kept.get(documentId)
  if (known !== undefined) return known
  const parsed = z.array(waitingComment).safeParse(parse(localStorage.getItem(PREFIX + documentId)))
  const read = parsed.success ? parsed.data : NONE
  kept.set(documentId, read)
  return read
}

export function addWaiting(documentId: string, comment: WaitingComment): void {
  keep(documentId, [...waitingComments(documentId), comment].slice(-MOST))
}

export function dropWaiting(documentId: string, commentId: string): void {
  keep(
    documentId,
    waitingComments(documentId).filter(({ id }) => id !== commentId),
  )
}

export function useWaitingComments(documentId: string): readonly WaitingComment[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waitingComments(documentId),
  )
}

function keep(documentId: string, comments: readonly WaitingComment[]): void {
  kept.set(documentId, comments)
  if (comments.length === 0) localStorage.removeItem(PREFIX + documentId)
  else localStorage.setItem(PREFIX + documentId, JSON.stringify(comments))
  for (const listener of listeners) listener()
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return []
  }
}

/** Nothing of the member stays in a browser that is left. */
export function forgetWaitingComments(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  kept.clear()
}
