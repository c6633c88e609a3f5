import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { INSIGHT_DAYS, insightEndpoints, type Insights } from '../../../shared/insights.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from '../market/market.module.css'
import { AnswerTable, LanguageTable } from './count-tables.tsx'
import { StepChart } from './step-chart.tsx'

/** How the community does, for its moderators: counts, and nothing that anybody wrote. */
export function InsightsPage() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const [days, setDays] = useState(String(INSIGHT_DAYS[0]))
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['insights', community.id, days],
    queryFn: () => api.call(insightEndpoints.read, { params: { communityId: community.id }, query: { days } }),
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
  const { steps, step } = insights
  const of = (measure: keyof Insights['steps'][number]['counts']) => ({
    label: t(`insights.measures.${measure}`),
    values: steps.map(({ counts }) => counts[measure]),
  })
  const days = steps.map(({ day }) => day)
  const charts = [
    { title: t('insights.members'), series: [of('joined'), of('left')] },
    { title: t('insights.activity'), series: [of('messages'), of('comments')] },
    {
      title: t('insights.people'),
      text: t('insights.peopleText'),
      series: [{ label: t('insights.measures.people'), values: steps.map(({ people }) => people), isNoSum: true }],
    },
    { title: t('insights.gigs'), series: [of('gigsShared'), of('gigsFound'), of('gigsWon')] },
    { title: t('insights.deliveries'), series: [of('deliveriesSent'), of('deliveriesFailed')] },
    { title: t('insights.reports'), series: [of('reports')] },
  ]
  return (
    <div className={styles.columns}>
      <div>
        {charts.map((chart) => (
          <StepChart key={chart.title} {...chart} days={days} step={step} />
        ))}
      </div>
      <div>
        <AnswerTable answers={insights.answers} />
        <LanguageTable languages={insights.languages} />
      </div>
    </div>
  )
}
