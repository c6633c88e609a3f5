import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconPlus, IconRefresh, IconRss, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FeedHealth, gigEndpoints } from '../../../shared/gigs.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { GigModelsCard } from './gig-models-card.tsx'
import { HooksCard } from './hooks-card.tsx'
import { NewFeedModal } from './new-feed-modal.tsx'
import styles from './settings.module.css'

/** Where gigs come from, and how each source is. */
export function FeedsSection() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const [adding, setAdding] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['feeds', community.id],
    queryFn: async () => (await api.call(gigEndpoints.listFeeds, { params: { communityId: community.id } })).feeds,
  })
  const add = isAdmin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('settings.feeds.add')}
    </Button>
  )
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <>
      {data.length === 0 ? (
        <EmptyState icon={<IconRss size={26} />} title={t('settings.feeds.none')} text={t('settings.feeds.noneText')}>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className={styles.bar}>
            <p>{t('settings.feeds.text')}</p>
            {add}
          </div>
          {data.map((feed) => (
            <FeedCard key={feed.id} feed={feed} />
          ))}
        </>
      )}
      {isAdmin && <HooksCard />}
      {isAdmin && <GigModelsCard />}
      {adding && <NewFeedModal onClose={() => setAdding(false)} />}
    </>
  )
}

function FeedCard({ feed }: { feed: FeedHealth }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { isAdmin } = useCommunity()
  const [polling, setPolling] = useState(false)
  const [removing, setRemoving] = useState(false)
  const params = { communityId: feed.communityId, feedId: feed.id }
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['feeds', feed.communityId] })
    await client.invalidateQueries({ queryKey: ['gigs', feed.communityId] })
  }
  const poll = async () => {
    setPolling(true)
    try {
      const { lastError, name } = await api.call(gigEndpoints.pollFeed, { params })
      if (lastError === null) notifyDone(t('settings.feeds.polled', { name }))
    } catch (error) {
      notifyFailed(error)
    } finally {
      setPolling(false)
      await refresh()
    }
  }
  const state = !feed.enabled
    ? 'paused'
    : feed.lastError !== null
      ? 'trouble'
      : feed.lastSuccessAt === null
        ? 'new'
        : 'well'
  const tone = { paused: 'warn', trouble: 'bad', new: 'plain', well: 'good' }[state]
  const when = (at: number | null) => (at === null ? t('settings.feeds.never') : locale.ago(at))
  return (
    <section className={pageStyles.card} aria-labelledby={`feed-${feed.id}`}>
      <div className={styles.head}>
        <h2 id={`feed-${feed.id}`} className={pageStyles.cardTitle}>
          {feed.name}
        </h2>
        <span className={pageStyles.chip} data-tone={tone}>
          {t(`settings.feeds.state.${state}`)}
        </span>
        {isAdmin && (
          <span className={`${pageStyles.row} ${pageStyles.end}`}>
            <Button
              size="xs"
              variant="default"
              loading={polling}
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={() => void poll()}
            >
              {t('settings.feeds.tryNow')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => setRemoving(true)}
            >
              {t('common.remove')}
            </Button>
          </span>
        )}
      </div>
      <p className={styles.address}>{feed.url}</p>
      <dl className={styles.facts}>
        <div>
          <dt>{t('settings.feeds.last')}</dt>
          <dd>{when(feed.lastSuccessAt)}</dd>
        </div>
        <div>
          <dt>{t('settings.feeds.next')}</dt>
          <dd>{when(feed.nextPollAt)}</dd>
        </div>
        <div>
          <dt>{t('settings.feeds.items')}</dt>
          <dd>{locale.number(feed.itemsSeen)}</dd>
        </div>
        {feed.itemsBroken > 0 && (
          <div>
            <dt>{t('settings.feeds.broken')}</dt>
            <dd>{locale.number(feed.itemsBroken)}</dd>
          </div>
        )}
      </dl>
      {feed.lastError !== null && <p className={styles.error}>{feed.lastError}</p>}
      {removing && (
        <ConfirmModal
          title={t('settings.feeds.removeTitle', { name: feed.name })}
          text={t('settings.feeds.removeText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(gigEndpoints.removeFeed, { params })
            await refresh()
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </section>
  )
}
