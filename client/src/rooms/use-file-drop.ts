import { type RefObject, useEffect, useRef } from 'react'

/** Files that are dropped on the timeline around a field, or on the field itself. */
export function useFileDrop(field: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): void {
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    const place = field.current?.parentElement
    if (place === null || place === undefined) return undefined
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
    }
    const onDrop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    const until = new AbortController()
    place.addEventListener('dragover', onDragOver, { signal: until.signal })
    place.addEventListener('drop', onDrop, { signal: until.signal })
    return () => until.abort()
  }, [field])
}
