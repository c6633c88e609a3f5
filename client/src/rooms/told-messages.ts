import type { QueryClient } from '@tanstack/react-query'
import type { Me } from '../../../shared/members.ts'
import { mentionsIn } from '../../../shared/mentions.ts'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import { MAX_UNREAD, type MyRoom } from '../../../shared/rooms.ts'

export type Page = { messages: RoomMessage[]; hasEarlier: boolean; hasLater: boolean }

/**
 * What was told live of late, by message. An answer that was asked for before it was told, and comes after it, knows less.
 */
const told = new Map<string, RoomMessage>()
const MOST_TOLD = 200

export function remember(message: RoomMessage): void {
  told.delete(message.id)
  told.set(message.id, message)
  const [oldest] = told.keys()
  if (told.size > MOST_TOLD && oldest !== undefined) told.delete(oldest)
}

function toldIn(roomId: string): RoomMessage[] {
  return [...told.values()]
    .filter((message) => message.roomId === roomId)
    .toSorted((one, other) => one.position - other.position)
}

/** Rooms as they were read, with what was told of them meanwhile. */
export function withToldCounts(client: QueryClient, rooms: readonly MyRoom[]): MyRoom[] {
  return rooms.map((room) => toldIn(room.id).reduce((known, message) => counted(client, known, message), room))
}

/** A page of a room or a thread as it was read, with what was told of it meanwhile. */
export function withToldMessages<P extends Page>(page: P, roomId: string, threadId: string | null): P {
  const own = toldIn(roomId)
  const messages = page.messages.map(
    (one) => own.find(({ id, revision }) => id === one.id && revision > one.revision) ?? one,
  )
  const last = messages.at(-1)?.position ?? 0
  const later = own.filter((one) => one.threadId === threadId && one.position > last && one.deletedAt === null)
  return { ...page, messages: page.hasLater ? messages : [...messages, ...later] }
}

/** The room with one more that I have not read, unless it was counted already. */
export function counted(client: QueryClient, room: MyRoom, message: RoomMessage): MyRoom {
  const { readPosition, revision } = room.mine
  if (isMine(client, message) || message.threadId !== null || message.deletedAt !== null) return room
  if (message.position <= readPosition || message.position <= revision) return room
  const me = client.getQueryData<Me | null>(['me'])
  const mentioned = new Set(mentionsIn(message.text))
  const isMentioned = me?.memberships.some(({ member }) => mentioned.has(member.id)) ?? false
  return {
    ...room,
    mine: {
      ...room.mine,
      revision: message.position,
      unread: Math.min(MAX_UNREAD, room.mine.unread + 1),
      mentions: room.mine.mentions + Number(isMentioned),
      firstUnreadId: room.mine.firstUnreadId ?? message.id,
    },
  }
}

export function isMine(client: QueryClient, { author }: RoomMessage): boolean {
  const me = client.getQueryData<Me | null>(['me'])
  return me?.memberships.some(({ member }) => member.id === author.memberId) ?? false
}
