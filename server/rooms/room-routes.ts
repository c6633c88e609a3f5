import { Router } from 'express'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import { type RoomMessage, roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { MessageHistory } from './message-history.ts'
import { type MessageService, personOf } from './message-service.ts'
import { requireWritable, type RoomService } from './room-service.ts'

export interface RoomRoutesDeps {
  rooms: RoomService
  messages: MessageService
  history: MessageHistory
  members: MemberService
}

export function roomRoutes({ rooms, messages, history, members }: RoomRoutesDeps): Router {
  const router = Router()

  mount(router, roomEndpoints.list, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return { rooms: await rooms.list(params.communityId) }
  })

  mount(router, roomEndpoints.create, async ({ principal, params, body }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return await rooms.create(params.communityId, body)
  })

  mount(router, roomEndpoints.change, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    if (!atLeast(member.role, 'admin')) throw new HubError('forbidden', 'Only admins change a room.')
    return await rooms.change(room, body)
  })

  mount(router, roomMessageEndpoints.list, async ({ principal, params, query }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    return { ...(await history.page(room.id, query)), revision: room.revision }
  })

  mount(router, roomMessageEndpoints.get, async ({ principal, params }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    return await history.get(room.id, params.messageId)
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
    const { room, member } = await rooms.enter(principal, params.roomId)
    const message = await history.get(room.id, params.messageId)
    if (message.author.memberId !== member.id && !atLeast(member.role, 'admin')) {
      throw new HubError('forbidden', 'Only its author or an admin deletes a message.')
    }
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

  return router
}

/** @throws HubError 'forbidden', also for what a member wrote on a platform: it is edited there. */
function requireOwn(message: RoomMessage, member: Member): void {
  if (message.author.memberId !== member.id) throw new HubError('forbidden', 'Only its author edits a message.')
  if (message.author.platform !== null) {
    throw new HubError('forbidden', 'This was written on another platform: edit it there.')
  }
}
