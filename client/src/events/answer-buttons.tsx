import { Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { EVENT_ANSWERS, type EventAnswer, eventEndpoints, type HubEvent } from '../../../shared/events.ts'
import { api } from '../lib/api.ts'
import { useSubmit } from '../lib/use-submit.ts'
import { eventsChanged } from './event-queries.ts'
import styles from './events.module.css'

/** Whether I come; nothing to choose where there is nothing to come to. */
export function AnswerButtons({ event }: { event: HubEvent }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { busy, error, run } = useSubmit()
  const { id: eventId, communityId, title, myAnswer, capacity, going, state, next } = event
  if (state !== 'planned' || next === null) return null
  const isFull = capacity !== null && going >= capacity && myAnswer !== 'going'
  const answer = (said: EventAnswer) =>
    run(async () => {
      await api.call(eventEndpoints.answer, { params: { communityId, eventId }, body: { answer: said } })
      await eventsChanged(client, event)
    })
  return (
    <>
      <div className={styles.answers} role="group" aria-label={t('events.answerTo', { title })}>
        {EVENT_ANSWERS.map((said) => (
          <Button
            key={said}
            size="xs"
            variant={myAnswer === said ? 'filled' : 'default'}
            aria-pressed={myAnswer === said}
            disabled={busy || (said === 'going' && isFull)}
            onClick={() => void answer(said)}
          >
            {t(`events.answers.${said}`)}
          </Button>
        ))}
        {isFull && <span className={styles.full}>{t('events.full')}</span>}
      </div>
      {error !== undefined && (
        <Text size="sm" c="var(--gh-danger-text)" role="alert">
          {error}
        </Text>
      )}
    </>
  )
}
