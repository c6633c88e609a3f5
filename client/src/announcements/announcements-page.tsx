import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Announcement } from '../../../shared/announcements.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { EventWhen } from '../events/event-when.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { announcementsQuery } from './announcement-queries.ts'
import listStyles from '../components/card-list.module.css'
import { textIn } from './text-in.ts'

const TONES = { draft: undefined, held: 'warn', scheduled: 'warn', sent: 'good', recalled: 'bad' } as const

/** What was announced, newest first; for who announces also what is still to come. */
export function AnnouncementsPage() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(announcementsQuery(community.id))
  return (
    <>
      <PageHeader crumb={community.name} title={t('announcements.title')}>
        {data?.mayAnnounce === true && (
          <Button component={Link} href="/announcements/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('announcements.new')}
          </Button>
        )}
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data.announcements.length === 0 ? (
          <EmptyState
            icon={<IconSpeakerphone size={26} />}
            title={t('announcements.none')}
            text={t(data.mayAnnounce ? 'announcements.noneMine' : 'announcements.noneText')}
          />
        ) : (
          <ul className={listStyles.list} aria-label={t('announcements.title')}>
            {data.announcements.map((announcement) => (
              <Item key={announcement.id} announcement={announcement} />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

function Item({ announcement }: { announcement: Announcement }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { id, state, dueAt, schedule, sentAt, createdAt, author, mine, hold } = announcement
  const { title, language } = textIn(announcement, i18n.language)
  const at = sentAt ?? createdAt
  return (
    <li className={pageStyles.card}>
      <div className={listStyles.head}>
        <h2 className={listStyles.name}>
          <Link href={`/announcements/${id}`} lang={language} dir="auto">
            {title}
          </Link>
        </h2>
        {(mine || hold !== null) && (
          <span className={pageStyles.chip} data-tone={TONES[state]}>
            {t(`announcements.states.${state}`)}
          </span>
        )}
      </div>
      <p className={listStyles.facts}>
        {author !== null && (
          <>
            <bdi>{author.name}</bdi> ·{' '}
          </>
        )}
        {state === 'scheduled' && dueAt !== null && schedule !== null ? (
          <EventWhen startsAt={dueAt} timeZone={schedule.timeZone} />
        ) : (
          <time dateTime={new Date(at).toISOString()}>{locale.dateTime(at)}</time>
        )}
      </p>
    </li>
  )
}
