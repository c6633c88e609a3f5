import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type MyRoom, roomEndpoints } from '../../../shared/rooms.ts'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { GlossaryCard } from '../translation/glossary-card.tsx'
import { RoomForm, type RoomFields } from './room-form.tsx'
import { RoomMembersCard } from './room-members-card.tsx'

/** How a room is set, who is in it, and its own words. */
export function RoomSettings({ room }: { room: MyRoom }) {
  const { t } = useTranslation()
  const { isAdmin } = useCommunity()
  const client = useQueryClient()
  const { busy, error, run } = useSubmit()
  const { id: roomId, communityId, isPrivate, archivedAt } = room
  const { manages } = room.mine
  const change = async (body: Partial<RoomFields> & { archived?: boolean }) => {
    await api.call(roomEndpoints.change, { params: { roomId }, body })
    await client.invalidateQueries({ queryKey: ['rooms', communityId] })
    notifyDone(t('chat.roomSaved'))
  }
  return (
    <>
      <PageHeader crumb={room.name} title={t('chat.roomSettings')}>
        <Button
          component={Link}
          href={`/chat/${roomId}`}
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t('chat.backToRoom')}
        </Button>
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isPrivate && <RoomMembersCard room={room} />}
        {manages && (
          <section className={pageStyles.card} aria-labelledby="room-settings">
            <h2 id="room-settings" className={pageStyles.cardTitle}>
              {t('chat.roomSettings')}
            </h2>
            <RoomForm room={room} onSave={change} />
          </section>
        )}
        <GlossaryCard roomId={roomId} mayChange={manages} />
        {manages && isAdmin && (
          <section className={pageStyles.card} aria-labelledby="room-links">
            <h2 id="room-links" className={pageStyles.cardTitle}>
              {t('settings.links.title')}
            </h2>
            <p className={pageStyles.hint}>{t(isPrivate ? 'chat.linksPrivateText' : 'chat.linksText')}</p>
            <Button component={Link} href={`/settings/links?room=${roomId}`} variant="default">
              {t('chat.toLinks')}
            </Button>
          </section>
        )}
        {manages && (
          <section className={pageStyles.card} aria-labelledby="room-archive">
            <h2 id="room-archive" className={pageStyles.cardTitle}>
              {t(archivedAt === null ? 'chat.archive' : 'chat.unarchive')}
            </h2>
            <p className={pageStyles.hint}>{t('chat.archiveText')}</p>
            {error !== undefined && (
              <p className={pageStyles.danger} role="alert">
                {error}
              </p>
            )}
            <Button
              variant="default"
              loading={busy}
              onClick={() => void run(async () => await change({ archived: archivedAt === null }))}
            >
              {t(archivedAt === null ? 'chat.archive' : 'chat.unarchive')}
            </Button>
          </section>
        )}
      </div>
    </>
  )
}
