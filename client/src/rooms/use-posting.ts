import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { HubError } from '../../../shared/errors.ts'
import { type RoomFile, type RoomMessage, roomMessageEndpoints } from '../../../shared/room-messages.ts'
import { api } from '../lib/api.ts'
import { errorWords } from '../lib/error-words.ts'
import { useHubStatus } from '../lib/hub-status.ts'
import { keepMessages, type KeptMessage, keptMessages } from '../lib/kept-messages.ts'
import { newId } from '../lib/new-id.ts'
import { takeMessage } from './room-cache.ts'

export interface NewMessage {
  text: string
  files: readonly RoomFile[]
  replyTo: RoomMessage | null
}

export interface WaitingMessage extends KeptMessage {
  /** Absent: on its way. */
  failed?: {
    /** In words. */
    reason: string
    /** It is sent by itself as soon as the hub can be reached again. */
    isUnreachable: boolean
  }
}

export interface Posting {
  waiting: WaitingMessage[]
  post: (message: NewMessage) => void
  retry: (clientMessageId: string) => void
  discard: (clientMessageId: string) => void
}

/** The first time at once, then ever later. */
const AGAIN_MS = [0, 1_000, 2_000, 5_000, 15_000]

/**
 * Messages on their way to a room or thread; what does not arrive is kept, over a reload too, until it does. One goes after
 * the other, and none overtakes one that could not be sent for want of a connection.
 */
export function usePosting(roomId: string, threadId: string | null, arrived: readonly RoomMessage[]): Posting {
  const client = useQueryClient()
  const place = threadId ?? roomId
  const [waiting, setWaiting] = useState(() => keptMessages(place).map(interrupted))
  const turn = useRef(Promise.resolve())
  const cut = useRef<WaitingMessage['failed']>(undefined)
  const attempts = useRef(0)
  const change = (update: (all: WaitingMessage[]) => WaitingMessage[]) =>
    setWaiting((all) => {
      const next = update(all)
      keepMessages(place, next)
      return next
    })
  const attempt = async ({ clientMessageId, text, files, replyToId }: WaitingMessage) => {
    try {
      const message = await api.call(roomMessageEndpoints.post, {
        params: { roomId },
        body: {
          text,
          // It makes a repeated request post once.
          clientMessageId,
          fileIds: files.map(({ id }) => id),
          ...(threadId === null ? {} : { threadId }),
          ...(replyToId === null ? {} : { replyToId }),
        },
      })
      attempts.current = 0
      takeMessage(client, { message, root: null })
      return undefined
    } catch (error) {
      return { reason: errorWords(error), isUnreachable: error instanceof HubError && error.code === 'unavailable' }
    }
  }
  const send = (message: WaitingMessage) => {
    turn.current = turn.current.then(async () => {
      const { clientMessageId } = message
      const failed = cut.current ?? (await attempt(message))
      if (failed === undefined) return change((all) => all.filter((one) => one.clientMessageId !== clientMessageId))
      if (failed.isUnreachable) cut.current = failed
      change((all) => all.map((one) => (one.clientMessageId === clientMessageId ? { ...one, failed } : one)))
    })
  }
  const again = (messages: readonly WaitingMessage[]) => {
    const fresh = messages.map(({ clientMessageId, text, files, replyToId }): WaitingMessage => {
      return { clientMessageId, text, files, replyToId }
    })
    cut.current = undefined
    change((all) =>
      all.map((one) => fresh.find(({ clientMessageId }) => clientMessageId === one.clientMessageId) ?? one),
    )
    for (const message of fresh) send(message)
  }
  const { isOffline } = useHubStatus()
  const cutOff = waiting.filter(({ failed }) => failed?.isUnreachable === true)
  const latest = useRef(() => again(cutOff))
  useEffect(() => {
    latest.current = () => again(cutOff)
  })
  const isCutOff = cutOff.length > 0
  useEffect(() => {
    if (isOffline) attempts.current = 0
    if (isOffline || !isCutOff) return undefined
    const timer = setTimeout(
      () => {
        attempts.current += 1
        latest.current()
      },
      AGAIN_MS[Math.min(attempts.current, AGAIN_MS.length - 1)],
    )
    return () => clearTimeout(timer)
  }, [isOffline, isCutOff])
  // The live event of one's own message may overtake the answer to its request, or the answer may be lost.
  const arrivedIds = new Set(arrived.map(({ clientMessageId }) => clientMessageId))
  return {
    waiting: waiting.filter(({ clientMessageId }) => !arrivedIds.has(clientMessageId)),
    post: ({ text, files, replyTo }) => {
      const message = { clientMessageId: newId(), text, files: [...files], replyToId: replyTo?.id ?? null }
      change((all) => [...all, message])
      send(message)
    },
    retry: (clientMessageId) => {
      const message = waiting.find((one) => one.clientMessageId === clientMessageId)
      if (message !== undefined) again(message.failed?.isUnreachable === true ? cutOff : [message])
    },
    discard: (clientMessageId) => change((all) => all.filter((one) => one.clientMessageId !== clientMessageId)),
  }
}

/** The page was closed while it was on its way: it may have arrived, and is sent again. */
function interrupted(message: KeptMessage): WaitingMessage {
  const reason = errorWords(new HubError('unavailable', 'The page was closed.'))
  return { ...message, failed: { reason, isUnreachable: true } }
}
