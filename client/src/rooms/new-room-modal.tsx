import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { roomEndpoints } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

export function NewRoomModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const create = async () => {
    const room = await api.call(roomEndpoints.create, { params: { communityId: community.id }, body: { name, topic } })
    await client.invalidateQueries({ queryKey: ['rooms', community.id] })
    onClose()
    navigate(`/chat/${room.id}`)
  }
  return (
    <Modal opened onClose={onClose} title={t('chat.newRoom')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={onSubmit(create)}>
        <Stack>
          <TextInput
            label={t('chat.roomName')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={80}
            value={name}
            error={error}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('chat.roomTopic')}
            maxLength={200}
            value={topic}
            onChange={(event) => setTopic(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {t('chat.createRoom')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
