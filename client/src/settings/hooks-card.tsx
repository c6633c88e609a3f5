import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gigPostEndpoints } from '../../../shared/gig-posts.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import pageStyles from '../components/page.module.css'
import { SecretField } from '../components/secret-field.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './settings.module.css'

/** Doors through which other programs bring gigs, for admins. */
export function HooksCard() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [made, setMade] = useState<{ url: string; secret: string }>()
  const [removing, setRemoving] = useState<{ id: string; name: string }>()
  const { busy, error, onSubmit } = useSubmit()
  const params = { communityId: community.id }
  const queryKey = ['gig-hooks', community.id]
  const { data = [] } = useQuery({
    queryKey,
    queryFn: async () => (await api.call(gigPostEndpoints.listHooks, { params })).hooks,
  })
  const add = async () => {
    setMade(await api.call(gigPostEndpoints.addHook, { params, body: { name } }))
    setName('')
    await client.invalidateQueries({ queryKey })
  }
  return (
    <section className={pageStyles.card} aria-labelledby="gig-hooks">
      <h2 id="gig-hooks" className={pageStyles.cardTitle}>
        {t('settings.hooks.title')}
      </h2>
      <p className={pageStyles.hint}>{t('settings.hooks.text')}</p>
      {data.map((hook) => (
        <div key={hook.id} className={styles.head}>
          <div>
            <strong>{hook.name}</strong>
            <p className={styles.address}>{hook.url}</p>
            <p className={hook.lastError === null ? pageStyles.hint : styles.error}>
              {hook.lastError ??
                (hook.lastUsedAt === null
                  ? t('settings.hooks.unused')
                  : t('settings.hooks.used', { when: locale.ago(hook.lastUsedAt) }))}
            </p>
          </div>
          <Button
            className={pageStyles.end ?? ''}
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => setRemoving(hook)}
          >
            {t('common.remove')}
          </Button>
        </div>
      ))}
      {made !== undefined && (
        <Stack mb={16}>
          <p role="status">{t('settings.hooks.made')}</p>
          <SecretField label={t('settings.hooks.url')} value={made.url} />
          <SecretField label={t('settings.hooks.secret')} value={made.secret} />
        </Stack>
      )}
      <form className={pageStyles.row} onSubmit={onSubmit(add)}>
        <TextInput
          aria-label={t('settings.hooks.name')}
          placeholder={t('settings.hooks.name')}
          maxLength={80}
          required
          value={name}
          error={error}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy} leftSection={<IconPlus size={15} aria-hidden />}>
          {t('settings.hooks.add')}
        </Button>
      </form>
      {removing !== undefined && (
        <ConfirmModal
          title={t('settings.feeds.removeTitle', { name: removing.name })}
          text={t('settings.hooks.removeText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(gigPostEndpoints.removeHook, { params: { ...params, hookId: removing.id } })
            await client.invalidateQueries({ queryKey })
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </section>
  )
}
