import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type AuditEntry, memberEndpoints } from '../../../shared/members.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { membersQuery } from '../documents/document-queries.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'

const PAGE = 50

/** Sign-ins, roles, tokens and overrides, newest first. */
export function AuditSection() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', community.id],
    queryFn: ({ pageParam }) =>
      api.call(memberEndpoints.audit, {
        params: { communityId: community.id },
        query: { limit: PAGE, ...(pageParam === '' ? {} : { before: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ entries }) => (entries.length < PAGE ? undefined : entries.at(-1)?.id),
    staleTime: 0,
  })
  const { data: members } = useQuery(membersQuery(community.id))
  const nameById = new Map(members?.map(({ id, name }) => [id, name]))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const entries = data.pages.flatMap((page) => page.entries)
  if (entries.length === 0) return <EmptyState icon={<IconHistory size={26} />} title={t('settings.audit.none')} />
  return (
    <>
      <div className={pageStyles.tableFrame} tabIndex={0} role="region" aria-label={t('settings.audit.title')}>
        <table className={pageStyles.table}>
          <thead>
            <tr>
              <th scope="col">{t('settings.audit.when')}</th>
              <th scope="col">{t('settings.audit.who')}</th>
              <th scope="col">{t('settings.audit.what')}</th>
              <th scope="col">{t('settings.audit.details')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td className={`${pageStyles.muted} ${styles.time}`}>{locale.dateTime(entry.at)}</td>
                <td>{entry.actorName}</td>
                <td>
                  <code className={styles.code}>{entry.action}</code>
                </td>
                <td className={styles.cell}>{detailsOf(entry, nameById)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Button mt="md" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('settings.audit.older')}
        </Button>
      )}
    </>
  )
}

function detailsOf({ actor, subject, details }: AuditEntry, nameById: ReadonlyMap<string, string>): string {
  const about = subject === actor ? [] : [nameById.get(subject) ?? subject]
  return [...about, ...Object.entries(details).map(([key, value]) => `${key}: ${wordsOf(value)}`)].join(' · ')
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
