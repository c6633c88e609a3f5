import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowsLeftRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { type LinkedChannel, roomLinkEndpoints } from '../../../shared/room-links.ts'
import type { MyRoom } from '../../../shared/rooms.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import { roomsQuery } from '../rooms/room-queries.ts'
import { PausedTargets } from '../settings/paused-targets.tsx'
import { AddChannel } from './add-channel.tsx'
import { ChannelLanguageField } from './channel-language-field.tsx'

/** Channels of chat platforms that carry the conversation of a room, each in its own language. */
export function LinksSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: rooms, error, isPending, refetch } = useQuery(roomsQuery(community.id))
  const [search] = useSearchParams()
  const [chosen, setChosen] = useState(search.get('room'))
  if (isPending) return <PageLoader />
  if (rooms === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const open = rooms.filter(({ archivedAt, mine }) => archivedAt === null && mine.manages)
  const room = open.find(({ id }) => id === chosen) ?? open[0]
  if (room === undefined) {
    return (
      <EmptyState
        icon={<IconArrowsLeftRight size={26} />}
        title={t('settings.links.noRooms')}
        text={t('settings.links.noRoomsText')}
      />
    )
  }
  return (
    <>
      <p className={pageStyles.muted}>{t('settings.links.text')}</p>
      <Select
        label={t('settings.links.room')}
        mb="md"
        allowDeselect={false}
        value={room.id}
        onChange={setChosen}
        data={open.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <RoomLinks key={room.id} room={room} />
    </>
  )
}

function RoomLinks({ room }: { room: MyRoom }) {
  const { t } = useTranslation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['room-links', room.id],
    queryFn: async () => (await api.call(roomLinkEndpoints.list, { params: { roomId: room.id } })).channels,
    // A bot finds out whether a channel may be linked.
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'waiting') === true ? 2_000 : false),
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <>
      <PausedTargets channels={data} />
      <section className={pageStyles.card} aria-labelledby="linked-channels">
        <h2 id="linked-channels" className={pageStyles.cardTitle}>
          {t('settings.links.channels', { room: room.name })}
        </h2>
        {data.length === 0 && <p className={pageStyles.muted}>{t('settings.links.none')}</p>}
        {data.map((channel) => (
          <LinkRow key={channel.id} channel={channel} />
        ))}
        <AddChannel roomId={room.id} />
      </section>
    </>
  )
}

function LinkRow({ channel }: { channel: LinkedChannel }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { community } = useCommunity()
  const [isRemoving, setIsRemoving] = useState(false)
  const { id: linkId, roomId, name, platform, workspaceName, language, state, problem } = channel
  const params = { roomId, linkId }
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['room-links', roomId] })
    await client.invalidateQueries({ queryKey: ['linkable-channels', community.id] })
  }
  const change = async (chosen: string) => {
    try {
      await api.call(roomLinkEndpoints.change, { params, body: { language: chosen } })
      await refresh()
    } catch (error) {
      notifyFailed(error)
    }
  }
  const tone = { waiting: 'warn', active: 'good', refused: 'bad' }[state]
  return (
    <div className={pageStyles.row}>
      <span>
        {`#${name}`}{' '}
        <span className={pageStyles.muted}>
          {platformName(platform)}, {workspaceName}
        </span>
        {state !== 'active' && (
          <>
            {' '}
            <span className={pageStyles.chip} data-tone={tone}>
              {t(`settings.links.states.${state}`)}
            </span>
          </>
        )}
        {problem !== null && <p className={pageStyles.muted}>{problem}</p>}
      </span>
      <ChannelLanguageField
        className={pageStyles.end ?? ''}
        label={t('settings.links.languageOf', { channel: name })}
        value={language}
        onChange={(chosen) => void change(chosen)}
      />
      <Button
        size="xs"
        variant="default"
        aria-label={t('settings.links.remove', { channel: name })}
        onClick={() => setIsRemoving(true)}
      >
        {t('common.remove')}
      </Button>
      {isRemoving && (
        <ConfirmModal
          title={t('settings.links.remove', { channel: name })}
          text={t('settings.links.removeText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(roomLinkEndpoints.remove, { params })
            await refresh()
          }}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </div>
  )
}
