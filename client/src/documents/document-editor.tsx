import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentConnection } from '../lib/document-connection.ts'
import { personColor } from '../lib/person-color.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { renderCaret } from './caret.ts'
import { countWords } from './count-words.ts'
import './document-content.css'
import styles from './document-page.module.css'
import { EditorToolbar } from './editor-toolbar.tsx'

/** Name of the rich text inside the document's Y.Doc. */
const FIELD = 'body'

interface DocumentEditorProps {
  connection: DocumentConnection
  title: string
  mayWrite: boolean
}

export function DocumentEditor({ connection, title, mayWrite }: DocumentEditorProps) {
  const { t } = useTranslation()
  const { member } = useCommunity()
  const editor = useEditor(
    {
      extensions: [
        StarterKit.configure({
          // Undo is the collaboration's: it takes back one's own edits, not those of others.
          undoRedo: false,
          link: { openOnClick: false, defaultProtocol: 'https' },
        }),
        Collaboration.configure({ document: connection.doc, field: FIELD }),
        CollaborationCaret.configure({
          provider: connection.provider,
          render: ({ name, color }) => renderCaret({ name: String(name), color: String(color) }),
          user: { memberId: member.id, name: member.name, color: personColor(member.id) },
        }),
      ],
      editable: mayWrite,
      editorProps: {
        attributes: { 'aria-label': t('editor.label', { title }), role: 'textbox', 'aria-multiline': 'true' },
      },
      shouldRerenderOnTransaction: false,
    },
    [connection],
  )
  useEffect(() => {
    editor.setEditable(mayWrite)
  }, [editor, mayWrite])
  const isEmpty = useEditorState({ editor, selector: ({ editor: current }) => current.isEmpty })
  return (
    <>
      {mayWrite && <EditorToolbar editor={editor} />}
      <div className={styles.sheet} data-bare={!mayWrite}>
        <div className={styles.column}>
          {isEmpty && (
            <p className={styles.placeholder} aria-hidden>
              {t(mayWrite ? 'editor.placeholder' : 'editor.empty')}
            </p>
          )}
          <EditorContent editor={editor} className={styles.content} />
        </div>
        <WordCount editor={editor} />
      </div>
    </>
  )
}

const COUNT_MS = 300

function WordCount({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [words, setWords] = useState(() => countWords(editor.getText()))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // Counted in a pause of typing: a long document is read as a whole each time.
    const count = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setWords(countWords(editor.getText())), COUNT_MS)
    }
    count()
    editor.on('update', count)
    return () => {
      clearTimeout(timer)
      editor.off('update', count)
    }
  }, [editor])
  return <p className={styles.words}>{t('editor.words', { count: words, words: locale.number(words) })}</p>
}
