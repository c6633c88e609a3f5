import { useTranslation } from 'react-i18next'
import type { Market } from '../../../shared/market.ts'
import pageStyles from '../components/page.module.css'
import styles from './market.module.css'
import { useMoney } from './use-money.ts'

/** A rate that the reader might ask for, and why that. */
export function BidCard({ market: { bid, currency, gaps } }: { market: Market }) {
  const { t } = useTranslation()
  const money = useMoney(currency)
  // Without a profile there is nobody to suggest it to.
  if (gaps === null) return null
  return (
    <section className={pageStyles.card} aria-labelledby="market-bid">
      <h2 id="market-bid" className={pageStyles.cardTitle}>
        {t('market.bid.title')}
      </h2>
      {bid === null ? (
        <p className={styles.few}>{t('market.bid.few')}</p>
      ) : (
        <>
          <p className={styles.suggested}>
            {t('gigs.pay.range', { amount: money.one(bid.suggested), period: t('gigs.period.hour') })}
          </p>
          <p>{t(`market.bid.because.${bid.because}`)}</p>
          <p className={pageStyles.hint}>
            {t('market.bid.spread', { range: money.range(bid.low, bid.high), count: bid.n })}
          </p>
        </>
      )}
    </section>
  )
}
