import { useTranslation } from 'react-i18next'
import type { MarketMonth } from '../../../shared/market.ts'
import pageStyles from '../components/page.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from './market.module.css'
import { useMoney } from './use-money.ts'

const HEIGHT = 60
const STEP = 20

/** How many gigs came in each month, and what the middle of them paid: columns for the eye, a table for all. */
export function MonthChart({ months, currency }: { months: readonly MarketMonth[]; currency: string }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const money = useMoney(currency)
  const format = new Intl.DateTimeFormat(i18n.language, { month: 'short', year: '2-digit', timeZone: 'UTC' })
  const nameOf = (month: string) => format.format(new Date(`${month}-01T00:00:00Z`))
  const most = Math.max(1, ...months.map(({ gigs }) => gigs))
  const first = months.at(0)
  const last = months.at(-1)
  return (
    <section className={pageStyles.card} aria-label={t('market.months.title')}>
      <h2 className={pageStyles.cardTitle}>{t('market.months.title')}</h2>
      <p className={pageStyles.hint}>{t('market.months.text')}</p>
      <svg
        className={styles.months}
        viewBox={`0 0 ${months.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {months.map(({ month, gigs }, at) => {
          const height = (gigs / most) * HEIGHT
          return (
            <rect
              key={month}
              className={styles.band}
              x={at * STEP + 3}
              y={HEIGHT - height}
              width={STEP - 6}
              height={height}
            />
          )
        })}
      </svg>
      {first !== undefined && last !== undefined && (
        <p className={styles.ends} aria-hidden>
          <span>{nameOf(first.month)}</span>
          <span>{nameOf(last.month)}</span>
        </p>
      )}
      <details className={styles.details}>
        <summary>{t('market.months.table')}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('market.months.month')}</th>
              <th scope="col" className={styles.figure}>
                {t('market.count')}
              </th>
              <th scope="col" className={styles.figure}>
                {t('market.middle')}
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, gigs, mid }) => (
              <tr key={month}>
                <th scope="row">{nameOf(month)}</th>
                <td className={styles.figure}>{locale.number(gigs)}</td>
                <td className={styles.figure}>{mid === null ? t('market.months.few') : money.one(mid)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
