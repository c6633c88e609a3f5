import { SegmentedControl } from '@mantine/core'
import type { Editor } from '@tiptap/react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentThread } from '../../../shared/document-comments.ts'
import type { DocumentInfo } from '../../../shared/documents.ts'
import { PageLoader } from '../components/page-loader.tsx'
import { type ChosenVersion, HistoryPanel } from './history/history-panel.tsx'
import { OutlinePanel } from './outline-panel.tsx'
import { type Draft, ReviewPanel } from './review/review-panel.tsx'
import { useThreadActions } from './review/thread-queries.ts'
import styles from './document-page.module.css'

// Only who reads in another language needs it.
const SideBySide = lazy(async () => ({ default: (await import('../translation/side-by-side.tsx')).SideBySide }))

export const PANELS = ['review', 'outline', 'history', 'translation'] as const
export type Panel = (typeof PANELS)[number]

interface SidePanelProps {
  info: DocumentInfo
  editor: Editor
  threads: readonly CommentThread[]
  panel: Panel
  activeThread: string | null
  draft: Draft | null
  chosen: ChosenVersion | null
  mayWrite: boolean
  setPanel: (panel: Panel) => void
  setActiveThread: (threadId: string | null) => void
  setDraft: (draft: Draft | null) => void
  onChooseVersion: (chosen: ChosenVersion) => void
  /** The member goes to a place in the text. */
  onGo: () => void
}

export function SidePanel(props: SidePanelProps) {
  const { info, editor, threads, panel, setPanel, mayWrite } = props
  const { t } = useTranslation()
  const actions = useThreadActions(info.id)
  return (
    <div className={styles.panel}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('panel.which')}
        value={panel}
        onChange={(value) => setPanel(PANELS.find((known) => known === value) ?? 'review')}
        data={PANELS.map((value) => ({ value, label: t(`panel.${value}`) }))}
      />
      {panel === 'review' && (
        <ReviewPanel
          editor={editor}
          threads={threads}
          actions={actions}
          activeThread={props.activeThread}
          draft={props.draft}
          mayWrite={mayWrite}
          setActive={props.setActiveThread}
          setDraft={props.setDraft}
        />
      )}
      {panel === 'outline' && <OutlinePanel editor={editor} onGo={props.onGo} />}
      {panel === 'translation' && (
        <Suspense fallback={<PageLoader />}>
          <SideBySide editor={editor} communityId={info.communityId} threads={threads} onGo={props.onGo} />
        </Suspense>
      )}
      {panel === 'history' && (
        <HistoryPanel
          documentId={info.id}
          chosen={props.chosen}
          mayWrite={mayWrite}
          onChoose={(chosen) => {
            props.onChooseVersion(chosen)
            props.onGo()
          }}
        />
      )}
    </div>
  )
}
