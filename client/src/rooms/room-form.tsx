import { Button, MultiSelect, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../../shared/rooms.ts'
import { languageChoices } from '../lib/language-names.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

export type RoomFields = Pick<Room, 'name' | 'topic' | 'languages' | 'writers' | 'localOnly' | 'isPrivate'>

interface RoomFormProps {
  /** Undefined: a new one. */
  room: Room | undefined
  onSave: (fields: RoomFields) => Promise<void>
}

const EMPTY: Omit<RoomFields, 'isPrivate'> = {
  name: '',
  topic: '',
  languages: [],
  writers: 'members',
  localOnly: false,
}

/** What a room is called, what is spoken in it and by whom. */
export function RoomForm({ room, onSave }: RoomFormProps) {
  const { t, i18n } = useTranslation()
  const { isAdmin } = useCommunity()
  const [fields, setFields] = useState<RoomFields>(room ?? { ...EMPTY, isPrivate: !isAdmin })
  const { busy, error, onSubmit } = useSubmit()
  const { name, topic, languages, writers, localOnly, isPrivate } = fields
  const change = (part: Partial<RoomFields>) => setFields({ ...fields, ...part })
  return (
    <form onSubmit={onSubmit(() => onSave({ name, topic, languages, writers, localOnly, isPrivate }))}>
      <Stack>
        <TextInput
          label={t('chat.roomName')}
          data-autofocus
          required
          withAsterisk={false}
          maxLength={80}
          value={name}
          error={error}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {room === undefined && (
          <Switch
            label={t('chat.isPrivate')}
            description={t(isAdmin ? 'chat.isPrivateText' : 'chat.onlyPrivateText')}
            checked={isPrivate}
            disabled={!isAdmin}
            onChange={(event) => change({ isPrivate: event.currentTarget.checked })}
          />
        )}
        <TextInput
          label={t('chat.roomTopic')}
          maxLength={200}
          value={topic}
          onChange={(event) => change({ topic: event.currentTarget.value })}
        />
        <MultiSelect
          label={t('chat.roomLanguages')}
          description={t('chat.roomLanguagesText')}
          searchable
          maxValues={10}
          data={languageChoices(i18n.language)}
          value={languages}
          onChange={(chosen) => change({ languages: chosen })}
        />
        <Select
          label={t('chat.whoWrites')}
          allowDeselect={false}
          data={[
            { value: 'members', label: t(isPrivate ? 'chat.writers.inside' : 'chat.writers.members') },
            { value: 'admins', label: t(isPrivate ? 'chat.writers.moderators' : 'chat.writers.admins') },
          ]}
          value={writers}
          onChange={(value) => change({ writers: value === 'admins' ? 'admins' : 'members' })}
        />
        <Switch
          label={t('chat.localOnly')}
          description={t('chat.localOnlyText')}
          checked={localOnly}
          onChange={(event) => change({ localOnly: event.currentTarget.checked })}
        />
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {t(room === undefined ? 'chat.createRoom' : 'common.save')}
        </Button>
      </Stack>
    </form>
  )
}
