import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type RoomMessage, roomMessageEndpoints } from '../../../shared/room-messages.ts'
import { api } from '../lib/api.ts'
import { errorWords } from '../lib/error-words.ts'
import { addMessage } from '../lib/live.ts'
import { newId } from '../lib/new-id.ts'

export interface WaitingMessage {
  clientMessageId: string
  text: string
  /** Why it was not sent, in words; absent: on its way. */
  failed?: string
}

export interface Posting {
  waiting: WaitingMessage[]
  post: (text: string) => void
  retry: (clientMessageId: string) => void
  discard: (clientMessageId: string) => void
}

/** Messages on their way to the hub; one that failed stays until it is sent again or thrown away. */
export function usePosting(roomId: string, arrived: readonly RoomMessage[]): Posting {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<WaitingMessage[]>([])
  const send = async ({ clientMessageId, text }: WaitingMessage) => {
    try {
      // The id makes a repeated request post once.
      const message = await api.call(roomMessageEndpoints.post, { params: { roomId }, body: { text, clientMessageId } })
      setWaiting((all) => all.filter((one) => one.clientMessageId !== clientMessageId))
      addMessage(client, message)
    } catch (error) {
      const failed = errorWords(error)
      setWaiting((all) => all.map((one) => (one.clientMessageId === clientMessageId ? { ...one, failed } : one)))
    }
  }
  // The live event of one's own message may overtake the answer to its request, or the answer may be lost.
  const arrivedIds = new Set(arrived.map(({ clientMessageId }) => clientMessageId))
  return {
    waiting: waiting.filter(({ clientMessageId }) => !arrivedIds.has(clientMessageId)),
    post: (text) => {
      const message = { clientMessageId: newId(), text }
      setWaiting((all) => [...all, message])
      void send(message)
    },
    retry: (clientMessageId) => {
      const message = waiting.find((one) => one.clientMessageId === clientMessageId)
      if (message === undefined) return
      const again = { clientMessageId, text: message.text }
      setWaiting((all) => all.map((one) => (one.clientMessageId === clientMessageId ? again : one)))
      void send(again)
    },
    discard: (clientMessageId) => setWaiting((all) => all.filter((one) => one.clientMessageId !== clientMessageId)),
  }
}
