import { useTranslation } from 'react-i18next'
import { timesOf } from '../../../shared/event-card.ts'
import { useMyZone } from './event-queries.ts'

/** When it begins by the reader's clock, and by its author's where that is another. */
export function EventWhen({ startsAt, timeZone }: { startsAt: number; timeZone: string }) {
  const { i18n } = useTranslation()
  const readerTimeZone = useMyZone()
  return (
    <time dateTime={new Date(startsAt).toISOString()}>
      {timesOf({ startsAt, timeZone, readerTimeZone, language: i18n.language })}
    </time>
  )
}
