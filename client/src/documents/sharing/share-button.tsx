import { Button, CloseButton, Modal, SegmentedControl, Select, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconLink, IconShare2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shareEndpoints, type ShareAccess } from '../../../../shared/document-sharing.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { SecretField } from '../../components/secret-field.tsx'
import { api } from '../../lib/api.ts'
import { notifyFailed } from '../../lib/notify.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import styles from './sharing.module.css'

/** Opens the links by which others read this document without signing in. */
export function ShareButton({ documentId }: { documentId: string }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        className={styles.button}
        leftSection={<IconShare2 size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('sharing.share')}
      </Button>
      {opened && <ShareModal documentId={documentId} onClose={() => setOpened(false)} />}
    </>
  )
}

const DAYS = [7, 30, 90] as const

function ShareModal({ documentId, onClose }: { documentId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const queryKey = ['share-links', documentId]
  const params = { documentId }
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () => (await api.call(shareEndpoints.list, { params })).links,
  })
  const [access, setAccess] = useState<ShareAccess>('read')
  const [days, setDays] = useState('30')
  const [made, setMade] = useState<string>()
  const { busy, error: failure, run } = useSubmit()
  const create = () =>
    run(async () => {
      const body = { access, ...(days === '' ? {} : { expiresInDays: Number(days) }) }
      const { url } = await api.call(shareEndpoints.create, { params, body })
      setMade(url)
      await client.invalidateQueries({ queryKey })
    })
  const revoke = async (linkId: string) => {
    try {
      await api.call(shareEndpoints.revoke, { params: { documentId, linkId } })
      setMade(undefined)
      await client.invalidateQueries({ queryKey })
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('sharing.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="md">
        <p className={styles.hint}>{t('sharing.text')}</p>
        <div className={styles.row}>
          <SegmentedControl
            aria-label={t('sharing.access')}
            value={access}
            onChange={(value) => setAccess(value === 'comment' ? 'comment' : 'read')}
            data={[
              { value: 'read', label: t('sharing.read') },
              { value: 'comment', label: t('sharing.comment') },
            ]}
          />
          <Select
            className={styles.days}
            aria-label={t('sharing.expires')}
            value={days}
            onChange={(value) => setDays(value ?? '')}
            data={[
              ...DAYS.map((count) => ({ value: String(count), label: t('sharing.days', { count }) })),
              { value: '', label: t('sharing.untilRevoked') },
            ]}
          />
          <Button loading={busy} onClick={() => void create()} leftSection={<IconLink size={16} aria-hidden />}>
            {t('sharing.create')}
          </Button>
        </div>
        {failure !== undefined && (
          <p className={styles.error} role="alert">
            {failure}
          </p>
        )}
        {made !== undefined && (
          <div>
            <SecretField label={t('sharing.link')} value={made} />
            <p className={styles.hint}>{t('sharing.once')}</p>
          </div>
        )}
        {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
        {data !== undefined && data.length > 0 && (
          <ul className={styles.links} aria-label={t('sharing.links')}>
            {data.map((link) => (
              <li key={link.id} className={styles.link}>
                <span>
                  {t(link.access === 'comment' ? 'sharing.comment' : 'sharing.read')}
                  <span className={styles.hint}>
                    {' · '}
                    {t('sharing.made', { when: locale.ago(link.createdAt) })}
                    {' · '}
                    {link.expiresAt === null
                      ? t('sharing.untilRevoked')
                      : t('sharing.until', { when: locale.dateTime(link.expiresAt) })}
                  </span>
                </span>
                <CloseButton
                  aria-label={t('sharing.revoke')}
                  title={t('sharing.revoke')}
                  onClick={() => void revoke(link.id)}
                />
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Modal>
  )
}
