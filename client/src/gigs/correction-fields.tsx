import { Checkbox, MultiSelect, NumberInput, Select, TagsInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GigCorrections } from '../../../shared/gig-posts.ts'
import { contractType, type ParsedGig, remoteMode, seniority } from '../../../shared/gigs.ts'
import { payPeriod } from '../../../shared/profiles.ts'
import { COUNTRY_CODES, LANGUAGE_CODES } from '../profile/codes.ts'
import styles from './gig-card.module.css'
import { regionNames } from './region-names.ts'

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'AUD', 'JPY', 'INR', 'BRL', 'PLN', 'SEK', 'MXN']
const AREAS = ['EU', 'EEA', 'EUROPE', 'EMEA', 'DACH', 'LATAM', 'NORTH_AMERICA', 'AMERICAS', 'APAC', 'AFRICA', 'ASIA']

/** What was read in a post, to be put right by who knows better. */
export function CorrectionFields({ fields, change }: { fields: ParsedGig; change: (part: GigCorrections) => void }) {
  const { t, i18n } = useTranslation()
  const names = useMemo(() => {
    const languages = new Intl.DisplayNames(i18n.language, { type: 'language' })
    return {
      places: [...AREAS, ...COUNTRY_CODES].map((value) => ({
        value,
        label: regionNames([value], i18n.language, (area) => t(`gigs.areas.${area}`)),
      })),
      languages: LANGUAGE_CODES.map((value) => ({ value, label: languages.of(value) ?? value })),
    }
  }, [i18n.language, t])
  const pay = fields.pay ?? { min: null, max: null, currency: 'EUR', period: 'hour' as const }
  const setPay = (part: Partial<typeof pay>) => {
    const next = { ...pay, ...part }
    change({ pay: next.min === null && next.max === null ? null : next })
  }
  const amount = (value: number | string) => (typeof value === 'number' ? value : null)
  return (
    <div className={styles.fields}>
      <TagsInput
        label={t('gigs.must')}
        maxTags={60}
        value={fields.skills.must}
        onChange={(must) => change({ skills: { ...fields.skills, must } })}
      />
      <TagsInput
        label={t('gigs.nice')}
        maxTags={60}
        value={fields.skills.nice}
        onChange={(nice) => change({ skills: { ...fields.skills, nice } })}
      />
      <TagsInput
        label={t('gigs.field.role')}
        maxTags={5}
        value={fields.roles}
        onChange={(roles) => change({ roles })}
      />
      <div className={styles.inline}>
        <NumberInput
          label={t('gigs.posting.payFrom')}
          min={0}
          value={pay.min ?? ''}
          onChange={(value) => setPay({ min: amount(value) })}
        />
        <NumberInput
          label={t('gigs.posting.payTo')}
          min={0}
          value={pay.max ?? ''}
          onChange={(value) => setPay({ max: amount(value) })}
        />
        <Select
          label={t('profile.currency')}
          data={[...new Set([...CURRENCIES, pay.currency])]}
          value={pay.currency}
          searchable
          onChange={(currency) => currency !== null && setPay({ currency })}
        />
        <Select
          label={t('profile.per')}
          data={payPeriod.options.map((value) => ({ value, label: t(`gigs.period.${value}`) }))}
          value={pay.period}
          onChange={(value) => setPay({ period: payPeriod.options.find((one) => one === value) ?? 'hour' })}
        />
      </div>
      <div className={styles.inline}>
        <Select
          label={t('gigs.field.remote')}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          data={remoteMode.options.map((value) => ({ value, label: t(`gigs.mode.${value}`) }))}
          value={fields.mode}
          onChange={(value) => change({ mode: remoteMode.options.find((one) => one === value) ?? null })}
        />
        <Select
          label={t('profile.seniority')}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          data={seniority.options.map((value) => ({ value, label: t(`profile.seniorities.${value}`) }))}
          value={fields.seniority}
          onChange={(value) => change({ seniority: seniority.options.find((one) => one === value) ?? null })}
        />
      </div>
      <MultiSelect
        label={t('gigs.field.place')}
        data={names.places}
        value={fields.regions ?? []}
        searchable
        limit={60}
        maxValues={30}
        nothingFoundMessage={t('palette.nothing')}
        onChange={(regions) => change({ regions: regions.length === 0 ? null : regions })}
      />
      <Checkbox
        label={t('gigs.posting.placeHard')}
        checked={fields.regionsHard}
        disabled={fields.regions === null}
        onChange={(event) => change({ regionsHard: event.currentTarget.checked })}
      />
      <MultiSelect
        label={t('gigs.field.language')}
        data={names.languages}
        value={fields.languages}
        searchable
        limit={60}
        maxValues={10}
        nothingFoundMessage={t('palette.nothing')}
        onChange={(languages) => change({ languages })}
      />
      <Checkbox.Group
        label={t('gigs.field.type')}
        value={fields.types}
        onChange={(values) => change({ types: contractType.options.filter((one) => values.includes(one)) })}
      >
        <div className={styles.actions}>
          {contractType.options.map((value) => (
            <Checkbox key={value} value={value} label={t(`gigs.type.${value}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </div>
  )
}
