import { createContext, use } from 'react'
import type { Member } from '../../../shared/members.ts'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import type { FollowedThread } from '../../../shared/room-threads.ts'
import type { MyRoom } from '../../../shared/rooms.ts'

export interface RoomPlace {
  room: MyRoom
  member: Member
  /** Who can be mentioned, guests not among them. */
  members: readonly Member[]
  /** Those that one follows. */
  threads: readonly FollowedThread[]
  mayWrite: boolean
  /** In which language one reads; null: as written. */
  language: string | null
  openThread: (rootId: string) => void
}

export const RoomContext = createContext<RoomPlace | null>(null)

/** Only inside of a room. */
export function useRoom(): RoomPlace {
  const place = use(RoomContext)
  if (place === null) throw new Error('useRoom outside of a room')
  return place
}

/** What a message's buttons do in the timeline that it stands in. */
export interface TimelineActions {
  reply: (message: RoomMessage) => void
  edit: (message: RoomMessage | null) => void
  editingId: string | null
  inThread: boolean
}

export const TimelineContext = createContext<TimelineActions | null>(null)

/** Undefined where a message stands alone. */
export function useTimeline(): TimelineActions | null {
  return use(TimelineContext)
}
