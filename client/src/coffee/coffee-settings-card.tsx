import { Button, NumberInput, Select, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coffeeEndpoints, type CoffeeSettings, type CoffeeState } from '../../../shared/coffee.ts'
import pageStyles from '../components/page.module.css'
import styles from '../events/events.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

interface CoffeeSettingsCardProps {
  settings: CoffeeSettings
  took: (state: CoffeeState) => void
}

/** For admins: whether and when members are brought together. */
export function CoffeeSettingsCard({ settings, took }: CoffeeSettingsCardProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const [input, setInput] = useState(settings)
  const { busy, error, onSubmit } = useSubmit()
  const change = (part: Partial<CoffeeSettings>) => setInput((all) => ({ ...all, ...part }))
  const save = async () => {
    took(await api.call(coffeeEndpoints.configure, { params: { communityId: community.id }, body: input }))
    notifyDone(t('coffee.saved'))
  }
  const hour = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: 'UTC' })
  return (
    <section className={`${pageStyles.card} ${styles.settings}`} aria-labelledby="coffee-settings">
      <h2 id="coffee-settings" className={pageStyles.cardTitle}>
        {t('coffee.settings')}
      </h2>
      <form className={styles.form} onSubmit={onSubmit(save)}>
        <Switch
          label={t('coffee.enabled')}
          checked={input.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <div className={styles.inline}>
          <NumberInput
            label={t('coffee.day')}
            min={1}
            max={28}
            allowDecimal={false}
            required
            value={input.day}
            onChange={(value) => change({ day: Number(value) || 1 })}
          />
          <Select
            label={t('coffee.hour')}
            data={Array.from({ length: 24 }, (_, at) => ({ value: String(at), label: hour.format(at * 3_600_000) }))}
            value={String(input.hour)}
            allowDeselect={false}
            onChange={(value) => change({ hour: Number(value) })}
          />
          <Select
            label={t('events.timeZone')}
            data={[...new Set(['UTC', input.timeZone, ...Intl.supportedValuesOf('timeZone')])]}
            value={input.timeZone}
            allowDeselect={false}
            searchable
            limit={50}
            onChange={(timeZone) => timeZone !== null && change({ timeZone })}
          />
        </div>
        {error !== undefined && (
          <Text size="sm" c="var(--gh-danger-text)" role="alert">
            {error}
          </Text>
        )}
        <Button
          type="submit"
          loading={busy}
          disabled={JSON.stringify(input) === JSON.stringify(settings)}
          className={styles.start}
        >
          {t('coffee.save')}
        </Button>
      </form>
    </section>
  )
}
