import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HubEvent, Occurrence } from '../../../shared/events.ts'
import pageStyles from '../components/page.module.css'
import { AnswerButtons } from './answer-buttons.tsx'
import { EventPlace } from './event-place.tsx'
import { EventWhen } from './event-when.tsx'
import listStyles from '../components/card-list.module.css'

/** An event with its next date. */
export function EventItem({ event, date }: { event: HubEvent; date: Occurrence }) {
  const { t } = useTranslation()
  const { id, title, times, place, going, maybe, capacity, nicheName } = event
  return (
    <li className={pageStyles.card}>
      <div className={listStyles.head}>
        <h2 className={listStyles.name}>
          <Link href={`/events/${id}`} dir="auto">
            {title}
          </Link>
        </h2>
        <span className={pageStyles.row}>
          {nicheName !== null && <span className={pageStyles.chip}>{nicheName}</span>}
          {times.repeat !== 'never' && <span className={pageStyles.chip}>{t(`events.repeats.${times.repeat}`)}</span>}
        </span>
      </div>
      <p className={listStyles.facts}>
        <EventWhen startsAt={date.startsAt} timeZone={times.timeZone} />
      </p>
      <p className={listStyles.facts}>
        <EventPlace place={place} /> · {t('events.counts', { going, maybe })}
        {capacity !== null && ` · ${t('events.places', { count: Math.max(0, capacity - going) })}`}
      </p>
      <AnswerButtons event={event} />
    </li>
  )
}
