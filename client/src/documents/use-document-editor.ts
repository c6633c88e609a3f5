import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { useEditor } from '@tiptap/react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { BODY } from '../../../shared/document-text/body.ts'
import type { DocumentConnection } from '../lib/document-connection.ts'
import { useCommunity } from '../lib/session.tsx'
import { notifyRefused } from '../lib/notify.ts'
import type { DocumentKeysOptions } from './editor/document-keys.ts'
import { editorExtensions } from './editor/editor-extensions.ts'
import { PopupStore } from './editor/popup-store.ts'

export interface DocumentEditorInput {
  connection: DocumentConnection
  title: string
  mayWrite: boolean
  onChooseThread: (threadId: string) => void
  keys: DocumentKeysOptions
}

/** The editor over the live copy of a document. */
export function useDocumentEditor({ connection, title, mayWrite, onChooseThread, keys }: DocumentEditorInput) {
  const { t } = useTranslation()
  const { member } = useCommunity()
  const [, navigate] = useLocation()
  const popups = useMemo(() => new PopupStore(), [])
  const editor = useEditor(
    {
      extensions: editorExtensions({
        connection,
        member,
        popups,
        onSuggestionRefused: () => notifyRefused('text-only', t('editor.suggestsText')),
        onChooseThread,
        keys,
      }),
      editable: mayWrite,
      // Who opens an empty page comes to write.
      autofocus: mayWrite && connection.doc.getXmlFragment(BODY).length === 0,
      editorProps: {
        attributes: {
          'aria-label': t('editor.label', { title }),
          role: 'textbox',
          'aria-multiline': 'true',
          // The text has a language of its own, whatever that of the page is.
          dir: 'auto',
        },
        handleClick: writeBelow,
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
  useEffect(() => {
    editor.setEditable(mayWrite)
  }, [editor, mayWrite])
  return { editor, popups }
}

/** Where the text ends with a table, a picture or code, there is no line below it to write in: a press there makes one. */
function writeBelow(view: EditorView, _pos: number, event: MouseEvent): boolean {
  const { dom, state, editable } = view
  const last = dom.lastElementChild
  const paragraph = state.schema.nodes['paragraph']?.create()
  if (!editable || last === null || paragraph === undefined || state.doc.lastChild?.type === paragraph.type)
    return false
  if (event.clientY <= last.getBoundingClientRect().bottom) return false
  const tr = state.tr.insert(state.doc.content.size, paragraph)
  view.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)).scrollIntoView())
  return true
}
