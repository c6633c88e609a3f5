import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'

/** Who found the gig: sources ask to be named, and linked where they say so. */
export function SourceLine({ gig: { source, postedBy } }: { gig: Pick<Gig, 'source' | 'postedBy'> }) {
  const { t } = useTranslation()
  if (postedBy !== null) return <p className={styles.source}>{t('gigs.postedHere')}</p>
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
