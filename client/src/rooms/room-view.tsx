import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { MyRoom } from '../../../shared/rooms.ts'
import { membersQuery } from '../documents/document-queries.ts'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { RoomContext } from './room-context.tsx'
import { messageQuery, roomMembersQuery, threadsQuery } from './room-queries.ts'
import { RoomHeader } from './room-header.tsx'
import { RoomSearch } from './room-search.tsx'
import { ThreadPanel } from './thread-panel.tsx'
import { ThreadsPanel } from './threads-panel.tsx'
import { Timeline } from './timeline.tsx'
import { UnreadBar } from './unread-bar.tsx'
import { languageIn, useReadingPreferences } from './use-reading.ts'
import styles from './chat.module.css'
import { RoomList } from './room-list.tsx'

/**
 * One room, as its address says: `?message=` is a message that one was led to, `?thread=` the thread beside the room,
 * `?search` the search, `?threads` those that one follows.
 */
export function RoomView({ room, rooms }: { room: MyRoom; rooms: readonly MyRoom[] }) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const { isPending, everywhere } = useReadingPreferences()
  const { data: members } = useQuery(membersQuery(community.id))
  const { data: inside } = useQuery({ ...roomMembersQuery(room.id), enabled: room.isPrivate })
  const { data: threads } = useQuery(threadsQuery(room.id))
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('message')
  // A link says which message, not where it stands.
  const { data: target, isPending: isFinding } = useQuery({
    ...messageQuery(room.id, wanted ?? ''),
    enabled: wanted !== null,
    retry: false,
  })
  const threadId = target?.threadId ?? search.get('thread')
  const language = languageIn(room, everywhere)
  const mayWrite = room.archivedAt === null && (room.writers === 'members' || room.mine.manages)
  const place = useMemo(
    () => ({
      room,
      member,
      members:
        members?.filter(({ id, role }) =>
          room.isPrivate ? inside?.some(({ memberId }) => memberId === id) : role !== 'guest',
        ) ?? [],
      threads: threads ?? [],
      mayWrite,
      language,
      openThread: (rootId: string) => setSearch({ thread: rootId }),
    }),
    [room, member, members, inside, threads, mayWrite, language, setSearch],
  )
  const isSearching = search.has('search')
  const isListing = search.has('threads') && threadId === null && !isSearching
  const around = target !== undefined && target.threadId === null ? target.id : null
  return (
    <RoomContext value={place}>
      <RoomHeader
        onSearch={() => setSearch(isSearching ? {} : { search: '' })}
        onThreads={() => setSearch(isListing ? {} : { threads: '' })}
      />
      <div className={styles.body} data-panel={threadId !== null || isSearching || isListing}>
        <RoomList rooms={rooms} currentId={room.id} />
        {isPending || (wanted !== null && isFinding) ? (
          <PageLoader />
        ) : (
          <div className={styles.main}>
            <UnreadBar key={room.id} onGo={(messageId) => setSearch({ message: messageId })} />
            <Timeline
              key={`${room.id} ${around ?? ''}`}
              threadId={null}
              around={around}
              onLatest={() => setSearch({})}
              empty={t('chat.first', { room: room.name })}
              label={t('chat.messagesOf', { room: room.name })}
              composerLabel={t('chat.messageTo', { room: room.name })}
            />
          </div>
        )}
        {isListing && <ThreadsPanel onClose={() => setSearch({})} />}
        {isSearching && <RoomSearch onClose={() => setSearch({})} />}
        {threadId !== null && !isSearching && (
          <ThreadPanel
            key={threadId}
            rootId={threadId}
            around={target?.threadId == null ? null : target.id}
            onLatest={() => setSearch({ thread: threadId })}
            onClose={() => setSearch({})}
          />
        )}
      </div>
    </RoomContext>
  )
}
