import i18next from 'i18next'
import { useRef, useState } from 'react'
import { roomFileEndpoints } from '../../../shared/room-files.ts'
import { MAX_MESSAGE_FILES, type RoomFile } from '../../../shared/room-messages.ts'
import { api } from '../lib/api.ts'
import { errorWords } from '../lib/error-words.ts'
import { newId } from '../lib/new-id.ts'
import { notifyRefused } from '../lib/notify.ts'
import { uploadToRoom } from '../lib/upload.ts'

export interface Upload {
  key: string
  name: string
  source: File
  /** 0 to 1. */
  part: number
  /** Why it was refused, in words. */
  error: string | undefined
  /** Once it is at the hub. */
  file: RoomFile | undefined
}

/** Files that go along with the message that one is writing. */
export function useUploads(roomId: string) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const aborts = useRef(new Map<string, AbortController>())
  const change = (key: string, update: Partial<Upload>) =>
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...update } : one)))
  const send = async (key: string, file: File) => {
    const abort = new AbortController()
    aborts.current.set(key, abort)
    try {
      change(key, { file: await uploadToRoom(roomId, file, (part) => change(key, { part }), abort.signal) })
    } catch (error) {
      if (!abort.signal.aborted) change(key, { error: errorWords(error) })
    } finally {
      aborts.current.delete(key)
    }
  }
  return {
    uploads,
    add: (files: readonly File[]) => {
      const free = MAX_MESSAGE_FILES - uploads.length
      if (files.length > free) {
        notifyRefused('chat-files', i18next.t('chat.tooManyFiles', { count: MAX_MESSAGE_FILES }))
      }
      const added = files.slice(0, free).map((file) => ({ key: newId(), file }))
      const waiting = added.map(({ key, file }) => ({
        key,
        name: file.name,
        source: file,
        part: 0,
        error: undefined,
        file: undefined,
      }))
      setUploads((before) => [...before, ...waiting])
      for (const { key, file } of added) void send(key, file)
    },
    retry: ({ key, source }: Upload) => {
      change(key, { part: 0, error: undefined })
      void send(key, source)
    },
    remove: ({ key, file }: Upload) => {
      aborts.current.get(key)?.abort()
      setUploads((before) => before.filter((one) => one.key !== key))
      // What is not taken back here is erased by the hub after a day.
      if (file !== undefined) {
        void api.call(roomFileEndpoints.remove, { params: { roomId, fileId: file.id } }).catch(() => undefined)
      }
    },
    /** They were sent. */
    clear: () => setUploads([]),
  }
}
