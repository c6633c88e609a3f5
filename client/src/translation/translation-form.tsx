import { Button, MultiSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ENGINE_IDS,
  engineId,
  translationEndpoints,
  type TranslationSettings,
  type TranslationStatus,
} from '../../../shared/translation-api.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from '../settings/settings.module.css'
import { languageChoices } from '../lib/language-names.ts'

const NEW_MODEL = { baseUrl: 'https://api.openai.com/v1', model: 'gpt-4.1-mini', inputPrice: 0.4, outputPrice: 1.6 }
const amount = (value: number | string) => (value === '' ? null : Number(value))

/** For admins: engines, model, budget, languages, and how long things are kept. */
export function TranslationForm({ status }: { status: TranslationStatus }) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [settings, setSettings] = useState<TranslationSettings>(status.settings)
  const [apiKey, setApiKey] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const { model, budget } = settings
  const change = (part: Partial<TranslationSettings>) => setSettings({ ...settings, ...part })
  const changeModel = (part: Partial<typeof NEW_MODEL>) => change({ model: { ...(model ?? NEW_MODEL), ...part } })
  const save = async () => {
    const answer = await api.call(translationEndpoints.configure, {
      params: { communityId: community.id },
      body: { settings, ...(apiKey === '' ? {} : { apiKey }) },
    })
    client.setQueryData(['translation', community.id], answer)
    notifyDone(t('settings.translation.saved'))
  }
  return (
    <section className={pageStyles.card} aria-labelledby="translation-settings">
      <h2 id="translation-settings" className={pageStyles.cardTitle}>
        {t('settings.translation.settings')}
      </h2>
      <form onSubmit={onSubmit(save)}>
        <Stack className={styles.after ?? ''}>
          <Switch
            label={t('settings.translation.localOnly')}
            description={t('settings.translation.localOnlyText')}
            checked={settings.localOnly}
            onChange={(event) => change({ localOnly: event.currentTarget.checked })}
          />
          <MultiSelect
            label={t('settings.translation.order')}
            description={t(
              settings.engines.length === 0 ? 'settings.translation.noEngine' : 'settings.translation.orderText',
            )}
            data={ENGINE_IDS.map((id) => ({ value: id, label: t(`settings.translation.engine.${id}`) }))}
            value={settings.engines}
            onChange={(ids) => change({ engines: ids.map((id) => engineId.parse(id)) })}
          />
          <MultiSelect
            label={t('settings.translation.languages')}
            description={t('settings.translation.languagesText')}
            data={languageChoices(i18n.language)}
            searchable
            maxValues={12}
            value={settings.languages}
            onChange={(languages) => change({ languages })}
          />
          <Switch
            label={t('settings.translation.ownModel')}
            description={t('settings.translation.ownModelText')}
            checked={model !== null}
            onChange={(event) => change({ model: event.currentTarget.checked ? NEW_MODEL : null })}
          />
          {model !== null && (
            <>
              <TextInput
                label={t('settings.translation.baseUrl')}
                type="url"
                required
                withAsterisk={false}
                dir="ltr"
                value={model.baseUrl}
                onChange={(event) => changeModel({ baseUrl: event.currentTarget.value })}
              />
              <TextInput
                label={t('settings.translation.model')}
                required
                withAsterisk={false}
                value={model.model}
                onChange={(event) => changeModel({ model: event.currentTarget.value })}
              />
              <TextInput
                label={t('settings.translation.key')}
                description={t(status.hasKey ? 'settings.translation.keyKept' : 'settings.translation.keyText')}
                type="password"
                autoComplete="off"
                value={apiKey}
                onChange={(event) => setApiKey(event.currentTarget.value)}
              />
              <div className={styles.mapping}>
                <NumberInput
                  label={t('settings.translation.inputPrice')}
                  min={0}
                  value={model.inputPrice}
                  onChange={(value) => changeModel({ inputPrice: Number(value) })}
                />
                <NumberInput
                  label={t('settings.translation.outputPrice')}
                  min={0}
                  value={model.outputPrice}
                  onChange={(value) => changeModel({ outputPrice: Number(value) })}
                />
              </div>
            </>
          )}
          <div className={styles.mapping}>
            <NumberInput
              label={t('settings.translation.dayBudget')}
              description={t('settings.translation.noBudget')}
              min={0}
              value={budget.dayUsd ?? ''}
              onChange={(value) => change({ budget: { ...budget, dayUsd: amount(value) } })}
            />
            <NumberInput
              label={t('settings.translation.monthBudget')}
              description={t('settings.translation.noBudget')}
              min={0}
              value={budget.monthUsd ?? ''}
              onChange={(value) => change({ budget: { ...budget, monthUsd: amount(value) } })}
            />
          </div>
          <div className={styles.mapping}>
            <NumberInput
              label={t('settings.translation.keepMessages')}
              description={t('settings.translation.keepMessagesText')}
              min={1}
              max={3650}
              allowDecimal={false}
              value={settings.keepMessagesDays ?? ''}
              onChange={(value) => change({ keepMessagesDays: amount(value) })}
            />
            <NumberInput
              label={t('settings.translation.keepTranslations')}
              min={0}
              max={3650}
              allowDecimal={false}
              value={settings.keepTranslationsDays}
              onChange={(value) => change({ keepTranslationsDays: Number(value) })}
            />
            <NumberInput
              label={t('settings.translation.keepLedger')}
              min={1}
              max={3650}
              allowDecimal={false}
              value={settings.keepLedgerDays}
              onChange={(value) => change({ keepLedgerDays: Number(value) })}
            />
          </div>
          {error !== undefined && (
            <p className={styles.error} role="alert">
              {error}
            </p>
          )}
          <Button type="submit" loading={busy}>
            {t('common.save')}
          </Button>
        </Stack>
      </form>
    </section>
  )
}
