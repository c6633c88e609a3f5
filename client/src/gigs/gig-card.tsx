import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useLocale } from '../lib/use-locale.ts'
import { EarlyAccess } from '../niches/early-access.tsx'
import { FeedbackBar } from './feedback-bar.tsx'
import styles from './gig-card.module.css'
import { GigFacts } from './gig-facts.tsx'
import type { GigEntry } from './gig-queries.ts'
import { MatchScore } from './match-score.tsx'
import { ReasonList } from './reason-list.tsx'
import { SourceLine } from './source-line.tsx'

const REASONS = 4

export function GigCard({ gig, match }: GigEntry) {
  const { t } = useTranslation()
  const locale = useLocale()
  const isDismissed = match?.feedback?.kind === 'not_relevant'
  return (
    <li className={styles.card} data-dismissed={isDismissed}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <h2 className={styles.title}>
            <Link href={`/gigs/${gig.id}`}>{gig.title}</Link>
          </h2>
          <p className={styles.sub}>
            {gig.company !== null && (
              <>
                <bdi>{gig.company}</bdi>
                {' · '}
              </>
            )}
            <bdi>{locale.ago(gig.postedAt)}</bdi>
            {gig.status === 'closed' && ` · ${t('gigs.closed')}`}
          </p>
        </div>
        {!isDismissed && <MatchScore match={match} />}
      </div>
      {!isDismissed && (
        <>
          <EarlyAccess gig={gig} />
          <GigFacts gig={gig} />
          {match !== null && <ReasonList reasons={match.reasons} limit={REASONS} />}
        </>
      )}
      <div className={styles.foot}>
        <FeedbackBar gig={gig} match={match} />
        <SourceLine gig={gig} />
      </div>
    </li>
  )
}
