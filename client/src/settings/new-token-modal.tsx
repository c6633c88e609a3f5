import { Button, Checkbox, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Scope, SCOPES, tokenEndpoints } from '../../../shared/tokens.ts'
import { SecretField } from '../components/secret-field.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

export function NewTokenModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>([])
  const [days, setDays] = useState<number | string>('')
  const [secret, setSecret] = useState<string>()
  const { busy, error, onSubmit } = useSubmit()
  const create = async () => {
    const made = await api.call(tokenEndpoints.create, {
      params: { communityId: community.id },
      body: { name, scopes, ...(typeof days === 'number' ? { expiresInDays: days } : {}) },
    })
    setSecret(made.secret)
    await client.invalidateQueries({ queryKey: ['tokens', community.id] })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.tokens.create')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {secret === undefined ? (
        <form onSubmit={onSubmit(create)}>
          <Stack>
            <TextInput
              label={t('settings.tokens.name')}
              data-autofocus
              required
              withAsterisk={false}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Checkbox.Group
              label={t('settings.tokens.scopes')}
              description={t('settings.tokens.scopesText')}
              value={scopes}
              onChange={(values) => setScopes(SCOPES.filter((scope) => values.includes(scope)))}
            >
              <Stack gap={8} mt={8}>
                {SCOPES.map((scope) => (
                  <Checkbox key={scope} value={scope} label={scope} description={t(`settings.tokens.scope.${scope}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
            <NumberInput
              label={t('settings.tokens.days')}
              description={t('settings.tokens.daysText')}
              min={1}
              max={3650}
              allowDecimal={false}
              value={days}
              error={error}
              onChange={setDays}
            />
            <Button type="submit" loading={busy} disabled={name.trim() === '' || scopes.length === 0}>
              {t('settings.tokens.create')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text size="sm">{t('settings.tokens.once')}</Text>
          <SecretField label={t('settings.tokens.secret')} value={secret} />
          <Button onClick={onClose}>{t('common.done')}</Button>
        </Stack>
      )}
    </Modal>
  )
}
