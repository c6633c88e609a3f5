import { useTranslation } from 'react-i18next'
import type { RateBand } from '../../../shared/market.ts'
import pageStyles from '../components/page.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from './market.module.css'
import { useMoney } from './use-money.ts'

interface BandTableProps {
  title: string
  bands: readonly RateBand[]
  currency: string
}

/** What half of the gigs pay, as figures and, for the eye, as bars on one scale. */
export function BandTable({ title, bands, currency }: BandTableProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const money = useMoney(currency)
  if (bands.length === 0) return null
  const most = Math.max(...bands.map(({ high }) => high))
  return (
    <section className={pageStyles.card} aria-label={title}>
      <h2 className={pageStyles.cardTitle}>{title}</h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('market.name')}</th>
              <th scope="col">{t('market.band')}</th>
              <th scope="col" className={styles.figure}>
                {t('market.middle')}
              </th>
              <th scope="col" className={styles.figure}>
                {t('market.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bands.map((band) => (
              <tr key={band.name}>
                <th scope="row">{band.name}</th>
                <td>
                  <BandBar band={band} most={most} />
                  <span className={styles.range}>{money.range(band.low, band.high)}</span>
                </td>
                <td className={styles.figure}>{money.one(band.mid)}</td>
                <td className={styles.figure}>{locale.number(band.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function BandBar({ band, most }: { band: RateBand; most: number }) {
  const part = (sum: number) => (most === 0 ? 0 : (sum / most) * 100)
  const [start, end] = [part(band.low), part(band.high)]
  return (
    <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
      <rect className={styles.track} x="0" y="0" width="100" height="8" />
      <rect className={styles.band} x={start} y="0" width={Math.max(1, end - start)} height="8" />
      <rect className={styles.mid} x={part(band.mid) - 0.5} y="0" width="1" height="8" />
    </svg>
  )
}
