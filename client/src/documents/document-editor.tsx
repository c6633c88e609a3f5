import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type Editor, EditorContent, useEditorState } from '@tiptap/react'
import { memo, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentInfo } from '../../../shared/documents.ts'
import type { DocumentConnection } from '../lib/document-connection.ts'
import type { Presence } from '../lib/presence.ts'
import { useLocale } from '../lib/use-locale.ts'
import { countWords } from './count-words.ts'
import './document-content.css'
import styles from './document-page.module.css'
import { BlockHandle } from './editor/block-handle.tsx'
import { pickImages } from './editor/image-upload.ts'
import { LinkCard } from './editor/link-card.tsx'
import { PopupMenu } from './editor/popup-menu.tsx'
import { SelectionToolbar } from './editor/selection-toolbar.tsx'
import { EditorToolbar } from './editor-toolbar.tsx'
import { FollowBar } from './follow-bar.tsx'
import { useFollow, useTellView } from './follow.ts'
import type { ChosenVersion } from './history/history-panel.tsx'
import { VersionView } from './history/version-view.tsx'
import { anchorOfSelection, showActiveThread, showThreads } from './review/comment-places.ts'
import type { Draft } from './review/review-panel.tsx'
import { threadsQuery } from './review/thread-queries.ts'
import { type Panel, SidePanel } from './side-panel.tsx'
import { useDocumentEditor } from './use-document-editor.ts'

interface DocumentEditorProps {
  info: DocumentInfo
  connection: DocumentConnection
  /** Whom this page follows. */
  followed: Presence | undefined
  stopFollowing: () => void
  mayWrite: boolean
  /** Told while there is an editor. */
  onEditor: (editor: Editor | null) => void
  panel: Panel | null
  setPanel: (panel: Panel | null) => void
  onHelp: () => void
}

/**
 * The text with its tools, and beside it comments, outline or history; on a phone these are a drawer. Not rendered anew for
 * every 'saving' and 'saved' of the page around it.
 */
export const DocumentEditor = memo(function DocumentEditor(props: DocumentEditorProps) {
  const { info, connection, followed, stopFollowing, mayWrite, onEditor, panel, setPanel, onHelp } = props
  const { t } = useTranslation()
  const isNarrow = useMediaQuery('(max-width: 62em)')
  const [activeThread, setActiveThread] = useState<string | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [chosen, setChosen] = useState<ChosenVersion | null>(null)
  const { data: threads = [] } = useQuery(threadsQuery(info.id))
  const { editor, popups } = useDocumentEditor({
    connection,
    title: info.title,
    mayWrite,
    onChooseThread: (threadId) => {
      setActiveThread(threadId)
      setPanel('review')
    },
    keys: { onComment: () => beginThread(), onHelp },
  })
  useEffect(() => {
    onEditor(editor)
    return () => onEditor(null)
  }, [editor, onEditor])
  useTellView(editor, connection)
  useFollow(editor, connection, followed, stopFollowing)
  const isEmpty = useEditorState({ editor, selector: ({ editor: current }) => current.isEmpty })

  useEffect(() => {
    const open = threads.flatMap(({ id, anchor, resolvedAt }) =>
      anchor === null || resolvedAt !== null ? [] : [{ id, anchor }],
    )
    showThreads(editor, open)
  }, [editor, threads])
  useEffect(() => showActiveThread(editor, activeThread), [editor, activeThread])

  const beginThread = () => {
    const anchor = anchorOfSelection(editor)
    if (anchor === undefined) return
    setDraft({ anchor })
    setPanel('review')
  }
  const closePanel = () => {
    setPanel(null)
    setChosen(null)
  }
  const side = panel !== null && (
    <SidePanel
      info={info}
      editor={editor}
      threads={threads}
      panel={panel}
      activeThread={activeThread}
      draft={draft}
      chosen={chosen}
      mayWrite={mayWrite}
      setPanel={(next) => {
        setPanel(next)
        if (next !== 'history') setChosen(null)
      }}
      setActiveThread={setActiveThread}
      setDraft={setDraft}
      onChooseVersion={setChosen}
      onGo={() => {
        if (isNarrow) closePanel()
      }}
    />
  )
  return (
    <div className={styles.work}>
      {chosen !== null && (
        <VersionView
          documentId={info.id}
          chosen={chosen}
          mayWrite={mayWrite}
          onChoose={setChosen}
          onClose={() => setChosen(null)}
        />
      )}
      <div className={styles.writing} hidden={chosen !== null}>
        {mayWrite && <EditorToolbar editor={editor} pickImage={() => pickImages(editor, info.id)} />}
        {followed !== undefined && <FollowBar person={followed} onStop={stopFollowing} />}
        <div className={styles.sheet} data-bare={!mayWrite}>
          <div className={styles.column}>
            {isEmpty && (
              <p className={styles.placeholder} aria-hidden>
                {t(mayWrite ? 'editor.placeholder' : 'editor.empty')}
              </p>
            )}
            <EditorContent editor={editor} className={styles.content} />
            {mayWrite && <BlockHandle editor={editor} />}
          </div>
          <WordCount editor={editor} />
        </div>
        <SelectionToolbar editor={editor} mayWrite={mayWrite} onComment={beginThread} />
        <LinkCard editor={editor} documentId={info.id} />
        <PopupMenu store={popups} editor={editor} />
      </div>
      {isNarrow ? (
        <Drawer
          opened={panel !== null}
          onClose={closePanel}
          position="bottom"
          size="70%"
          title={panel === null ? '' : t(`panel.${panel}`)}
          closeButtonProps={{ 'aria-label': t('common.close') }}
        >
          {side}
        </Drawer>
      ) : (
        side !== false && (
          <aside
            className={styles.side}
            data-wide={panel === 'translation'}
            aria-label={t(`panel.${panel ?? 'review'}`)}
          >
            {side}
          </aside>
        )
      )}
    </div>
  )
})

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
