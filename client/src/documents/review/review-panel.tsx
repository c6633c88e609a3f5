import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconMessage } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentAnchor, CommentThread } from '../../../../shared/document-comments.ts'
import { readSuggestionId } from '../../../../shared/document-text/suggestion-marks.ts'
import { type Suggestion, suggestionsIn } from '../../../../shared/document-text/suggestions.ts'
import { useCommunity } from '../../lib/session.tsx'
import { membersQuery } from '../document-queries.ts'
import { decide } from '../editor/suggest-mode.ts'
import { commentPlaces } from './comment-places.ts'
import styles from './review.module.css'
import { SuggestionCard } from './suggestion-card.tsx'
import { NewThreadCard, ThreadCard } from './thread-card.tsx'
import type { ThreadActions } from './thread-queries.ts'

export interface Draft {
  anchor: CommentAnchor | null
}

interface ReviewPanelProps {
  editor: Editor
  threads: readonly CommentThread[]
  actions: ThreadActions
  activeThread: string | null
  draft: Draft | null
  mayWrite: boolean
  setActive: (threadId: string | null) => void
  setDraft: (draft: Draft | null) => void
}

type Item = { at: number; suggestion: Suggestion } | { at: number; thread: CommentThread; isDetached: boolean }

/** Comments and suggestions, in the order of the text. */
export function ReviewPanel(props: ReviewPanelProps) {
  const { editor, threads, actions, activeThread, draft, mayWrite, setActive, setDraft } = props
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: members = [] } = useQuery(membersQuery(community.id))
  const [resolved, setResolved] = useState(false)
  const suggestions = useEditorState({
    editor,
    selector: ({ editor: current }) => suggestionsIn(current.state.doc),
    equalityFn: sameSuggestions,
  })
  const panel = useRef<HTMLDivElement>(null)
  const places = useEditorState({ editor, selector: ({ editor: current }) => commentPlaces(current.state) })
  const shown = threads.filter(({ resolvedAt }) => (resolvedAt !== null) === resolved)
  const items: Item[] = [
    ...shown.map((thread): Item => {
      const place = places?.get(thread.id)
      const isDetached = thread.anchor !== null && place === undefined && !resolved
      return { at: place?.from ?? Number.MAX_SAFE_INTEGER, thread, isDetached }
    }),
    ...(resolved ? [] : (suggestions ?? []).map((suggestion): Item => ({ at: suggestion.from, suggestion }))),
  ]
  items.sort((a, b) => a.at - b.at)
  const choose = (thread: CommentThread) => {
    setActive(thread.id)
    const place = places?.get(thread.id)
    if (place !== undefined) editor.chain().setTextSelection(place.from).scrollIntoView().run()
  }
  /** Who has commented goes on behind the words; a drawer keeps the focus to itself. */
  const close = () => {
    setDraft(null)
    if (panel.current?.closest('[role="dialog"]') === null)
      editor.chain().setTextSelection(editor.state.selection.to).focus().run()
  }
  return (
    <div ref={panel} className={styles.panel}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('review.which')}
          value={resolved ? 'resolved' : 'open'}
          onChange={(value) => setResolved(value === 'resolved')}
          data={[
            { value: 'open', label: t('review.open') },
            { value: 'resolved', label: t('review.resolvedOnes') },
          ]}
        />
        <Button size="compact-xs" variant="subtle" onClick={() => setDraft({ anchor: null })}>
          {t('review.commentOnAll')}
        </Button>
      </div>
      {!resolved && mayWrite && suggestions !== null && suggestions.length > 1 && (
        <div className={styles.bar}>
          <span className={styles.note}>{t('review.suggestions', { count: suggestions.length })}</span>
          <span className={styles.decide}>
            <Button size="compact-xs" variant="light" onClick={() => decide(editor, 'accept')}>
              {t('review.acceptAll')}
            </Button>
            <Button size="compact-xs" variant="light" color="red" onClick={() => decide(editor, 'reject')}>
              {t('review.rejectAll')}
            </Button>
          </span>
        </div>
      )}
      {draft !== null && (
        <NewThreadCard
          quote={draft.anchor?.quote ?? null}
          onCancel={close}
          onSubmit={async (text) => {
            const { id } = await actions.open({ anchor: draft.anchor, text })
            close()
            setActive(id)
          }}
        />
      )}
      {items.map((item) =>
        'suggestion' in item ? (
          <SuggestionCard
            key={item.suggestion.id}
            suggestion={item.suggestion}
            authorName={nameOf(item.suggestion.id)}
            mayDecide={mayWrite}
            onChoose={() =>
              editor
                .chain()
                .setTextSelection({ from: item.suggestion.from, to: item.suggestion.to })
                .scrollIntoView()
                .run()
            }
            onDecide={(decision) => decide(editor, decision, [item.suggestion.id])}
          />
        ) : (
          <ThreadCard
            key={item.thread.id}
            thread={item.thread}
            isActive={item.thread.id === activeThread}
            isDetached={item.isDetached}
            actions={actions}
            onChoose={() => choose(item.thread)}
          />
        ),
      )}
      {items.length === 0 && draft === null && (
        <div className={styles.empty}>
          <IconMessage size={22} stroke={1.5} aria-hidden />
          <p>{t(resolved ? 'review.noneResolved' : 'review.none')}</p>
          {!resolved && <p className={styles.note}>{t('review.noneHint')}</p>}
        </div>
      )}
    </div>
  )

  function nameOf(suggestionId: string): string {
    const { memberId } = readSuggestionId(suggestionId)
    return members.find(({ id }) => id === memberId)?.name ?? t('board.formerMember')
  }
}

function sameSuggestions(a: Suggestion[] | null, b: Suggestion[] | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
