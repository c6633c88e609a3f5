import { Router } from 'express'
import { HubError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import { roomReadingEndpoints } from '../../shared/room-reading.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { RoomReaders } from './room-readers.ts'
import type { RoomService } from './room-service.ts'

export interface RoomRoutesDeps {
  rooms: RoomService
  readers: RoomReaders
  members: MemberService
  live: Live
}

/** Rooms, and how members read in them. */
export function roomRoutes({ rooms, readers, members, live }: RoomRoutesDeps): Router {
  const router = Router()

  mount(router, roomEndpoints.list, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return { rooms: await readers.withMine(await rooms.list(params.communityId), member) }
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

  mount(router, roomReadingEndpoints.preferences, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return await readers.preferences(member.id)
  })

  mount(router, roomReadingEndpoints.savePreferences, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return await readers.savePreferences(member.id, body)
  })

  mount(router, roomReadingEndpoints.chooseLanguage, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    await readers.chooseLanguage(room, member, body.language)
  })

  mount(router, roomReadingEndpoints.markRead, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    return await readers.markRead(room, member, body)
  })

  mount(router, roomReadingEndpoints.typing, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enterToWrite(principal, params.roomId)
    live.toCommunity(room.communityId, 'room:typing', {
      communityId: room.communityId,
      roomId: room.id,
      threadId: body.threadId,
      memberId: member.id,
      name: member.name,
    })
  })

  return router
}
