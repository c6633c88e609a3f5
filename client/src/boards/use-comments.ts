import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { boardEndpoints } from '../../../shared/board-api.ts'
import type { BoardComment } from '../../../shared/board-comments.ts'
import { HubError } from '../../../shared/errors.ts'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { dropWaiting, useWaitingComments, type WaitingComment, waitingComments } from '../lib/waiting-comments.ts'

export function commentsQuery(documentId: string) {
  return queryOptions({
    queryKey: ['board-comments', documentId],
    queryFn: async () => (await api.call(boardEndpoints.comments, { params: { documentId } })).comments,
  })
}

export type ShownComment = BoardComment & { isWaiting: boolean }

/** All comments of a board by card, with those that wait here to be sent, which it sends as soon as it can. */
export function useComments(documentId: string, memberId: string): ReadonlyMap<string, readonly ShownComment[]> {
  const client = useQueryClient()
  const { data } = useQuery(commentsQuery(documentId))
  const waiting = useWaitingComments(documentId)
  useEffect(() => {
    if (waiting.length === 0) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const trySend = async () => {
      if (!navigator.onLine) return
      try {
        await sendWaiting(documentId)
        await client.invalidateQueries({ queryKey: ['board-comments', documentId] })
      } catch {
        if (!isOver) timer = setTimeout(() => void trySend(), RETRY_MS)
      }
    }
    const onOnline = () => void trySend()
    onOnline()
    addEventListener('online', onOnline)
    return () => {
      isOver = true
      clearTimeout(timer)
      removeEventListener('online', onOnline)
    }
  }, [client, documentId, waiting])
  return useMemo(() => byCard(data ?? [], waiting, memberId), [data, waiting, memberId])
}

const RETRY_MS = 5_000

/** One after the other, so that they keep their order. A final refusal is said and drops that one. */
async function sendWaiting(documentId: string): Promise<void> {
  for (const { id, cardId, text } of waitingComments(documentId)) {
    try {
      await api.call(boardEndpoints.addComment, { params: { documentId, cardId }, body: { id, text } })
    } catch (error) {
      if (!isFinal(error)) throw error
      notifyFailed(error)
    }
    dropWaiting(documentId, id)
  }
}

/** A card that is not there may be on its way: it was made offline, too. */
function isFinal(error: unknown): boolean {
  return error instanceof HubError && ['forbidden', 'invalid_input', 'conflict', 'too_large'].includes(error.code)
}

function byCard(
  sent: readonly BoardComment[],
  waiting: readonly WaitingComment[],
  memberId: string,
): ReadonlyMap<string, readonly ShownComment[]> {
  const comments = new Map<string, ShownComment[]>()
  const known = new Set(sent.map(({ id }) => id))
  const all = [
    ...sent.map((comment) => ({ ...comment, isWaiting: false })),
    ...waiting
      .filter(({ id }) => !known.has(id))
      .map((one) => ({ ...one, author: memberId, authorName: null, editedAt: null, withheld: false, isWaiting: true })),
  ]
  for (const comment of all) {
    const list = comments.get(comment.cardId)
    if (list === undefined) comments.set(comment.cardId, [comment])
    else list.push(comment)
  }
  return comments
}
