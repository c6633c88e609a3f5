import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'

/** Who found the gig: sources ask to be named, and linked where they say so. */
export function SourceLine({ source }: { source: Gig['source'] }) {
  const { t } = useTranslation()
  return (
    <p className={styles.source}>
      {t('gigs.via')}{' '}
      {source.url === null ? (
        source.name
      ) : (
        <a href={source.url} target="_blank" rel="noopener noreferrer">
          {source.name}
        </a>
      )}
    </p>
  )
}
