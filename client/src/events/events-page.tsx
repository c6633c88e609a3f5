import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCalendarEvent, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HubEvent } from '../../../shared/events.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { EventItem } from './event-item.tsx'
import { EventMonth } from './event-month.tsx'
import { eventsQuery } from './event-queries.ts'
import { EventSettingsCard } from './event-settings-card.tsx'
import { EventState } from './event-state.tsx'
import styles from './events.module.css'
import listStyles from '../components/card-list.module.css'

/** What comes next, as a list or by month, and how one is reminded of it. */
export function EventsPage() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const [view, setView] = useState('list')
  const { data, error, isPending, refetch } = useQuery(eventsQuery(community.id))
  const byId = new Map((data?.events ?? []).map((event) => [event.id, event]))
  return (
    <>
      <PageHeader crumb={community.name} title={t('events.title')}>
        <SegmentedControl
          size="xs"
          aria-label={t('events.view')}
          value={view}
          onChange={setView}
          data={[
            { value: 'list', label: t('events.list') },
            { value: 'month', label: t('events.month') },
          ]}
        />
        <Button component={Link} href="/coffee" variant="default">
          {t('coffee.title')}
        </Button>
        {data?.mayInvite === true && (
          <Button component={Link} href="/events/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('events.new')}
          </Button>
        )}
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <WaitingEvents events={data?.waiting ?? []} />
        {view === 'month' ? (
          <EventMonth />
        ) : isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data.dates.length === 0 ? (
          <EmptyState
            icon={<IconCalendarEvent size={26} />}
            title={t('events.none')}
            text={t(data.mayInvite ? 'events.noneMine' : 'events.noneText')}
          />
        ) : (
          <ul className={listStyles.list} aria-label={t('events.title')}>
            {data.dates.map((date) => {
              const event = byId.get(date.eventId)
              // The later dates of what repeats are on its page, and in the month.
              return event?.next?.local === date.local && <EventItem key={event.id} event={event} date={date} />
            })}
          </ul>
        )}
        <EventSettingsCard />
      </div>
    </>
  )
}

/** For who runs them: those to which nobody is invited, because of what they say. */
function WaitingEvents({ events }: { events: readonly HubEvent[] }) {
  const { t } = useTranslation()
  if (events.length === 0) return null
  return (
    <section className={styles.waiting} aria-labelledby="events-waiting">
      <h2 id="events-waiting" className={pageStyles.cardTitle}>
        {t('events.waiting')}
      </h2>
      <ul>
        {events.map(({ id, title, state }) => (
          <li key={id}>
            <Link href={`/events/${id}`} className={styles.link} dir="auto">
              {title}
            </Link>
            <EventState state={state} />
          </li>
        ))}
      </ul>
    </section>
  )
}
