import { ActionIcon } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { readSuggestionId } from '../../../../shared/document-text/suggestion-marks.ts'
import type { Decision, Suggestion } from '../../../../shared/document-text/suggestions.ts'
import { PersonAvatar } from '../../components/person-avatar.tsx'
import { useLocale } from '../../lib/use-locale.ts'
import styles from './review.module.css'

const LONGEST = 160

interface SuggestionCardProps {
  suggestion: Suggestion
  authorName: string
  mayDecide: boolean
  onChoose: () => void
  onDecide: (decision: Decision) => void
}

/** One suggestion: whose, what goes and what comes, and the decision. */
export function SuggestionCard({ suggestion, authorName, mayDecide, onChoose, onDecide }: SuggestionCardProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { memberId, at } = readSuggestionId(suggestion.id)
  const { inserted, deleted, splits, joins } = suggestion
  return (
    <article className={styles.card} aria-label={t('review.suggestionOf', { name: authorName })}>
      <div className={styles.who}>
        <PersonAvatar memberId={memberId} name={authorName} size={24} decorative />
        <span className={styles.name}>{authorName}</span>
        {at !== null && <span className={styles.when}>{locale.ago(at)}</span>}
        {mayDecide && (
          <span className={styles.decide}>
            <ActionIcon
              variant="light"
              color="teal"
              size={26}
              aria-label={t('review.accept')}
              title={t('review.accept')}
              onClick={() => onDecide('accept')}
            >
              <IconCheck size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="light"
              color="red"
              size={26}
              aria-label={t('review.reject')}
              title={t('review.reject')}
              onClick={() => onDecide('reject')}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </span>
        )}
      </div>
      <button type="button" className={styles.change} onClick={onChoose}>
        {deleted.trim() !== '' && (
          <span>
            <span className={styles.verb}>{t('review.deletes')}</span> <del>{clipped(deleted)}</del>
          </span>
        )}
        {inserted.trim() !== '' && (
          <span>
            <span className={styles.verb}>{t('review.inserts')}</span> <ins>{clipped(inserted)}</ins>
          </span>
        )}
        {splits && <span className={styles.verb}>{t('review.splits')}</span>}
        {joins && <span className={styles.verb}>{t('review.joins')}</span>}
      </button>
    </article>
  )
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
