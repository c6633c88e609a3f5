import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentThread } from '../../../shared/document-comments.ts'
import { CommentText } from '../documents/review/comment-text.tsx'
import { Provenance } from './provenance.tsx'
import styles from './side-by-side.module.css'
import type { Shown, TextToRead } from './use-translations.ts'

interface CommentTranslationsProps {
  threads: readonly CommentThread[]
  to: string
  want: (texts: readonly TextToRead[]) => void
  of: (text: string) => Shown | undefined
}

/** The open comments of the document, in the reader's language. */
export function CommentTranslations({ threads, to, want, of }: CommentTranslationsProps) {
  const { t } = useTranslation()
  const comments = useMemo(
    () => threads.filter(({ resolvedAt }) => resolvedAt === null).flatMap((thread) => thread.comments),
    [threads],
  )
  useEffect(() => want(comments.map(({ text }) => ({ text, purpose: 'comment' }))), [want, comments])
  if (comments.length === 0) return null
  return (
    <section aria-label={t('panel.review')}>
      <h2 className={styles.comments}>{t('panel.review')}</h2>
      {comments.map(({ id, text, authorName }) => {
        const shown = of(text)
        const isTranslated = typeof shown === 'object' && shown.state === 'translated'
        return (
          <div key={id} className={styles.block}>
            <strong>{authorName}</strong>
            <div lang={isTranslated ? to : undefined} dir="auto">
              <CommentText text={isTranslated ? shown.text : text} />
            </div>
            <Provenance shown={shown} />
          </div>
        )
      })}
    </section>
  )
}
