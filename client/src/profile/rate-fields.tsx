import { NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type ProfileInput, payPeriod } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'INR', 'BRL', 'CAD', 'AUD', 'PLN', 'SEK', 'KES', 'MXN']
const PERIODS = payPeriod.options.filter((period) => period !== 'unit')

export function RateFields({ profile, change }: { profile: ProfileInput; change: ChangeProfile }) {
  const { t } = useTranslation()
  const { rateFloor, rateTargetCents } = profile
  const floor = rateFloor ?? { amountCents: 0, currency: 'EUR', period: 'hour' as const }
  const currencies = [...new Set([...CURRENCIES, floor.currency])]
  return (
    <section className={pageStyles.card} aria-labelledby="profile-rate">
      <h2 id="profile-rate" className={pageStyles.cardTitle}>
        {t('profile.rate')}
      </h2>
      <p className={pageStyles.hint}>{t('profile.rateText')}</p>
      <div className={styles.inline}>
        <NumberInput
          label={t('profile.amount')}
          min={0}
          max={100_000_000}
          decimalScale={2}
          thousandSeparator=","
          value={rateFloor === null ? '' : rateFloor.amountCents / 100}
          onChange={(value) =>
            change({ rateFloor: typeof value === 'number' ? { ...floor, amountCents: Math.round(value * 100) } : null })
          }
        />
        <Select
          label={t('profile.currency')}
          data={currencies}
          value={floor.currency}
          disabled={rateFloor === null}
          searchable
          onChange={(currency) => currency !== null && change({ rateFloor: { ...floor, currency } })}
        />
        <Select
          label={t('profile.per')}
          data={PERIODS.map((value) => ({ value, label: t(`gigs.period.${value}`) }))}
          value={floor.period}
          disabled={rateFloor === null}
          onChange={(value) =>
            change({ rateFloor: { ...floor, period: PERIODS.find((one) => one === value) ?? 'hour' } })
          }
        />
        <NumberInput
          label={t('profile.target')}
          min={(rateFloor?.amountCents ?? 0) / 100}
          max={100_000_000}
          decimalScale={2}
          thousandSeparator=","
          disabled={rateFloor === null}
          value={rateTargetCents === null ? '' : rateTargetCents / 100}
          onChange={(value) => change({ rateTargetCents: typeof value === 'number' ? Math.round(value * 100) : null })}
        />
      </div>
    </section>
  )
}
