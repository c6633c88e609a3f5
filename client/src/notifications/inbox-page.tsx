import { Anchor, Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconChecks, IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './inbox.module.css'
import { InboxItem } from './inbox-item.tsx'
import { inboxQuery, markRead, unreadQuery } from './notification-queries.ts'

/** What concerns me, newest first. */
export function InboxPage() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [unreadOnly, setUnreadOnly] = useState(false)
  const { data: unread = 0 } = useQuery(unreadQuery(community.id))
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    inboxQuery(community.id, unreadOnly),
  )
  const read = (ids?: string[]) => void markRead(client, community.id, ids).catch(notifyFailed)
  const items = data?.pages.flat() ?? []
  return (
    <>
      <PageHeader title={t('nav.inbox')}>
        <Button
          variant="default"
          leftSection={<IconChecks size={16} aria-hidden />}
          disabled={unread === 0}
          onClick={() => read()}
        >
          {t('inbox.readAll')}
        </Button>
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <div className={styles.bar}>
          <SegmentedControl
            size="xs"
            aria-label={t('inbox.show')}
            value={unreadOnly ? 'unread' : 'all'}
            onChange={(value) => setUnreadOnly(value === 'unread')}
            data={[
              { value: 'all', label: t('inbox.all') },
              { value: 'unread', label: t('inbox.unread', { count: unread }) },
            ]}
          />
          <Anchor component={Link} href="/settings/notifications" inherit>
            {t('inbox.choose')}
          </Anchor>
        </div>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : items.length === 0 ? (
          <EmptyState
            icon={<IconInbox size={26} />}
            title={t(unreadOnly ? 'inbox.noneUnread' : 'inbox.none')}
            text={t('inbox.noneText')}
          />
        ) : (
          <ul className={styles.list} aria-label={t('nav.inbox')}>
            {items.map((item) => (
              <InboxItem key={item.id} notification={item} onRead={() => read([item.id])} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('inbox.older')}
          </Button>
        )}
      </div>
    </>
  )
}
