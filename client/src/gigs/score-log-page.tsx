import { Button } from '@mantine/core'
import { IconDownload, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { fairnessEndpoints, type ScoreEntry } from '../../../shared/fairness.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { download } from '../lib/download.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './gig-card.module.css'
import { RankedBy } from './ranked-by.tsx'
import { ReasonList } from './reason-list.tsx'

/** As many as the hub gives at once. */
const LIMIT = 200

/** Every score about me that led to an alert: when, how much, why, by which version, and out of what. */
export function ScoreLogPage() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['scores', community.id],
    queryFn: async () =>
      (
        await api.call(fairnessEndpoints.scores, {
          params: { communityId: community.id },
          query: { limit: LIMIT },
        })
      ).scores,
  })
  return (
    <>
      <PageHeader crumb={<Link href="/profile">{t('nav.profile')}</Link>} title={t('gigs.log.title')}>
        {data !== undefined && data.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download('scores.json', 'application/json', `${JSON.stringify(data, null, 2)}\n`)}
          >
            {t('gigs.log.export')}
          </Button>
        )}
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <p className={pageStyles.muted}>{t('gigs.log.text')}</p>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data.length === 0 ? (
          <EmptyState icon={<IconScale size={26} />} title={t('gigs.log.none')} text={t('gigs.log.noneText')} />
        ) : (
          data.map((entry) => <Entry key={entry.gigId} entry={entry} />)
        )}
      </div>
    </>
  )
}

function Entry({ entry }: { entry: ScoreEntry }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  const headingId = `score-${entry.gigId}`
  return (
    <section className={pageStyles.card} aria-labelledby={headingId}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <h2 id={headingId} className={styles.title}>
            <Link href={`/gigs/${entry.gigId}`}>{entry.title}</Link>
          </h2>
          <p className={styles.sub}>{locale.dateTime(entry.matchedAt)}</p>
        </div>
        <span className={styles.percent}>{percent.format(entry.score)}</span>
      </div>
      <ReasonList reasons={entry.reasons} />
      <RankedBy version={entry.matcherVersion} />
      <details>
        <summary>{t('gigs.log.inputs')}</summary>
        <pre className={styles.inputs} dir="ltr" tabIndex={0}>
          {JSON.stringify(entry.inputs, null, 2)}
        </pre>
      </details>
    </section>
  )
}
