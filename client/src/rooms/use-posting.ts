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

/** Messages on their way to a room or thread; what does not arrive is kept, over a reload too, until it does. */
export function usePosting(roomId: string, threadId: string | null, arrived: readonly RoomMessage[]): Posting {
  const client = useQueryClient()
  const place = threadId ?? roomId
  const [waiting, setWaiting] = useState(() => keptMessages(place).map(interrupted))
  const change = (update: (all: WaitingMessage[]) => WaitingMessage[]) =>
    setWaiting((all) => {
      const next = update(all)
      keepMessages(place, next)
      return next
    })
  const send = async ({ clientMessageId, text, files, replyToId }: WaitingMessage) => {
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
      change((all) => all.filter((one) => one.clientMessageId !== clientMessageId))
      takeMessage(client, { message, root: null })
    } catch (error) {
      const isUnreachable = error instanceof HubError && error.code === 'unavailable'
      const failed = { reason: errorWords(error), isUnreachable }
      change((all) => all.map((one) => (one.clientMessageId === clientMessageId ? { ...one, failed } : one)))
    }
  }
  const again = (message: WaitingMessage) => {
    const { failed: _, ...fresh } = message
    change((all) => all.map((one) => (one.clientMessageId === message.clientMessageId ? fresh : one)))
    void send(fresh)
  }
  const { isOffline } = useHubStatus()
  const latest = useRef({ waiting, again })
  useEffect(() => {
    latest.current = { waiting, again }
  })
  useEffect(() => {
    if (isOffline) return
    for (const message of latest.current.waiting) {
      if (message.failed?.isUnreachable === true) latest.current.again(message)
    }
  }, [isOffline])
  // The live event of one's own message may overtake the answer to its request, or the answer may be lost.
  const arrivedIds = new Set(arrived.map(({ clientMessageId }) => clientMessageId))
  return {
    waiting: waiting.filter(({ clientMessageId }) => !arrivedIds.has(clientMessageId)),
    post: ({ text, files, replyTo }) => {
      const message = { clientMessageId: newId(), text, files: [...files], replyToId: replyTo?.id ?? null }
      change((all) => [...all, message])
      void send(message)
    },
    retry: (clientMessageId) => {
      const message = waiting.find((one) => one.clientMessageId === clientMessageId)
      if (message !== undefined) again(message)
    },
    discard: (clientMessageId) => change((all) => all.filter((one) => one.clientMessageId !== clientMessageId)),
  }
}

/** The page was closed while it was on its way: it may have arrived, and is sent again. */
function interrupted(message: KeptMessage): WaitingMessage {
  const reason = errorWords(new HubError('unavailable', 'The page was closed.'))
  return { ...message, failed: { reason, isUnreachable: true } }
}
