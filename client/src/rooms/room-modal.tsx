import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { roomEndpoints } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { RoomForm, type RoomFields } from './room-form.tsx'

/** Opens a room: for all by an admin, a private one by any member. */
export function RoomModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const create = async (body: RoomFields) => {
    const { id } = await api.call(roomEndpoints.create, { params: { communityId: community.id }, body })
    await client.invalidateQueries({ queryKey: ['rooms', community.id] })
    onClose()
    // Nobody else is in a private room yet.
    navigate(body.isPrivate ? `/chat/${id}/settings` : `/chat/${id}`)
  }
  return (
    <Modal opened onClose={onClose} title={t('chat.newRoom')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <RoomForm room={undefined} onSave={create} />
    </Modal>
  )
}
