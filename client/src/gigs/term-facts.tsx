import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { GigTerms } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'

const WEEKS_OF_MONTH = 4.35

/** How much, how long, from when and until when, each in a few words. */
export function useTermWords(): (terms: GigTerms) => string[] {
  const { t, i18n } = useTranslation()
  const inUnits = (unit: 'hour' | 'week' | 'month', [low, high]: readonly [number, number]) => {
    const format = new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      maximumFractionDigits: 0,
    })
    return low === high ? format.format(low) : format.formatRange(low, high)
  }
  return ({ hours, months, start, closes }) => [
    ...(hours === null ? [] : [t('gigs.terms.aWeek', { hours: inUnits('hour', hours) })]),
    ...(months === null
      ? []
      : months[1] < 1
        ? [inUnits('week', [months[0] * WEEKS_OF_MONTH, months[1] * WEEKS_OF_MONTH])]
        : [inUnits('month', months)]),
    ...(start === null
      ? []
      : [start === 'asap' ? t('gigs.terms.asap') : t('gigs.terms.start', { when: dateWords(i18n.language, start) })]),
    ...(closes === null ? [] : [t('gigs.terms.closes', { when: dateWords(i18n.language, closes) })]),
  ]
}

/** A day, or a month where no day is told. */
function dateWords(language: string, date: string): string {
  const isDay = date.length > 'YYYY-MM'.length
  const format = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    ...(isDay ? { day: 'numeric' } : {}),
  })
  return format.format(new Date(`${isDay ? date : `${date}-01`}T00:00:00Z`))
}

/** What the post says of applying: its address, or its own sentence. */
export function HowToApply({ terms }: { terms: GigTerms | undefined }) {
  const { t } = useTranslation()
  const apply = terms?.apply ?? null
  if (apply === null) return null
  const isWeb = /^https?:\/\//.test(apply)
  const isMail = !isWeb && /^\S+@\S+$/.test(apply)
  return (
    <p className={styles.rules}>
      {t('gigs.terms.apply')}
      {': '}
      {isWeb || isMail ? (
        <Anchor href={isWeb ? apply : `mailto:${apply}`} target={isWeb ? '_blank' : undefined} rel="noopener">
          <bdi>{apply}</bdi>
        </Anchor>
      ) : (
        <q>{apply}</q>
      )}
    </p>
  )
}
