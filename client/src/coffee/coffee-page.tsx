import { Button, MultiSelect, Switch, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type CoffeeChoice, coffeeEndpoints, type CoffeeState } from '../../../shared/coffee.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { languageName } from '../lib/language-names.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useSubmit } from '../lib/use-submit.ts'
import { CoffeeGroupCard } from './coffee-group-card.tsx'
import { CoffeeSettingsCard } from './coffee-settings-card.tsx'
import styles from '../events/events.module.css'

/** Virtual coffee: whether I take part, with whom I am, and for admins when it is. */
export function CoffeePage() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const client = useQueryClient()
  const queryKey = ['coffee', community.id]
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => api.call(coffeeEndpoints.read, { params: { communityId: community.id } }),
  })
  const took = (state: CoffeeState) => client.setQueryData(queryKey, state)
  return (
    <>
      <PageHeader crumb={<Link href="/events">{t('events.title')}</Link>} title={t('coffee.title')} />
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <>
            <p className={pageStyles.hint}>{t('coffee.lead')}</p>
            <Choice state={data} took={took} />
            {data.last !== null && <CoffeeGroupCard group={data.last} took={took} canSkip={canSkip(data)} />}
            {data.unpaired !== null && (
              <section className={pageStyles.card}>
                <h2 className={pageStyles.cardTitle}>{t('coffee.noneTitle')}</h2>
                <p className={pageStyles.hint}>{t(`coffee.unpaired.${data.unpaired}`)}</p>
              </section>
            )}
            {isAdmin && <CoffeeSettingsCard settings={data.settings} took={took} />}
          </>
        )}
      </div>
    </>
  )
}

function canSkip({ mine, nextAt }: CoffeeState): boolean {
  return mine.on && nextAt !== null && !mine.skipsNext
}

function Choice({ state, took }: { state: CoffeeState; took: (state: CoffeeState) => void }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const { error, run } = useSubmit()
  const { mine, settings, nextAt, taking } = state
  const choose = (part: Partial<CoffeeChoice>) =>
    run(async () => {
      const body = { on: mine.on, languages: mine.languages, ...part }
      // Shown at once; the hub's answer corrects it.
      took({ ...state, mine: { ...mine, ...body } })
      try {
        took(await api.call(coffeeEndpoints.choose, { params: { communityId: community.id }, body }))
      } catch (thrown) {
        took(state)
        throw thrown
      }
    })
  return (
    <section className={pageStyles.card}>
      <div className={styles.form}>
        <Switch
          label={t('coffee.on')}
          description={t('coffee.onText')}
          checked={mine.on}
          onChange={(event) => void choose({ on: event.currentTarget.checked })}
        />
        {mine.on && mine.known.length > 1 && (
          <MultiSelect
            label={t('coffee.languages')}
            description={t('coffee.languagesText')}
            data={mine.known.map((value) => ({ value, label: languageName(value, i18n.language) }))}
            value={mine.languages.filter((language) => mine.known.includes(language))}
            onChange={(languages) => void choose({ languages })}
          />
        )}
        {mine.on && !mine.hasProfile && (
          <Text size="sm" role="status">
            {t('coffee.unpaired.profile')} <Link href="/profile">{t('nav.profile')}</Link>
          </Text>
        )}
        <Text size="sm">
          {nextAt === null || !settings.enabled
            ? t('coffee.off')
            : t('coffee.next', { when: locale.dateTime(nextAt), count: taking })}
          {mine.on && mine.skipsNext && ` ${t('coffee.skips')}`}
        </Text>
        {mine.on && mine.skipsNext && (
          <Button variant="default" size="xs" className={styles.start} onClick={() => void choose({})}>
            {t('coffee.unskip')}
          </Button>
        )}
        {error !== undefined && (
          <Text size="sm" c="var(--gh-danger-text)" role="alert">
            {error}
          </Text>
        )}
      </div>
    </section>
  )
}
