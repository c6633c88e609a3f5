import { IconAlertTriangle, IconCheck, IconPoint } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../shared/gigs.ts'
import { ruleWords } from '../../../shared/rule-words.ts'
import styles from './gig-card.module.css'

const ORDER = { for: 0, against: 1, neutral: 2 }

/** What spoke for and what against, the heaviest first. */
export function ReasonList({ reasons, limit }: { reasons: readonly Reason[]; limit?: number }) {
  const { t, i18n } = useTranslation()
  const sorted = reasons.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || Math.abs(b.weight) - Math.abs(a.weight))
  return (
    <ul className={styles.reasons} aria-label={t('gigs.reasons')}>
      {sorted.slice(0, limit).map((reason) => (
        <li key={`${reason.feature} ${reason.text}`} className={styles.reason}>
          <span className={styles.reasonIcon} data-kind={reason.kind} aria-hidden>
            {reason.kind === 'for' ? (
              <IconCheck size={13} stroke={2.2} />
            ) : reason.kind === 'against' ? (
              <IconAlertTriangle size={13} stroke={2} />
            ) : (
              <IconPoint size={13} />
            )}
          </span>
          <span className="visually-hidden">{t(`gigs.kind.${reason.kind}`)} </span>
          {ruleWords(i18n.language, reason.text)}
        </li>
      ))}
    </ul>
  )
}
