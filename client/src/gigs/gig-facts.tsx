import {
  IconBriefcase2,
  IconCalendar,
  IconClockHour4,
  IconCoin,
  IconLanguage,
  IconMapPin,
  IconStairsUp,
  IconWorld,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'
import { payAmount } from './pay-words.ts'
import { regionNames } from './region-names.ts'
import { useTermWords } from './term-facts.tsx'

/** Pay, place, hours: what one looks for first. `detailed`: also how much, how long and from when. */
export function GigFacts({ gig, detailed = false }: { gig: Gig; detailed?: boolean }) {
  const { t, i18n } = useTranslation()
  const { parsed } = gig
  const termWords = useTermWords()
  const pay = parsed.pay === null ? undefined : payAmount(parsed.pay, i18n.language)
  const languageNames = new Intl.DisplayNames(i18n.language, { type: 'language' })
  return (
    <ul className={styles.facts} aria-label={t('gigs.facts')}>
      {pay !== undefined && parsed.pay !== null && (
        <Fact icon={<IconCoin size={16} stroke={1.6} />}>
          {t(`gigs.pay.${pay.bound}`, { amount: pay.amount, period: t(`gigs.period.${parsed.pay.period}`) })}
        </Fact>
      )}
      {parsed.mode !== null && <Fact icon={<IconWorld size={16} stroke={1.6} />}>{t(`gigs.mode.${parsed.mode}`)}</Fact>}
      {parsed.regions !== null && parsed.regions.length > 0 && (
        <Fact icon={<IconMapPin size={16} stroke={1.6} />}>
          {t(parsed.regionsHard ? 'gigs.regionsOnly' : 'gigs.regions', {
            regions: regionNames(parsed.regions, i18n.language, (area) => t(`gigs.areas.${area}`)),
          })}
        </Fact>
      )}
      {parsed.tz !== null && (
        <Fact icon={<IconClockHour4 size={16} stroke={1.6} />}>
          {t('gigs.timeZones', { from: utcOffset(parsed.tz[0]), to: utcOffset(parsed.tz[1]) })}
        </Fact>
      )}
      {parsed.types.length > 0 && (
        <Fact icon={<IconBriefcase2 size={16} stroke={1.6} />}>
          {parsed.types.map((type) => t(`gigs.type.${type}`)).join(', ')}
        </Fact>
      )}
      {parsed.seniority !== null && (
        <Fact icon={<IconStairsUp size={16} stroke={1.6} />}>{t(`profile.seniorities.${parsed.seniority}`)}</Fact>
      )}
      {parsed.languages.length > 0 && (
        <Fact icon={<IconLanguage size={16} stroke={1.6} />}>
          {parsed.languages.map((code) => languageNames.of(code) ?? code).join(', ')}
        </Fact>
      )}
      {detailed &&
        parsed.terms !== undefined &&
        termWords(parsed.terms).map((words) => (
          <Fact key={words} icon={<IconCalendar size={16} stroke={1.6} />}>
            {words}
          </Fact>
        ))}
    </ul>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className={styles.fact}>
      <span aria-hidden className={styles.factIcon}>
        {icon}
      </span>
      {children}
    </li>
  )
}

function utcOffset(hours: number): string {
  const whole = Math.trunc(hours)
  const minutes = Math.round(Math.abs(hours - whole) * 60)
  const sign = hours < 0 ? '−' : '+'
  return `UTC${sign}${Math.abs(whole)}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`
}
