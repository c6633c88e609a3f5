import { Router } from 'express'
import { HubError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import { type RoomMessage, roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomFileEndpoints } from '../../shared/room-files.ts'
import { mount } from '../platform/http/mount.ts'
import { mountDownload, mountUpload } from '../platform/http/mount-file.ts'
import type { MessageHistory } from './message-history.ts'
import { type MessageService, personOf } from './message-service.ts'
import type { RoomFiles } from './room-files.ts'
import type { RoomReaders } from './room-readers.ts'
import { requireManager, requireWritable, type RoomService } from './room-service.ts'
import type { RoomTranslations } from './room-translations.ts'

export interface MessageRoutesDeps {
  rooms: RoomService
  messages: MessageService
  history: MessageHistory
  files: RoomFiles
  readers: RoomReaders
  translations: RoomTranslations
}

/** What is said in rooms. */
export function messageRoutes({ rooms, messages, history, files, readers, translations }: MessageRoutesDeps): Router {
  const router = Router()

  mount(router, roomMessageEndpoints.list, async ({ principal, params, query }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    const page = await history.page(room.id, query)
    if (query.language === undefined) return { ...page, translations: [], revision: room.revision }
    await readers.look(room.id, member.id, query.language)
    // What is quoted, and what a thread began with, is shown beside them.
    const shown = new Set(page.messages.map(({ id }) => id))
    const beside = [...(query.thread === undefined ? [] : [query.thread]), ...page.messages.flatMap(quotedBy)].filter(
      (id) => !shown.has(id),
    )
    const others = await history.these(room.id, [...new Set(beside)])
    const translated = await translations.read(room, [...others, ...page.messages], query.language, member.id)
    return { ...page, translations: translated, revision: room.revision }
  })

  mount(router, roomMessageEndpoints.get, async ({ principal, params }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    return await history.get(room.id, params.messageId)
  })

  mount(router, roomMessageEndpoints.translate, async ({ principal, params, body }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    const message = await history.get(room.id, params.messageId)
    return await translations.retry(room, message.id, body.language)
  })

  mount(router, roomMessageEndpoints.changes, async ({ principal, params, query }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    return { messages: await history.changes(room.id, query.since, query.limit) }
  })

  mount(router, roomMessageEndpoints.post, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enterToWrite(principal, params.roomId)
    return await messages.post(room, personOf(member), body)
  })

  mount(router, roomMessageEndpoints.edit, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enterToWrite(principal, params.roomId)
    const message = await history.get(room.id, params.messageId)
    requireOwn(message, member)
    if (body.text === '' && message.files.length === 0) {
      throw new HubError('invalid_input', 'A message has words or files.')
    }
    return await messages.edit(room, message.id, personOf(member), body)
  })

  mount(router, roomMessageEndpoints.remove, async ({ principal, params }) => {
    const entered = await rooms.enter(principal, params.roomId)
    const { room, member } = entered
    const message = await history.get(room.id, params.messageId)
    if (message.author.memberId !== member.id) requireManager(entered)
    await messages.remove(room, message.id, personOf(member))
  })

  mount(router, roomMessageEndpoints.react, async ({ principal, params }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    requireWritable(room)
    return await messages.react(room, params.messageId, personOf(member), params.emoji, true)
  })

  mount(router, roomMessageEndpoints.unreact, async ({ principal, params }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    requireWritable(room)
    return await messages.react(room, params.messageId, personOf(member), params.emoji, false)
  })

  mountUpload(router, roomFileEndpoints.upload, async ({ principal, params, query, bytes, content }) => {
    const { room, member } = await rooms.enterToWrite(principal, params.roomId)
    return await files.add(room, personOf(member), { name: query.name, bytes, content })
  })

  mountDownload(router, roomFileEndpoints.download, async ({ principal, params }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    return await files.read(room.id, params.fileId, member.id)
  })

  mount(router, roomFileEndpoints.remove, async ({ principal, params }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    await files.removeUnsent(room.id, params.fileId, member.id)
  })

  return router
}

function quotedBy({ quote }: RoomMessage): string[] {
  return quote === null ? [] : [quote.id]
}

/** @throws HubError 'forbidden', also for what a member wrote on a platform: it is edited there. */
function requireOwn(message: RoomMessage, member: Member): void {
  if (message.author.memberId !== member.id) throw new HubError('forbidden', 'Only its author edits a message.')
  if (message.author.platform !== null) {
    throw new HubError('forbidden', 'This was written on another platform: edit it there.')
  }
}
