import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { LiveEvents } from '../../../shared/live-protocol.ts'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import type { MessageTranslation, RoomReadState } from '../../../shared/room-reading.ts'
import type { MyRoom } from '../../../shared/rooms.ts'
import { counted, isMine, type Page, remember, withToldCounts } from './told-messages.ts'

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
