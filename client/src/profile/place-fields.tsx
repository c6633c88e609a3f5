import { MultiSelect, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileInput } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import { COUNTRY_CODES, LANGUAGE_CODES } from './codes.ts'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

/** Where and when the member works, and in which languages. */
export function PlaceFields({ profile, change }: { profile: ProfileInput; change: ChangeProfile }) {
  const { t, i18n } = useTranslation()
  const options = useMemo(() => {
    const named = (codes: readonly string[], type: 'region' | 'language') => {
      const names = new Intl.DisplayNames(i18n.language, { type })
      return codes
        .map((value) => ({ value, label: names.of(value) ?? value }))
        .toSorted((a, b) => a.label.localeCompare(b.label, i18n.language))
    }
    const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), profile.timeZone])]
    return { countries: named(COUNTRY_CODES, 'region'), languages: named(LANGUAGE_CODES, 'language'), zones }
  }, [i18n.language, profile.timeZone])
  const hours = profile.workingHours
  const hour = (value: number) =>
    new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: 'UTC' }).format(value * 3_600_000)
  const hourOptions = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({ value: String(from + index), label: hour(from + index) }))
  return (
    <section className={pageStyles.card} aria-labelledby="profile-place">
      <h2 id="profile-place" className={pageStyles.cardTitle}>
        {t('profile.place')}
      </h2>
      <div className={styles.fields}>
        <MultiSelect
          label={t('profile.places')}
          description={t('profile.placesText')}
          data={options.countries}
          value={profile.places}
          searchable
          maxValues={50}
          limit={60}
          nothingFoundMessage={t('palette.nothing')}
          onChange={(places) => change({ places })}
        />
        <MultiSelect
          label={t('profile.languages')}
          data={options.languages}
          value={profile.languages}
          searchable
          maxValues={20}
          limit={60}
          nothingFoundMessage={t('palette.nothing')}
          onChange={(languages) => change({ languages })}
        />
        <div className={styles.inline}>
          <Select
            label={t('profile.timeZone')}
            data={options.zones}
            value={profile.timeZone}
            searchable
            limit={60}
            nothingFoundMessage={t('palette.nothing')}
            onChange={(timeZone) => timeZone !== null && change({ timeZone })}
          />
          <Select
            label={t('profile.hoursFrom')}
            data={hourOptions(0, 23)}
            value={String(hours.start)}
            onChange={(value) => change({ workingHours: { ...hours, start: Number(value) } })}
          />
          <Select
            label={t('profile.hoursTo')}
            data={hourOptions(1, 24)}
            value={String(hours.end)}
            onChange={(value) => change({ workingHours: { ...hours, end: Number(value) } })}
          />
        </div>
      </div>
    </section>
  )
}
