import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartBar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Market, MIN_GIGS_PER_BAND } from '../../../shared/market.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { regionNames } from '../gigs/region-names.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { BandTable } from './band-table.tsx'
import { BidCard } from './bid-card.tsx'
import styles from './market.module.css'
import { marketQuery } from './market-query.ts'
import { MonthChart } from './month-chart.tsx'
import { GapTable, RisingTable } from './skill-tables.tsx'

/** What the hub's own gigs pay and ask for, and how its reader stands to that. */
export function MarketPage() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(marketQuery(community.id))
  return (
    <>
      <PageHeader crumb={<Link href="/gigs">{t('nav.gigs')}</Link>} title={t('market.title')} />
      <div className={pageStyles.body}>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data.gigs === 0 ? (
          <EmptyState icon={<IconChartBar size={26} />} title={t('market.none')} text={t('market.noneText')} />
        ) : (
          <MarketView market={data} />
        )}
      </div>
    </>
  )
}

function MarketView({ market }: { market: Market }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { bands, currency } = market
  const tables = [
    { title: t('market.bySkill'), bands: bands.skills },
    { title: t('market.byLevel'), bands: bands.levels.map((band) => ({ ...band, name: t(levelKey(band.name)) })) },
    {
      title: t('market.byRegion'),
      bands: bands.regions.map((band) => ({
        ...band,
        name: regionNames([band.name], i18n.language, (area) => t(`gigs.areas.${area}`)),
      })),
    },
  ]
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <>
      <p className={pageStyles.hint}>
        {t('market.stands', { count: market.gigs, paid: locale.number(market.paid) })}{' '}
        {t('market.rates', { currency, date: date.format(new Date(`${market.ratesDate}T00:00:00Z`)) })}{' '}
        {t('market.half')}
      </p>
      <div className={styles.columns}>
        <div>
          {tables.map((table) => (
            <BandTable key={table.title} {...table} currency={currency} />
          ))}
          {tables.every((table) => table.bands.length === 0) && (
            <section className={pageStyles.card}>
              <p className={styles.few}>{t('market.few', { count: MIN_GIGS_PER_BAND })}</p>
            </section>
          )}
        </div>
        <div>
          <BidCard market={market} />
          {market.gaps === null ? (
            <section className={pageStyles.card}>
              <p>{t('market.noProfile')}</p>
              <Button component={Link} href="/profile" size="xs">
                {t('gigs.fillIn')}
              </Button>
            </section>
          ) : (
            <GapTable gaps={market.gaps} />
          )}
          <RisingTable rising={market.rising} />
          <MonthChart months={market.months} currency={currency} />
        </div>
      </div>
    </>
  )
}

function levelKey(level: string) {
  const levels = ['intern', 'junior', 'mid', 'senior', 'lead'] as const
  return `profile.seniorities.${levels.find((one) => one === level) ?? 'mid'}` as const
}
