import { ActionIcon, Button, MultiSelect, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type RoomMember, roomMemberEndpoints, type RoomRole } from '../../../shared/room-members.ts'
import type { MyRoom } from '../../../shared/rooms.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { membersQuery } from '../documents/document-queries.ts'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from '../settings/settings.module.css'
import { roomMembersQuery } from './room-queries.ts'

/** Who is in a private room: its moderators invite and remove, and everybody may leave. */
export function RoomMembersCard({ room }: { room: MyRoom }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { member: me } = useCommunity()
  const [, navigate] = useLocation()
  const { data: inside, error, isPending, refetch } = useQuery(roomMembersQuery(room.id))
  const [leaving, setLeaving] = useState(false)
  const { manages } = room.mine
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: roomMembersQuery(room.id).queryKey })
    await client.invalidateQueries({ queryKey: ['rooms', room.communityId] })
  }
  if (isPending) return <PageLoader />
  if (inside === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const isLast = inside.length === 1
  return (
    <section className={pageStyles.card} aria-labelledby="room-members">
      <div className={styles.head}>
        <h2 id="room-members" className={pageStyles.cardTitle}>
          {t('chat.roomMembers')}
        </h2>
        <Button className={pageStyles.end ?? ''} size="xs" variant="default" onClick={() => setLeaving(true)}>
          {t('chat.leave')}
        </Button>
      </div>
      <p className={pageStyles.hint}>{t('chat.roomMembersText')}</p>
      <ul className={styles.log}>
        {inside.map((one) => (
          <MemberLine key={one.memberId} room={room} one={one} onChanged={refresh} />
        ))}
      </ul>
      {manages && <Invite roomId={room.id} inside={inside} onInvited={refresh} />}
      {leaving && (
        <ConfirmModal
          title={t('chat.leaveTitle', { room: room.name })}
          text={t(isLast ? 'chat.leaveLastText' : 'chat.leaveText')}
          action={t('chat.leave')}
          onConfirm={async () => {
            await api.call(roomMemberEndpoints.remove, { params: { roomId: room.id, memberId: me.id } })
            await client.invalidateQueries({ queryKey: ['rooms', room.communityId] })
            navigate('/chat')
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </section>
  )
}

interface MemberLineProps {
  room: MyRoom
  one: RoomMember
  onChanged: () => Promise<void>
}

function MemberLine({ room, one, onChanged }: MemberLineProps) {
  const { t } = useTranslation()
  const { member: me } = useCommunity()
  const [removing, setRemoving] = useState(false)
  const params = { roomId: room.id, memberId: one.memberId }
  const setRole = async (role: RoomRole) => {
    try {
      await api.call(roomMemberEndpoints.setRole, { params, body: { role } })
    } catch (error) {
      notifyFailed(error)
    } finally {
      await onChanged()
    }
  }
  return (
    <li className={styles.head}>
      <PersonAvatar memberId={one.memberId} name={one.name} size={26} decorative />
      <span dir="auto">{one.memberId === me.id ? t('presence.me', { name: one.name }) : one.name}</span>
      {room.mine.manages ? (
        <Select
          className={pageStyles.end ?? ''}
          size="xs"
          w={130}
          allowDeselect={false}
          aria-label={t('members.roleOf', { name: one.name })}
          data={(['moderator', 'member'] as const).map((role) => ({ value: role, label: t(`chat.roomRole.${role}`) }))}
          value={one.role}
          onChange={(role) => void setRole(role === 'moderator' ? 'moderator' : 'member')}
        />
      ) : (
        <span className={`${pageStyles.muted} ${pageStyles.end}`}>{t(`chat.roomRole.${one.role}`)}</span>
      )}
      {room.mine.manages && one.memberId !== me.id && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          aria-label={t('chat.removeFromRoom', { name: one.name })}
          title={t('chat.removeFromRoom', { name: one.name })}
          onClick={() => setRemoving(true)}
        >
          <IconUserMinus size={17} aria-hidden />
        </ActionIcon>
      )}
      {removing && (
        <ConfirmModal
          title={t('chat.removeFromRoom', { name: one.name })}
          text={t('chat.removeFromRoomText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(roomMemberEndpoints.remove, { params })
            await onChanged()
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}

interface InviteProps {
  roomId: string
  inside: readonly RoomMember[]
  onInvited: () => Promise<void>
}

function Invite({ roomId, inside, onInvited }: InviteProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: members = [] } = useQuery(membersQuery(community.id))
  const [chosen, setChosen] = useState<string[]>([])
  const { busy, error, onSubmit } = useSubmit()
  const known = new Set(inside.map(({ memberId }) => memberId))
  const choices = members.filter(({ id, role }) => role !== 'guest' && !known.has(id))
  const invite = async () => {
    await api.call(roomMemberEndpoints.invite, { params: { roomId }, body: { memberIds: chosen } })
    setChosen([])
    await onInvited()
  }
  return (
    <form className={styles.mapping} onSubmit={onSubmit(invite)}>
      <MultiSelect
        label={t('chat.inviteWhom')}
        searchable
        maxValues={50}
        error={error}
        nothingFoundMessage={t('chat.nobodyToInvite')}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button type="submit" variant="default" loading={busy} disabled={chosen.length === 0}>
        {t('chat.invite')}
      </Button>
    </form>
  )
}
