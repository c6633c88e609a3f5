import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { INSIGHT_DAYS, insightEndpoints, type InsightMeasure, type Insights } from '../../../shared/insights.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from '../market/market.module.css'
import { nichesQuery } from '../niches/niche-queries.ts'
import { AnswerTable, LanguageTable } from './count-tables.tsx'
import { StepChart } from './step-chart.tsx'

/** How the community does, for its moderators: counts, and nothing that anybody wrote. */
export function InsightsPage() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community, isAdmin } = useCommunity()
  const [days, setDays] = useState(String(INSIGHT_DAYS[0]))
  const [nicheId, setNicheId] = useState('')
  const { data: niches = [] } = useQuery(nichesQuery(community.id))
  const mine = niches.filter(({ mine: role }) => isAdmin || role === 'moderator')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['insights', community.id, days, nicheId],
    queryFn: () => {
      const query = nicheId === '' ? { days } : { days, nicheId }
      return api.call(insightEndpoints.read, { params: { communityId: community.id }, query })
    },
    placeholderData: (previous) => previous,
  })
  return (
    <>
      <PageHeader crumb={<Link href="/members">{t('nav.members')}</Link>} title={t('insights.title')}>
        <SegmentedControl
          aria-label={t('insights.span')}
          value={days}
          onChange={setDays}
          data={INSIGHT_DAYS.map((value) => ({ value: String(value), label: t('insights.days', { count: value }) }))}
        />
      </PageHeader>
      <div className={pageStyles.body}>
        {mine.length > 0 && (
          <Select
            aria-label={t('insights.ofWhat')}
            maw={320}
            mb="md"
            value={nicheId}
            allowDeselect={false}
            data={[
              { value: '', label: community.name },
              ...mine.map(({ id, name }) => ({ value: id, label: t('insights.niche', { name }) })),
            ]}
            onChange={(value) => setNicheId(value ?? '')}
          />
        )}
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <>
            <p className={pageStyles.hint}>
              {t('insights.lead', { count: data.members })}{' '}
              {t('insights.counted', { when: locale.dateTime(data.countedAt) })}
            </p>
            <Charts insights={data} />
          </>
        )}
      </div>
    </>
  )
}

function Charts({ insights }: { insights: Insights }) {
  const { t } = useTranslation()
  const { steps, step, measures, nicheId } = insights
  const of = (...wanted: InsightMeasure[]) =>
    wanted
      .filter((measure) => measures.includes(measure))
      .map((measure) => ({
        label: t(`insights.measures.${measure}`),
        values: steps.map(({ counts }) => counts[measure]),
      }))
  const days = steps.map(({ day }) => day)
  const charts = [
    { title: t('insights.members'), series: of('joined', 'left') },
    {
      title: t('insights.activity'),
      ...(nicheId === null ? {} : { text: t('insights.activityOfNiche') }),
      series: of('messages', 'comments'),
    },
    {
      title: t('insights.people'),
      text: t('insights.peopleText'),
      series: [{ label: t('insights.measures.people'), values: steps.map(({ people }) => people), isNoSum: true }],
    },
    { title: t('insights.gigs'), series: of('gigsShared', 'gigsFound', 'gigsWon') },
    {
      title: t('insights.deliveries'),
      ...(nicheId === null ? {} : { text: t('insights.deliveriesOfNiche') }),
      series: of('deliveriesSent', 'deliveriesFailed'),
    },
    { title: t('insights.reports'), series: of('reports') },
  ].filter(({ series }) => series.length > 0)
  return (
    <div className={styles.columns}>
      <div>
        {charts.map((chart) => (
          <StepChart key={chart.title} {...chart} days={days} step={step} />
        ))}
      </div>
      <div>
        <AnswerTable answers={insights.answers} isOfNiche={nicheId !== null} />
        <LanguageTable languages={insights.languages} />
      </div>
    </div>
  )
}
