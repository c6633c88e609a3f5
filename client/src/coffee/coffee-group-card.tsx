import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { coffeeEndpoints, type CoffeeGroup, type CoffeeSaid, type CoffeeState } from '../../../shared/coffee.ts'
import pageStyles from '../components/page.module.css'
import { useMyZone } from '../events/event-queries.ts'
import styles from '../events/events.module.css'
import { api } from '../lib/api.ts'
import { languageName } from '../lib/language-names.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

interface CoffeeGroupCardProps {
  group: CoffeeGroup
  canSkip: boolean
  took: (state: CoffeeState) => void
}

/** Whom I was last brought together with, how to reach them, and hours that suit all of us. */
export function CoffeeGroupCard({ group, canSkip, took }: CoffeeGroupCardProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const zone = useMyZone()
  const { busy, error, run } = useSubmit()
  const { others, language, month, times, met } = group
  const names = others.map(({ name }) => name).join(' & ')
  const say = (said: CoffeeSaid) =>
    run(async () => {
      took(await api.call(coffeeEndpoints.say, { params: { communityId: community.id }, body: { said } }))
    })
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const whole = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const
  const short = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const
  const at = (moment: number, timeZone: string, format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { ...format, timeZone }).format(moment)
  return (
    <section className={pageStyles.card} aria-labelledby="coffee-last">
      <h2 id="coffee-last" className={pageStyles.cardTitle} dir="auto">
        {t('coffee.with', { names })}
      </h2>
      <dl className={styles.about}>
        <dt>{t('coffee.month')}</dt>
        <dd>{monthName.format(Date.parse(`${month}-01T00:00:00Z`))}</dd>
        <dt>{t('coffee.language')}</dt>
        <dd>{languageName(language, i18n.language)}</dd>
        {others.map(({ id, name, contacts }) =>
          contacts.length === 0 ? null : (
            <FactOf key={id} name={name}>
              {contacts.map((contact) => `${platformName(contact.platform)}: ${contact.name}`).join(' · ')}
            </FactOf>
          ),
        )}
      </dl>
      <h3 className={styles.subtitle}>{t('coffee.times')}</h3>
      <ul className={styles.dates}>
        {times.map((moment) => (
          <li key={moment}>
            <time dateTime={new Date(moment).toISOString()}>
              {at(moment, zone, whole)} ({zone})
              {others
                .filter(({ timeZone }) => timeZone !== zone)
                .map(({ name, timeZone }) => ` · ${name}: ${at(moment, timeZone, short)} (${timeZone})`)}
            </time>
          </li>
        ))}
      </ul>
      <div className={styles.answers}>
        {met ? (
          <span className={pageStyles.chip} data-tone="good">
            {t('coffee.met')}
          </span>
        ) : (
          <Button size="xs" loading={busy} onClick={() => void say('met')}>
            {t('coffee.met')}
          </Button>
        )}
        {canSkip && (
          <Button size="xs" variant="default" disabled={busy} onClick={() => void say('skip')}>
            {t('coffee.skip')}
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

function FactOf({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt dir="auto">{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  )
}
