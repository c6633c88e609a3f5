import type { Editor } from '@tiptap/react'
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import { useEffect } from 'react'
import * as Y from 'yjs'
import { z } from 'zod'
import type { DocumentConnection } from '../lib/document-connection.ts'
import type { Presence } from '../lib/presence.ts'

/** Written by other clients: Yjs relative positions, as JSON. */
const followed = z.object({
  cursor: z.object({ head: z.unknown() }).nullish(),
  /** The block at the top of that person's page. */
  view: z.unknown(),
})

const TELL_MS = 200
const HEADROOM = 110

/** Tells the others which part of the text this page shows, so that they can follow. */
export function useTellView(editor: Editor, connection: DocumentConnection): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      if (editor.isDestroyed) return
      const binding = bindingOf(editor)
      const { left, width } = editor.view.dom.getBoundingClientRect()
      const top = editor.view.posAtCoords({
        left: left + width / 2,
        top: scroller().getBoundingClientRect().top + HEADROOM,
      })
      if (binding === undefined || top === null) return
      const view: unknown = absolutePositionToRelativePosition(top.pos, binding.type, binding.mapping)
      connection.awareness.setLocalStateField('view', view)
    }
    const onScroll = () => (timer ??= setTimeout(tell, TELL_MS))
    const element = scroller()
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', onScroll)
    }
  }, [editor, connection])
}

/** Keeps this page where another person's is, until this member scrolls, types or says so. */
export function useFollow(
  editor: Editor,
  connection: DocumentConnection,
  person: Presence | undefined,
  stop: () => void,
): void {
  const clientId = person?.clientId
  useEffect(() => {
    if (clientId === undefined) return
    let last = ''
    const follow = () => {
      const parsed = followed.safeParse(connection.awareness.getStates().get(clientId))
      if (!parsed.success) return
      const { cursor, view } = parsed.data
      const now = JSON.stringify([view, cursor])
      if (now === last) return
      last = now
      show(editor, view, cursor?.head)
    }
    follow()
    connection.awareness.on('change', follow)
    const element = scroller()
    const byKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' || editor.isFocused) stop()
    }
    element.addEventListener('wheel', stop, { passive: true })
    element.addEventListener('touchmove', stop, { passive: true })
    addEventListener('keydown', byKey)
    return () => {
      connection.awareness.off('change', follow)
      element.removeEventListener('wheel', stop)
      element.removeEventListener('touchmove', stop)
      removeEventListener('keydown', byKey)
    }
  }, [editor, connection, clientId, stop])
}

/** The top of their page first; where that leaves their cursor outside of this one, the cursor. */
function show(editor: Editor, view: unknown, head: unknown): void {
  const element = scroller()
  const frame = element.getBoundingClientRect()
  const top = placeOf(editor, view)
  if (top !== undefined) element.scrollBy({ top: editor.view.coordsAtPos(top).top - frame.top - HEADROOM })
  const cursor = placeOf(editor, head)
  if (cursor === undefined) return
  const at = editor.view.coordsAtPos(cursor)
  if (at.top < frame.top + HEADROOM / 2 || at.bottom > frame.bottom) {
    element.scrollBy({ top: at.top - frame.top - frame.height / 2 })
  }
}

function placeOf(editor: Editor, relative: unknown): number | undefined {
  const binding = bindingOf(editor)
  if (binding === undefined || typeof relative !== 'object' || relative === null) return undefined
  try {
    const position = Y.createRelativePositionFromJSON(relative)
    const at = relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping)
    return at === null || at > editor.state.doc.content.size ? undefined : at
  } catch {
    // Not a position: another client wrote it.
    return undefined
  }
}

function bindingOf(editor: Editor): ProsemirrorBinding | undefined {
  return (ySyncPluginKey.getState(editor.state) as { binding?: ProsemirrorBinding } | undefined)?.binding
}

function scroller(): HTMLElement {
  return document.querySelector<HTMLElement>('#main') ?? document.documentElement
}
