import { useTranslation } from 'react-i18next'
import { type Insights, SMALLEST_GROUP } from '../../../shared/insights.ts'
import pageStyles from '../components/page.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from '../market/market.module.css'
import own from './insights.module.css'

const HEIGHT = 60
const STEP = 20
const GAP = 2

interface Series {
  label: string
  /** Null: too few to be told. */
  values: readonly (number | null)[]
  /** Absent: what it comes to in all is told; people of several days are the same ones. */
  isNoSum?: boolean
}

interface StepChartProps {
  title: string
  text?: string
  days: readonly string[]
  step: Insights['step']
  series: readonly Series[]
}

/** Counts over time: columns for the eye, a table for all. */
export function StepChart({ title, text, days, step, series }: StepChartProps) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const format = new Intl.DateTimeFormat(i18n.language, {
    ...(step === 'month' ? { month: 'short', year: '2-digit' } : { month: 'short', day: 'numeric' }),
    timeZone: 'UTC',
  })
  const nameOf = (day: string) => format.format(new Date(`${day}T00:00:00Z`))
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const width = (STEP - 2 * GAP) / series.length
  const first = days.at(0)
  const last = days.at(-1)
  return (
    <section className={pageStyles.card} aria-label={title}>
      <h2 className={pageStyles.cardTitle}>{title}</h2>
      {text !== undefined && <p className={pageStyles.hint}>{text}</p>}
      <ul className={own.legend}>
        {series.map(({ label, values, isNoSum = false }, at) => (
          <li key={label}>
            <span className={own.swatch} data-series={at} aria-hidden />
            {label}
            {!isNoSum && <strong>{locale.number(values.reduce<number>((sum, value) => sum + (value ?? 0), 0))}</strong>}
          </li>
        ))}
      </ul>
      <svg
        className={styles.months}
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {series.flatMap(({ label, values }, which) =>
          values.map((value, at) => {
            const height = ((value ?? 0) / most) * HEIGHT
            return (
              <rect
                key={`${label} ${days[at]}`}
                className={own.column}
                data-series={which}
                x={at * STEP + GAP + which * width}
                y={HEIGHT - height}
                width={width}
                height={height}
              />
            )
          }),
        )}
      </svg>
      {first !== undefined && last !== undefined && (
        <p className={styles.ends} aria-hidden>
          <span>{nameOf(first)}</span>
          <span>{nameOf(last)}</span>
        </p>
      )}
      <details className={styles.details}>
        <summary>{t('insights.table')}</summary>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t(`insights.steps.${step}`)}</th>
                {series.map(({ label }) => (
                  <th key={label} scope="col" className={styles.figure}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day, at) => (
                <tr key={day}>
                  <th scope="row">{nameOf(day)}</th>
                  {series.map(({ label, values }) => {
                    const value = values[at] ?? null
                    return (
                      <td key={label} className={styles.figure}>
                        {value === null ? t('insights.few', { least: SMALLEST_GROUP }) : locale.number(value)}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
