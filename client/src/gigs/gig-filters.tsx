import { Button, MultiSelect, NumberInput, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { contractType, remoteMode } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'
import { regionNames } from './region-names.ts'
import type { FilterState } from './use-gig-filter.ts'

interface GigFiltersProps {
  state: FilterState
  facets: { skills: readonly string[]; regions: readonly string[]; sources: readonly string[] } | undefined
  hasProfile: boolean
  /** Of the pay. */
  currency: string
}

const SCORES = ['0.4', '0.6', '0.8'] as const

/** Narrows the list; each choice is in the address. */
export function GigFilters({ state, facets, hasProfile, currency }: GigFiltersProps) {
  const { t, i18n } = useTranslation()
  const { values, set } = state
  const nameOf = (region: string) => regionNames([region], i18n.language, (area) => t(`gigs.areas.${area}`))
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  const chosen = values.skills?.split(',') ?? []
  const clear = { clearable: true, clearButtonProps: { 'aria-label': t('common.clear') } }
  return (
    <details className={styles.filters} open={state.count > 0}>
      <summary>{state.count === 0 ? t('gigs.filter.title') : t('gigs.filter.active', { count: state.count })}</summary>
      <div className={styles.filterFields}>
        <MultiSelect
          label={t('gigs.skills')}
          data={[...new Set([...chosen, ...(facets?.skills ?? [])])]}
          value={chosen}
          searchable
          limit={60}
          maxValues={10}
          nothingFoundMessage={t('palette.nothing')}
          onChange={(skills) => set('skills', skills.join(','))}
        />
        <NumberInput
          label={t('gigs.filter.minPay', { currency })}
          min={0}
          max={10_000}
          value={values.minPay ?? ''}
          onChange={(value) => set('minPay', value === '' ? null : String(value))}
        />
        <Select
          {...clear}
          label={t('gigs.field.remote')}
          data={remoteMode.options.map((value) => ({ value, label: t(`gigs.mode.${value}`) }))}
          value={values.mode ?? null}
          onChange={(value) => set('mode', value)}
        />
        <Select
          {...clear}
          label={t('gigs.field.type')}
          data={contractType.options.map((value) => ({ value, label: t(`gigs.type.${value}`) }))}
          value={values.type ?? null}
          onChange={(value) => set('type', value)}
        />
        <Select
          {...clear}
          label={t('gigs.filter.region')}
          data={options(values.region, facets?.regions).map((value) => ({ value, label: nameOf(value) }))}
          value={values.region ?? null}
          searchable
          nothingFoundMessage={t('palette.nothing')}
          onChange={(value) => set('region', value)}
        />
        <Select
          {...clear}
          label={t('gigs.filter.source')}
          data={options(values.source, facets?.sources)}
          value={values.source ?? null}
          onChange={(value) => set('source', value)}
        />
        {hasProfile && (
          <Select
            {...clear}
            label={t('gigs.filter.match')}
            data={SCORES.map((value) => ({
              value,
              label: t('gigs.filter.from', { percent: percent.format(Number(value)) }),
            }))}
            value={SCORES.find((score) => score === values.minScore) ?? null}
            onChange={(value) => set('minScore', value)}
          />
        )}
        <Switch
          label={t('gigs.filter.unanswered')}
          checked={values.unanswered === 'true'}
          onChange={(event) => set('unanswered', event.currentTarget.checked ? 'true' : null)}
        />
        {state.count > 0 && (
          <Button variant="default" onClick={state.clear}>
            {t('gigs.filter.clear')}
          </Button>
        )}
      </div>
    </details>
  )
}

/** What is chosen stays to be seen, even when no open gig has it any more. */
function options(chosen: string | undefined, facets: readonly string[] = []): string[] {
  return [...new Set([...(chosen === undefined ? [] : [chosen]), ...facets])]
}
