import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect } from 'wouter'
import type { Announcement } from '../../../shared/announcements.ts'
import { placeName } from '../components/channel-picker.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { HoldNote } from '../moderation/hold-note.tsx'
import { announcementOptionsQuery, announcementQuery, took } from './announcement-queries.ts'
import { Previews } from './previews.tsx'
import { AnnouncementReport } from './announcement-report.tsx'
import { SendBar } from './send-bar.tsx'
import styles from './announcements.module.css'
import { textIn } from './text-in.ts'

/** What each platform is going to show, and the way to send it: where the answer to /announce leads. */
export function PreviewPage({ announcementId }: { announcementId: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(announcementQuery(community.id, announcementId))
  const path = `/announcements/${announcementId}`
  if (data?.mine === false) return <Redirect to={path} replace />
  return (
    <>
      <PageHeader
        crumb={<Link href="/announcements">{t('announcements.title')}</Link>}
        title={data === undefined ? t('announcements.preview') : textIn(data, data.language).title}
      >
        <Button component={Link} href={path} variant="default" leftSection={<IconPencil size={16} aria-hidden />}>
          {t('announcements.edit')}
        </Button>
      </PageHeader>
      <div className={pageStyles.body}>
        {data !== undefined ? (
          <Preview announcement={data} />
        ) : isPending ? (
          <PageLoader />
        ) : (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
      </div>
    </>
  )
}

function Preview({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data: options } = useQuery(announcementOptionsQuery(announcement.communityId))
  const { nicheId, channels, web, mail, dm, sentAt, hold } = announcement
  const niche = options?.niches.find(({ id }) => id === nicheId)
  const places = [
    ...channels.map(placeName),
    ...(web ? [t('announcements.web')] : []),
    ...(mail ? [t('announcements.mail')] : []),
    ...(dm ? [t('announcements.dm')] : []),
  ]
  return (
    <div className={styles.editor}>
      <div className={styles.form}>
        <HoldNote hold={hold} mine />
        <section className={pageStyles.card} aria-labelledby="announcement-places">
          <h2 id="announcement-places" className={pageStyles.cardTitle}>
            {niche === undefined ? t('announcements.everybody') : t('announcements.inNiche', { name: niche.name })}
          </h2>
          <ul className={styles.places}>
            {places.map((place) => (
              <li key={place} dir="auto">
                {place}
              </li>
            ))}
          </ul>
        </section>
        {sentAt !== null && <AnnouncementReport announcement={announcement} />}
        <form>
          <SendBar
            announcement={announcement}
            saved={() => Promise.resolve(announcement)}
            onAnswer={(answer) => took(client, answer)}
          />
        </form>
      </div>
      <Previews announcement={announcement} isStale={false} />
    </div>
  )
}
