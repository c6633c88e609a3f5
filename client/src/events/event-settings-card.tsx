import { Anchor, Button, CopyButton, MultiSelect, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { eventEndpoints, REMINDER_CHOICES } from '../../../shared/events.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { eventSettingsQuery } from './event-queries.ts'
import styles from './events.module.css'

/** When I am reminded, and my events in the calendar of another program. */
export function EventSettingsCard() {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const query = eventSettingsQuery(community.id)
  const { data } = useQuery(query)
  const [url, setUrl] = useState<string>()
  const { busy, error, run } = useSubmit()
  if (data === undefined) return null
  const params = { communityId: community.id }
  const inWords = (minutes: number) => {
    const [value, unit] =
      minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
    return new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
  }
  const save = (chosen: string[]) =>
    run(async () => {
      const reminders = REMINDER_CHOICES.filter((minutes) => chosen.includes(String(minutes)))
      // Shown at once; the hub's answer corrects it.
      client.setQueryData(query.queryKey, { ...data, reminders: [...reminders] })
      try {
        const body = { reminders: [...reminders] }
        client.setQueryData(query.queryKey, await api.call(eventEndpoints.saveSettings, { params, body }))
      } catch (thrown) {
        client.setQueryData(query.queryKey, data)
        throw thrown
      }
    })
  const makeFeed = () =>
    run(async () => {
      setUrl((await api.call(eventEndpoints.makeFeed, { params })).url)
      await client.invalidateQueries({ queryKey: query.queryKey })
    })
  const endFeed = () =>
    run(async () => {
      await api.call(eventEndpoints.endFeed, { params })
      setUrl(undefined)
      await client.invalidateQueries({ queryKey: query.queryKey })
      notifyDone(t('events.feedEnded'))
    })
  return (
    <section className={`${pageStyles.card} ${styles.settings}`} aria-labelledby="event-settings">
      <h2 id="event-settings" className={pageStyles.cardTitle}>
        {t('events.settings')}
      </h2>
      <MultiSelect
        label={t('events.reminders')}
        description={t('events.remindersText')}
        data={REMINDER_CHOICES.map((minutes) => ({ value: String(minutes), label: inWords(minutes) }))}
        value={data.reminders.map(String)}
        maxValues={4}
        onChange={(chosen) => void save(chosen)}
      />
      <p className={pageStyles.hint}>
        <Anchor component={Link} href="/settings/notifications" inherit>
          {t('inbox.choose')}
        </Anchor>
      </p>
      <h3 className={styles.subtitle}>{t('events.feed')}</h3>
      <p className={pageStyles.hint}>{t(data.hasFeed ? 'events.feedThere' : 'events.feedText')}</p>
      {url !== undefined && (
        <div className={styles.feed}>
          <TextInput
            className={styles.grow}
            label={t('events.feedUrl')}
            description={t('events.feedOnce')}
            value={url}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'common.copied' : 'common.copy')}</Button>}
          </CopyButton>
        </div>
      )}
      <div className={styles.answers}>
        <Button variant="default" loading={busy} onClick={() => void makeFeed()}>
          {t(data.hasFeed ? 'events.feedAnew' : 'events.feedMake')}
        </Button>
        {data.hasFeed && (
          <Button variant="subtle" color="red" disabled={busy} onClick={() => void endFeed()}>
            {t('events.feedEnd')}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <Text size="sm" c="var(--gh-danger-text)" role="alert">
          {error}
        </Text>
      )}
    </section>
  )
}
