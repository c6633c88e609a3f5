import { Button, Modal, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { memberEndpoints } from '../../../shared/members.ts'
import { SecretField } from '../components/secret-field.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

const INVITED_ROLES = ['admin', 'member', 'guest'] as const
type InvitedRole = (typeof INVITED_ROLES)[number]

export function InviteModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [role, setRole] = useState<InvitedRole>('member')
  const [days, setDays] = useState<number | string>(7)
  const [uses, setUses] = useState<number | string>(1)
  const [url, setUrl] = useState<string>()
  const { busy, error, onSubmit } = useSubmit()
  const create = async () => {
    const made = await api.call(memberEndpoints.invite, {
      params: { communityId: community.id },
      body: { role, expiresInDays: Number(days) || 7, maxUses: Number(uses) || 1 },
    })
    setUrl(made.url)
    await client.invalidateQueries({ queryKey: ['invitations', community.id] })
  }
  return (
    <Modal opened onClose={onClose} title={t('members.invite')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {url === undefined ? (
        <form onSubmit={onSubmit(create)}>
          <Stack>
            <Select
              label={t('members.role')}
              description={t(`members.roleText.${role}`)}
              data={INVITED_ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
              value={role}
              onChange={(value) => setRole(INVITED_ROLES.find((one) => one === value) ?? 'member')}
            />
            <NumberInput
              label={t('members.days')}
              min={1}
              max={90}
              allowDecimal={false}
              value={days}
              onChange={setDays}
            />
            <NumberInput
              label={t('members.uses')}
              min={1}
              max={1000}
              allowDecimal={false}
              value={uses}
              onChange={setUses}
              error={error}
            />
            <Button type="submit" loading={busy}>
              {t('members.makeLink')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text size="sm">{t('members.linkText')}</Text>
          <SecretField label={t('members.link')} value={url} />
          <Button onClick={onClose}>{t('common.done')}</Button>
        </Stack>
      )}
    </Modal>
  )
}
