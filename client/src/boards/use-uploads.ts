import i18next from 'i18next'
import { useCallback, useRef, useState } from 'react'
import { attachFile } from '../../../shared/board/change-card.ts'
import { errorWords } from '../lib/error-words.ts'
import { newId } from '../lib/new-id.ts'
import { uploadFile } from '../lib/upload.ts'
import { useBoardContext } from './board-context.tsx'

export interface Upload {
  key: string
  name: string
  /** 0 to 1. */
  part: number
  /** Why it was refused, in words. */
  error: string | undefined
}

/** Files on their way to a card; each is attached when its bytes are at the hub, also when the card is closed by then. */
export function useUploads(cardId: string) {
  const { documentId, actForGood } = useBoardContext()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const aborts = useRef(new Map<string, AbortController>())
  const change = useCallback((key: string, update: Partial<Upload> | undefined) => {
    setUploads((before) =>
      before.flatMap((one) => (one.key !== key ? one : update === undefined ? [] : { ...one, ...update })),
    )
  }, [])
  const send = useCallback(
    async (key: string, file: File) => {
      const abort = new AbortController()
      aborts.current.set(key, abort)
      try {
        const info = await uploadFile(documentId, file, (part) => change(key, { part }), abort.signal)
        actForGood((doc) => attachFile(doc, cardId, info))
        change(key, undefined)
      } catch (error) {
        if (!abort.signal.aborted) change(key, { error: errorWords(error) })
      } finally {
        aborts.current.delete(key)
      }
    },
    [documentId, cardId, actForGood, change],
  )
  const add = useCallback(
    (files: readonly File[]) => {
      const added = files.map((file) => ({ key: newId(), file }))
      const error = navigator.onLine ? undefined : i18next.t('board.filesOffline')
      setUploads((before) => [...before, ...added.map(({ key, file }) => ({ key, name: file.name, part: 0, error }))])
      if (error === undefined) for (const { key, file } of added) void send(key, file)
    },
    [send],
  )
  const dismiss = useCallback(
    (key: string) => {
      aborts.current.get(key)?.abort()
      change(key, undefined)
    },
    [change],
  )
  return { uploads, add, dismiss }
}
