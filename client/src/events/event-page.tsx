import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconCalendarDown, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { eventEndpoints, type HubEvent, type Occurrence } from '../../../shared/events.ts'
import { Markdown } from '../boards/markdown.tsx'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { HoldNote } from '../moderation/hold-note.tsx'
import { useCommunity } from '../lib/session.tsx'
import { AnswerButtons } from './answer-buttons.tsx'
import { AttendanceCard } from './attendance-card.tsx'
import { EventPlace } from './event-place.tsx'
import { eventQuery, eventsChanged } from './event-queries.ts'
import { EventState } from './event-state.tsx'
import { EventWhen } from './event-when.tsx'
import listStyles from '../components/card-list.module.css'
import styles from './events.module.css'

/** One event: when and where, who comes, its dates, and who was there. */
export function EventPage({ eventId }: { eventId: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(eventQuery(community.id, eventId))
  const crumb = <Link href="/events">{t('events.title')}</Link>
  if (data === undefined) {
    return (
      <>
        <PageHeader crumb={crumb} title={t('events.title')} />
        <div className={pageStyles.body}>
          {isPending ? <PageLoader /> : <ErrorState error={error} retry={() => void refetch()} />}
        </div>
      </>
    )
  }
  const { event, answers, past, coming } = data
  const isInvited = event.state === 'planned' || event.state === 'cancelled'
  const { title, times, next, state, markdown, going, maybe, capacity, author, nicheName } = event
  return (
    <>
      <PageHeader crumb={crumb} title={title}>
        {isInvited && (
          <Button
            component="a"
            href={`/api/communities/${community.id}/events/${eventId}/calendar.ics`}
            variant="default"
            leftSection={<IconCalendarDown size={16} aria-hidden />}
          >
            {t('events.file')}
          </Button>
        )}
        {event.mine && state !== 'cancelled' && (
          <Button
            component={Link}
            href={`/events/${eventId}/edit`}
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
          >
            {t('events.edit')}
          </Button>
        )}
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <HoldNote hold={event.hold} mine={event.mine} />
        <section className={pageStyles.card}>
          <EventState state={state} />
          {state === 'planned' && next === null && <span className={pageStyles.chip}>{t('events.over')}</span>}
          <dl className={styles.about}>
            {next !== null && (
              <>
                <dt>{t('events.when')}</dt>
                <dd>
                  <EventWhen startsAt={next.startsAt} timeZone={times.timeZone} />
                  {times.repeat !== 'never' && ` · ${t(`events.repeats.${times.repeat}`)}`}
                </dd>
              </>
            )}
            <dt>{t('events.where')}</dt>
            <dd>
              <EventPlace place={event.place} />
            </dd>
            <dt>{t('events.forWhom')}</dt>
            <dd>
              {nicheName === null ? t('announcements.everybody') : t('announcements.inNiche', { name: nicheName })}
              {isInvited && author !== null && ` · ${t('events.by', { name: author.name })}`}
            </dd>
            {isInvited && (
              <>
                <dt>{t('events.who')}</dt>
                <dd>
                  {t('events.counts', { going, maybe })}
                  {capacity !== null && ` · ${t('events.places', { count: Math.max(0, capacity - going) })}`}
                </dd>
              </>
            )}
          </dl>
          {markdown !== '' && (
            <div dir="auto">
              <Markdown text={markdown} />
            </div>
          )}
          <AnswerButtons event={event} />
          {times.repeat !== 'never' && event.state === 'planned' && (
            <p className={listStyles.facts}>{t('events.answerHolds')}</p>
          )}
        </section>
        {answers.some(({ answer }) => answer !== 'no') && (
          <section className={pageStyles.card} aria-labelledby="event-who">
            <h2 id="event-who" className={pageStyles.cardTitle}>
              {t('events.who')}
            </h2>
            <ul className={styles.people}>
              {answers
                .filter(({ answer }) => answer !== 'no')
                .map(({ id, name, answer }) => (
                  <li key={id}>
                    <PersonAvatar memberId={id} name={name} size={26} decorative />
                    <span dir="auto">{name}</span>
                    {answer === 'maybe' && <span className={pageStyles.chip}>{t('events.answers.maybe')}</span>}
                  </li>
                ))}
            </ul>
          </section>
        )}
        {(coming.length > 1 || event.mine) && state !== 'cancelled' && next !== null && (
          <Dates event={event} coming={coming} />
        )}
        {event.mine && past.length > 0 && <AttendanceCard event={event} past={past} answers={answers} />}
      </div>
    </>
  )
}

/** Those to come; who runs it calls off one, or all of it. */
function Dates({ event, coming }: { event: HubEvent; coming: readonly Occurrence[] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [off, setOff] = useState<Occurrence | 'all'>()
  const { communityId, id: eventId, times, mine } = event
  const isRepeated = times.repeat !== 'never'
  const cancel = async () => {
    const local = off === 'all' || off === undefined ? null : off.local
    await api.call(eventEndpoints.cancel, { params: { communityId, eventId }, body: { local } })
    await eventsChanged(client, event)
    notifyDone(t('events.cancelDone'))
  }
  return (
    <section className={pageStyles.card} aria-labelledby="event-dates">
      <h2 id="event-dates" className={pageStyles.cardTitle}>
        {t('events.dates')}
      </h2>
      <ul className={styles.dates}>
        {coming.map((date) => (
          <li key={date.local}>
            <EventWhen startsAt={date.startsAt} timeZone={times.timeZone} />
            {mine && isRepeated && (
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => setOff(date)}>
                {t('events.cancelDate')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mine && (
        <Button variant="default" onClick={() => setOff('all')}>
          {t('events.cancel')}
        </Button>
      )}
      {off !== undefined && (
        <ConfirmModal
          title={t(off === 'all' ? 'events.cancel' : 'events.cancelDate')}
          text={t('events.cancelText')}
          action={t(off === 'all' ? 'events.cancel' : 'events.cancelDate')}
          onConfirm={cancel}
          onClose={() => setOff(undefined)}
        />
      )}
    </section>
  )
}
