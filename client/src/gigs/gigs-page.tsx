import { Button, SegmentedControl, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconBriefcase2, IconChartBar, IconPlus, IconScale, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { GigCard } from './gig-card.tsx'
import styles from './gig-card.module.css'
import { GigFilters } from './gig-filters.tsx'
import { gigsQuery, profileQuery } from './gig-queries.ts'
import { RankedBy } from './ranked-by.tsx'
import { useGigFilter } from './use-gig-filter.ts'

export function GigsPage() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const state = useGigFilter()
  const { values, set } = state
  const { data, error, isPending, refetch } = useQuery({
    ...gigsQuery(community.id, state.filter),
    placeholderData: (previous) => previous,
  })
  const { data: profile } = useQuery(profileQuery(community.id))
  const version = data?.gigs.find(({ match }) => match !== null)?.match?.matcherVersion
  return (
    <>
      <PageHeader crumb={t('gigs.crumb')} title={t('gigs.title')}>
        <Button component={Link} href="/gigs/post" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('gigs.posting.title')}
        </Button>
        <Button component={Link} href="/market" variant="default" leftSection={<IconChartBar size={16} aria-hidden />}>
          {t('market.title')}
        </Button>
        <Button
          component={Link}
          href="/profile"
          variant="default"
          leftSection={<IconUserCircle size={16} aria-hidden />}
        >
          {t('nav.profile')}
        </Button>
      </PageHeader>
      <div className={pageStyles.body}>
        <div className={styles.toolbar}>
          <SegmentedControl
            aria-label={t('gigs.order')}
            value={values.sort ?? 'match'}
            onChange={(value) => set('sort', value === 'newest' ? value : null)}
            data={[
              { value: 'match', label: t('gigs.bestFirst') },
              { value: 'newest', label: t('gigs.newestFirst') },
            ]}
          />
          <Switch
            label={t('gigs.alsoClosed')}
            checked={values.ineligible === 'true'}
            onChange={(event) => set('ineligible', event.currentTarget.checked ? 'true' : null)}
          />
        </div>
        <GigFilters
          state={state}
          facets={data?.facets}
          hasProfile={profile !== null}
          currency={profile?.rateFloor?.currency ?? 'EUR'}
        />
        {profile === null && (
          <div className={styles.notice}>
            <p>{t('gigs.noProfile')}</p>
            <Button component={Link} href="/profile" size="xs">
              {t('gigs.fillIn')}
            </Button>
          </div>
        )}
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data.gigs.length === 0 && state.count > 0 ? (
          <EmptyState
            icon={<IconBriefcase2 size={26} />}
            title={t('gigs.filter.none')}
            text={t('gigs.filter.noneText')}
          >
            <Button variant="default" onClick={state.clear}>
              {t('gigs.filter.clear')}
            </Button>
          </EmptyState>
        ) : data.gigs.length === 0 ? (
          <EmptyState
            icon={<IconBriefcase2 size={26} />}
            title={t('gigs.none')}
            text={t(isAdmin ? 'gigs.noneAdmin' : 'gigs.noneText')}
          >
            {isAdmin && (
              <Button component={Link} href="/settings/feeds" variant="default">
                {t('gigs.toFeeds')}
              </Button>
            )}
          </EmptyState>
        ) : (
          <>
            <ul className={styles.list} aria-label={t('gigs.title')}>
              {data.gigs.map(({ gig, match }) => (
                <GigCard key={gig.id} gig={gig} match={match} />
              ))}
            </ul>
            {version !== undefined && <RankedBy version={version} />}
            {data.total > data.gigs.length && (
              <p className={styles.rules}>
                <IconScale size={15} aria-hidden />
                {t('gigs.more', { shown: data.gigs.length, count: data.total })}
              </p>
            )}
          </>
        )}
      </div>
    </>
  )
}
