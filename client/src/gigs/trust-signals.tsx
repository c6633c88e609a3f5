import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { GigTrust } from '../../../shared/gigs.ts'
import { trustWords } from '../../../shared/trust-words.ts'
import styles from './gig-card.module.css'

/** What speaks against a post and what for it, each signal by its own words, and who decided otherwise. */
export function TrustSignals({ trust }: { trust: GigTrust }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <ul className={styles.reasons} aria-label={t('gigs.trust.signals')}>
        {trust.signals.map(({ name, text, weight }) => {
          const kind = weight > 0 ? 'against' : 'for'
          return (
            <li key={name} className={styles.reason}>
              <span className={styles.reasonIcon} data-kind={kind} aria-hidden>
                {kind === 'for' ? <IconCheck size={13} stroke={2.2} /> : <IconAlertTriangle size={13} stroke={2} />}
              </span>
              <span className="visually-hidden">{t(`gigs.kind.${kind}`)} </span>
              {t('gigs.trust.signal', { text: trustWords(i18n.language, { name, text }) })}
            </li>
          )
        })}
      </ul>
      {trust.overruled !== null && (
        <p className={styles.rules}>{t('gigs.trust.overruled', { reason: trust.overruled.reason })}</p>
      )}
    </>
  )
}
