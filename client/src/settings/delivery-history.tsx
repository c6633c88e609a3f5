import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Delivery, deliveryEndpoints } from '../../../shared/deliveries.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'

/** What happened to one delivery, oldest first. */
export function DeliveryHistory({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, communityId, attempts } = delivery
  const { data, error, isPending, refetch } = useQuery({
    // A further attempt is a further entry.
    queryKey: ['deliveries', communityId, 'history', id, attempts, delivery.state],
    queryFn: async () =>
      (await api.call(deliveryEndpoints.history, { params: { communityId, deliveryId: id } })).attempts,
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  if (data.length === 0) return <p className={pageStyles.muted}>{t('settings.deliveries.history.none')}</p>
  return (
    <ol className={styles.list}>
      {data.map(({ at, outcome, message }, index) => (
        <li key={`${at} ${index}`}>
          <time dateTime={new Date(at).toISOString()}>{locale.dateTime(at)}</time>:{' '}
          {t(`settings.deliveries.history.outcomes.${outcome}`)} <span className={pageStyles.muted}>{message}</span>
        </li>
      ))}
    </ol>
  )
}
