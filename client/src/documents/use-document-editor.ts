import { type Editor, useEditor } from '@tiptap/react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { DocumentConnection } from '../lib/document-connection.ts'
import { useCommunity } from '../lib/session.tsx'
import { notifications } from '@mantine/notifications'
import { editorExtensions } from './editor/editor-extensions.ts'
import { pickImages } from './editor/image-upload.ts'
import { PopupStore } from './editor/popup-store.ts'
import { MentionTeller } from './mention-teller.ts'

export interface DocumentEditorInput {
  connection: DocumentConnection
  title: string
  mayWrite: boolean
  onChooseThread: (threadId: string) => void
}

/** The editor over the live copy of a document. */
export function useDocumentEditor({ connection, title, mayWrite, onChooseThread }: DocumentEditorInput) {
  const { t } = useTranslation()
  const { member } = useCommunity()
  const [, navigate] = useLocation()
  const popups = useMemo(() => new PopupStore(), [])
  const held = useRef<Editor>(undefined)
  const teller = useRef<MentionTeller>(undefined)
  const editor = useEditor(
    {
      extensions: editorExtensions({
        connection,
        member,
        popups,
        pickImage: () => {
          if (held.current !== undefined) pickImages(held.current, connection.documentId)
        },
        onMention: (memberId) => teller.current?.add(memberId),
        onSuggestionRefused: () =>
          notifications.show({ id: 'text-only', message: t('editor.suggestsText'), color: 'orange', autoClose: 6000 }),
        onChooseThread,
      }),
      editable: mayWrite,
      editorProps: {
        attributes: { 'aria-label': t('editor.label', { title }), role: 'textbox', 'aria-multiline': 'true' },
        handleDOMEvents: {
          click: (_view, event) => {
            const chip = event.target instanceof Element ? event.target.closest('a.mention') : null
            const href = chip?.getAttribute('href') ?? ''
            if (!href.startsWith('/') || event.ctrlKey || event.metaKey) return false
            event.preventDefault()
            navigate(href)
            return true
          },
        },
      },
      shouldRerenderOnTransaction: false,
    },
    [connection],
  )
  held.current = editor
  useEffect(() => {
    editor.setEditable(mayWrite)
  }, [editor, mayWrite])
  useEffect(() => {
    const made = new MentionTeller(connection)
    teller.current = made
    return () => made.close()
  }, [connection])
  return { editor, popups }
}
