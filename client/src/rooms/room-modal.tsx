import { Button, Modal, MultiSelect, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Room, roomEndpoints, type RoomWriters } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { languageChoices } from '../lib/language-names.ts'

interface RoomModalProps {
  /** Undefined: a new one. */
  room: Room | undefined
  onClose: () => void
}

/** What a room is called, what is spoken in it and by whom. */
export function RoomModal({ room, onClose }: RoomModalProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [name, setName] = useState(room?.name ?? '')
  const [topic, setTopic] = useState(room?.topic ?? '')
  const [languages, setLanguages] = useState<string[]>(room?.languages ?? [])
  const [writers, setWriters] = useState<RoomWriters>(room?.writers ?? 'members')
  const [localOnly, setLocalOnly] = useState(room?.localOnly ?? false)
  const { busy, error, onSubmit, run } = useSubmit()
  const done = async (saved: Room) => {
    await client.invalidateQueries({ queryKey: ['rooms', community.id] })
    onClose()
    if (room === undefined) navigate(`/chat/${saved.id}`)
  }
  const save = async () => {
    const body = { name, topic, languages, writers, localOnly }
    await done(
      room === undefined
        ? await api.call(roomEndpoints.create, { params: { communityId: community.id }, body })
        : await api.call(roomEndpoints.change, { params: { roomId: room.id }, body }),
    )
  }
  const archive = async (archived: boolean) => {
    if (room !== undefined) {
      await done(await api.call(roomEndpoints.change, { params: { roomId: room.id }, body: { archived } }))
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(room === undefined ? 'chat.newRoom' : 'chat.roomSettings')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={onSubmit(save)}>
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
          <MultiSelect
            label={t('chat.roomLanguages')}
            description={t('chat.roomLanguagesText')}
            searchable
            maxValues={10}
            data={languageChoices(i18n.language)}
            value={languages}
            onChange={setLanguages}
          />
          <Select
            label={t('chat.whoWrites')}
            allowDeselect={false}
            data={[
              { value: 'members', label: t('chat.writers.members') },
              { value: 'admins', label: t('chat.writers.admins') },
            ]}
            value={writers}
            onChange={(value) => setWriters(value === 'admins' ? 'admins' : 'members')}
          />
          <Switch
            label={t('chat.localOnly')}
            description={t('chat.localOnlyText')}
            checked={localOnly}
            onChange={(event) => setLocalOnly(event.currentTarget.checked)}
          />
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {t(room === undefined ? 'chat.createRoom' : 'common.save')}
          </Button>
          {room !== undefined && (
            <Button
              variant="default"
              disabled={busy}
              onClick={() => void run(async () => await archive(room.archivedAt === null))}
            >
              {t(room.archivedAt === null ? 'chat.archive' : 'chat.unarchive')}
            </Button>
          )}
        </Stack>
      </form>
    </Modal>
  )
}
