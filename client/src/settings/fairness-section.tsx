import { useQuery } from '@tanstack/react-query'
import { IconScale } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fairnessEndpoints, type FairnessReport, FOUR_FIFTHS, MIN_GROUP } from '../../../shared/fairness.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'

const GROUPS = ['americas', 'europe_africa', 'asia_pacific', 'english', 'other', 'new', 'known'] as const

/** Whom gigs were told of, by what is known of members, and what that can and cannot say. */
export function FairnessSection() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['fairness', community.id],
    queryFn: () => api.call(fairnessEndpoints.report, { params: { communityId: community.id } }),
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  if (data.groupings.every(({ groups }) => groups.length === 0)) {
    return (
      <EmptyState
        icon={<IconScale size={26} />}
        title={t('settings.fairness.none')}
        text={t('settings.fairness.noneText')}
      />
    )
  }
  return (
    <>
      <p className={styles.bar}>{t('settings.fairness.text', { when: locale.dateTime(data.since) })}</p>
      {data.groupings.map((grouping) => (
        <Grouping key={grouping.by} grouping={grouping} />
      ))}
      <p className={styles.below}>{t('settings.fairness.limits', { count: MIN_GROUP })}</p>
    </>
  )
}

function Grouping({ grouping: { by, groups } }: { grouping: FairnessReport['groupings'][number] }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  return (
    <section className={pageStyles.card} aria-labelledby={`fairness-${by}`}>
      <h2 id={`fairness-${by}`} className={pageStyles.cardTitle}>
        {t(`settings.fairness.by.${by}`)}
      </h2>
      <div className={pageStyles.tableFrame}>
        <table className={pageStyles.table}>
          <thead>
            <tr>
              <th scope="col">{t('settings.fairness.group')}</th>
              <th scope="col">{t('nav.members')}</th>
              <th scope="col">{t('settings.fairness.selected')}</th>
              <th scope="col">{t('settings.fairness.exposure')}</th>
              <th scope="col">{t('settings.fairness.ratio')}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ name, members, selected, exposure, ratio }) => (
              <tr key={name}>
                <th scope="row">{nameOf(name, (group) => t(`settings.fairness.groups.${group}`))}</th>
                <td>{locale.number(members)}</td>
                <td>{`${locale.number(selected)} (${percent.format(selected / members)})`}</td>
                <td>{locale.number(exposure)}</td>
                <td>
                  {ratio === null ? (
                    <span className={pageStyles.muted}>{t('settings.fairness.few')}</span>
                  ) : (
                    <span className={pageStyles.chip} data-tone={ratio < FOUR_FIFTHS ? 'warn' : 'good'}>
                      {percent.format(ratio)}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function nameOf(name: string, words: (group: (typeof GROUPS)[number]) => string): string {
  const known = GROUPS.find((one) => one === name)
  return known === undefined ? name : words(known)
}
