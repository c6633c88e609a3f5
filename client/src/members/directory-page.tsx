import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { directoryEndpoints } from '../../../shared/directory.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useMyZone } from '../events/event-queries.ts'
import { api } from '../lib/api.ts'
import { languageName } from '../lib/language-names.ts'
import { useCommunity } from '../lib/session.tsx'
import { DirectoryCard } from './directory-card.tsx'
import styles from './directory.module.css'

const PAGE = 50
const HOURS = ['1', '3', '6'] as const

interface Filter {
  text: string
  skill: string | null
  language: string | null
  hours: string | null
  available: boolean
}

const EMPTY: Filter = { text: '', skill: null, language: null, hours: null, available: false }

/** Finds members by what each shows of themselves. */
export function DirectoryPage() {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const zone = useMyZone()
  const [filter, setFilter] = useState(EMPTY)
  const text = useDeferredValue(filter.text.trim())
  const change = (part: Partial<Filter>) => setFilter((all) => ({ ...all, ...part }))
  const wanted = {
    text,
    available: String(filter.available),
    ...(filter.skill === null ? {} : { skill: filter.skill }),
    ...(filter.language === null ? {} : { language: filter.language }),
    ...(filter.hours === null ? {} : { near: zone, hours: Number(filter.hours) }),
  }
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['directory', community.id, wanted],
    queryFn: ({ pageParam }) =>
      api.call(directoryEndpoints.find, {
        params: { communityId: community.id },
        query: { ...wanted, offset: pageParam, limit: PAGE },
      }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => (pages.length * PAGE < total ? pages.length * PAGE : undefined),
    placeholderData: keepPreviousData,
  })
  const first = data?.pages[0]
  const members = data?.pages.flatMap((page) => page.members) ?? []
  return (
    <>
      <PageHeader crumb={<Link href="/members">{t('nav.members')}</Link>} title={t('directory.title')}>
        <Button component={Link} href="/profile" variant="default">
          {t('directory.mine')}
        </Button>
      </PageHeader>
      <div className={pageStyles.body}>
        <search className={styles.filters} aria-label={t('directory.filters')}>
          <TextInput
            label={t('directory.text')}
            leftSection={<IconSearch size={16} aria-hidden />}
            maxLength={100}
            value={filter.text}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
          <Select
            label={t('directory.skill')}
            data={first?.skills ?? []}
            value={filter.skill}
            clearable
            searchable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            nothingFoundMessage={t('palette.nothing')}
            onChange={(skill) => change({ skill })}
          />
          <Select
            label={t('directory.language')}
            data={(first?.languages ?? []).map((value) => ({ value, label: languageName(value, i18n.language) }))}
            value={filter.language}
            clearable
            searchable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            nothingFoundMessage={t('palette.nothing')}
            onChange={(language) => change({ language })}
          />
          <Select
            label={t('directory.near')}
            data={HOURS.map((value) => ({ value, label: t('directory.hours', { count: Number(value) }) }))}
            value={filter.hours}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            onChange={(hours) => change({ hours })}
          />
          <Checkbox
            label={t('directory.available')}
            checked={filter.available}
            onChange={(event) => change({ available: event.currentTarget.checked })}
          />
        </search>
        {isPending ? (
          <PageLoader />
        ) : first === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <>
            <p className={pageStyles.hint} role="status">
              {t('directory.found', { count: first.total })} {t('directory.lead')}
            </p>
            {members.length === 0 ? (
              <EmptyState icon={<IconUsers size={26} />} title={t('directory.none')} text={t('directory.noneText')} />
            ) : (
              <ul className={styles.list} aria-label={t('directory.title')}>
                {members.map((entry) => (
                  <DirectoryCard key={entry.memberId} entry={entry} />
                ))}
              </ul>
            )}
            {hasNextPage && (
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t('directory.more')}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  )
}
