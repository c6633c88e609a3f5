import { Anchor, Button, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { gigModelEndpoints, type GigModels } from '../../../shared/gig-models.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './settings.module.css'

/** For admins: whether a model helps with reading and ranking gigs. */
export function GigModelsCard() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data } = useQuery({
    queryKey: ['gig-models', community.id],
    queryFn: () => api.call(gigModelEndpoints.look, { params: { communityId: community.id } }),
  })
  if (data === undefined) return null
  return (
    <section className={pageStyles.card} aria-labelledby="gig-models">
      <h2 id="gig-models" className={pageStyles.cardTitle}>
        {t('settings.gigModels.title')}
      </h2>
      <p className={pageStyles.muted}>{t('settings.gigModels.text')}</p>
      <p className={pageStyles.muted}>
        {data.model === null
          ? t(data.localOnly ? 'settings.gigModels.localOnly' : 'settings.gigModels.noModel')
          : t('settings.gigModels.model', { model: data.model })}{' '}
        <Anchor component={Link} href="/settings/translation">
          {t('settings.gigModels.toModel')}
        </Anchor>
      </p>
      <ModelsForm models={data} />
    </section>
  )
}

function ModelsForm({ models }: { models: GigModels }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const { busy, error, onSubmit } = useSubmit()
  const [settings, setSettings] = useState(models.settings)
  const { refine, embeddingModel, embeddingPrice } = settings
  const save = async () => {
    const answer = await api.call(gigModelEndpoints.configure, {
      params: { communityId: community.id },
      body: settings,
    })
    client.setQueryData(['gig-models', community.id], answer)
    notifyDone(t('settings.gigModels.saved'))
  }
  return (
    <form onSubmit={onSubmit(save)}>
      <Stack className={styles.after ?? ''}>
        <Switch
          label={t('settings.gigModels.refine')}
          description={t('settings.gigModels.refineText')}
          checked={refine}
          onChange={(event) => setSettings({ ...settings, refine: event.currentTarget.checked })}
        />
        <Switch
          label={t('settings.gigModels.meaning')}
          description={t('settings.gigModels.meaningText')}
          checked={embeddingModel !== null}
          onChange={(event) =>
            setSettings({ ...settings, embeddingModel: event.currentTarget.checked ? 'text-embedding-3-small' : null })
          }
        />
        {embeddingModel !== null && (
          <div className={styles.mapping}>
            <TextInput
              label={t('settings.gigModels.meaningModel')}
              required
              withAsterisk={false}
              dir="ltr"
              value={embeddingModel}
              onChange={(event) => setSettings({ ...settings, embeddingModel: event.currentTarget.value })}
            />
            <NumberInput
              label={t('settings.gigModels.price')}
              min={0}
              value={embeddingPrice}
              onChange={(value) => setSettings({ ...settings, embeddingPrice: Number(value) })}
            />
          </div>
        )}
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
  )
}
