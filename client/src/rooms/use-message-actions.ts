import { useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { pathOf } from '../../../shared/links.ts'
import { type RoomMessage, roomMessageEndpoints } from '../../../shared/room-messages.ts'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { takeMessage } from './room-cache.ts'

/** What one can do to a message; shown when the hub has it. */
export function useMessageActions({ id: messageId, roomId }: Pick<RoomMessage, 'id' | 'roomId'>) {
  const client = useQueryClient()
  const params = { roomId, messageId }
  return {
    react: (emoji: string, isOn: boolean) => {
      const endpoint = isOn ? roomMessageEndpoints.react : roomMessageEndpoints.unreact
      api
        .call(endpoint, { params: { ...params, emoji } })
        .then((message) => takeMessage(client, { message, root: null }))
        .catch(notifyFailed)
    },
    edit: async (text: string) => {
      const message = await api.call(roomMessageEndpoints.edit, { params, body: { text } })
      takeMessage(client, { message, root: null })
    },
    remove: async () => await api.call(roomMessageEndpoints.remove, { params }),
    copyLink: () => {
      const link = location.origin + pathOf({ documentId: null, roomId, messageId })
      // Plain HTTP has no clipboard; the link can be read and copied by hand.
      if (navigator.clipboard === undefined) notifyDone(link)
      else void navigator.clipboard.writeText(link).then(() => notifyDone(i18next.t('chat.linkCopied')))
    },
  }
}
