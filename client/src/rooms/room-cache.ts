import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { LiveEvents } from '../../../shared/live-protocol.ts'
import type { Me } from '../../../shared/members.ts'
import { mentionsIn } from '../../../shared/mentions.ts'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import type { MessageTranslation, RoomReadState } from '../../../shared/room-reading.ts'
import { MAX_UNREAD, type MyRoom } from '../../../shared/rooms.ts'

type Page = { messages: RoomMessage[]; hasEarlier: boolean; hasLater: boolean }
type Pages = InfiniteData<Page, object>
type Kept = Pick<MessageTranslation, 'attempt' | 'translation'>
/** By message. */
export type Translations = Readonly<Record<string, Kept>>

/** A message as it is now: written, edited, deleted or reacted to. `root`: what opened its thread, with its count. */
export function takeMessage(
  client: QueryClient,
  { change, message, root }: Pick<LiveEvents['room:message'], 'message' | 'root'> & { change?: string },
): void {
  for (const one of root === null ? [message] : [message, root]) {
    remember(one)
    putMessage(client, one)
  }
  // Who has sent it is not writing it any more.
  client.setQueryData<Typing[]>(typingKey(message.roomId, message.threadId), (known) =>
    known?.filter(({ memberId }) => memberId !== message.author.memberId),
  )
  if (change === 'posted') {
    changeRoom(client, message.communityId, message.roomId, (room) => counted(client, room, message))
  }
  if ((change === 'posted' || change === 'edited') && !isMine(client, message)) awaitTranslations(client, message)
}

function putMessage(client: QueryClient, message: RoomMessage): void {
  const { roomId, id } = message
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: ['messages', roomId] })) {
    const known = pages?.pages.some(({ messages }) => messages.some((one) => one.id === id))
    if (pages === undefined) continue
    if (known === true) client.setQueryData<Pages>(key, replaced(pages, message))
    else if (key[2] === message.threadId) client.setQueryData<Pages>(key, appended(pages, message))
  }
  if (client.getQueryData(['message', roomId, id]) !== undefined) client.setQueryData(['message', roomId, id], message)
}

function replaced(data: Pages, message: RoomMessage): Pages {
  const put = (one: RoomMessage) => (one.id === message.id && one.revision <= message.revision ? message : one)
  return { ...data, pages: data.pages.map((page) => ({ ...page, messages: page.messages.map(put) })) }
}

/** Only what follows on what is there: between them there may be more that was not read. */
function appended(data: Pages, message: RoomMessage): Pages {
  const last = data.pages.at(-1)
  if (last === undefined || last.hasLater || (last.messages.at(-1)?.position ?? 0) > message.position) return data
  return { ...data, pages: [...data.pages.slice(0, -1), { ...last, messages: [...last.messages, message] }] }
}

/**
 * What was told live of late, by message. An answer that was asked for before it was told, and comes after it, knows less.
 */
const told = new Map<string, RoomMessage>()
const MOST_TOLD = 200

function remember(message: RoomMessage): void {
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
function counted(client: QueryClient, room: MyRoom, message: RoomMessage): MyRoom {
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

/** On this device or another. */
export function takeRead(client: QueryClient, { communityId, roomId, ...read }: RoomReadState): void {
  changeRoom(client, communityId, roomId, (room) => {
    const [known = room] = withToldCounts(client, [{ ...room, mine: { ...room.mine, ...read } }])
    return known
  })
  void client.invalidateQueries({ queryKey: ['room', roomId, 'threads'] })
}

function changeRoom(client: QueryClient, communityId: string, roomId: string, change: (room: MyRoom) => MyRoom): void {
  client.setQueryData<MyRoom[]>(['rooms', communityId], (rooms) =>
    rooms?.map((room) => (room.id === roomId ? change(room) : room)),
  )
}

export function addTranslations(
  client: QueryClient,
  roomId: string,
  translations: readonly MessageTranslation[],
): void {
  const [first] = translations
  if (first === undefined) return
  client.setQueryData<Translations>(['translations', roomId, first.language], (known) => ({
    ...known,
    ...Object.fromEntries(translations.map((one) => [one.messageId, later(known?.[one.messageId], one)])),
  }))
}

/** What is told live may overtake the answer that says it is still to come. */
function later(known: Kept | undefined, { attempt, translation }: Kept): Kept {
  const isOlder = known !== undefined && attempt < known.attempt
  const isSame = known !== undefined && attempt === known.attempt && translation.state === 'waiting'
  return isOlder || isSame ? known : { attempt, translation }
}

/** In each language that is read here, until the hub says more. */
function awaitTranslations(client: QueryClient, { roomId, id, text }: RoomMessage): void {
  if (text === '') return
  for (const [key, known] of client.getQueriesData<Translations>({ queryKey: ['translations', roomId] })) {
    client.setQueryData<Translations>(key, { ...known, [id]: { attempt: '', translation: { state: 'waiting' } } })
  }
}

const TYPING_MS = 6_000

/** Who is writing where, and until when that is believed. */
export interface Typing {
  memberId: string
  name: string
  until: number
}

export function typingKey(roomId: string, threadId: string | null): readonly unknown[] {
  return ['typing', roomId, threadId]
}

export function takeTyping(client: QueryClient, { roomId, threadId, memberId, name }: LiveEvents['room:typing']): void {
  client.setQueryData<Typing[]>(typingKey(roomId, threadId), (known) => [
    ...(known ?? []).filter((one) => one.memberId !== memberId),
    { memberId, name, until: Date.now() + TYPING_MS },
  ])
}

function isMine(client: QueryClient, { author }: RoomMessage): boolean {
  const me = client.getQueryData<Me | null>(['me'])
  return me?.memberships.some(({ member }) => member.id === author.memberId) ?? false
}
