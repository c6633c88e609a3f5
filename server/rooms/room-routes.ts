import { Router } from 'express'
import { roomMemberEndpoints } from '../../shared/room-members.ts'
import { roomReadingEndpoints } from '../../shared/room-reading.ts'
import { roomThreadEndpoints } from '../../shared/room-threads.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { RoomMembers } from './room-members.ts'
import type { RoomReaders } from './room-readers.ts'
import { requireManager, type RoomService } from './room-service.ts'
import type { RoomThreads } from './room-threads.ts'

export interface RoomRoutesDeps {
  rooms: RoomService
  inside: RoomMembers
  threads: RoomThreads
  readers: RoomReaders
  members: MemberService
}

/** Rooms, who is in them, and how members read in them. */
export function roomRoutes({ rooms, inside, threads, readers, members }: RoomRoutesDeps): Router {
  const router = Router()

  mount(router, roomEndpoints.list, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return { rooms: await readers.withMine(await rooms.list(member), member) }
  })

  mount(router, roomEndpoints.create, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, body.isPrivate ? 'member' : 'admin')
    return await rooms.create(member, body)
  })

  mount(router, roomEndpoints.change, async ({ principal, params, body }) => {
    const entered = await rooms.enter(principal, params.roomId)
    requireManager(entered)
    return await rooms.change(entered.room, body)
  })

  mount(router, roomMemberEndpoints.list, async ({ principal, params }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    return { members: await inside.list(room) }
  })

  mount(router, roomMemberEndpoints.invite, async ({ principal, params, body }) => {
    const entered = await rooms.enter(principal, params.roomId)
    requireManager(entered)
    await inside.invite(entered.room, body.memberIds)
    return { members: await inside.list(entered.room) }
  })

  mount(router, roomMemberEndpoints.setRole, async ({ principal, params, body }) => {
    const entered = await rooms.enter(principal, params.roomId)
    requireManager(entered)
    await inside.setRole(entered.room, params.memberId, body.role)
    return { members: await inside.list(entered.room) }
  })

  mount(router, roomMemberEndpoints.remove, async ({ principal, params }) => {
    const entered = await rooms.enter(principal, params.roomId)
    if (params.memberId !== entered.member.id) requireManager(entered)
    await inside.remove(entered.room, params.memberId)
  })

  mount(router, roomThreadEndpoints.list, async ({ principal, params }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    return { threads: await threads.list(room, member) }
  })

  mount(router, roomThreadEndpoints.follow, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    await threads.follow(room, member, params.threadId, body.follows)
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
    await rooms.tell(room, 'room:typing', {
      communityId: room.communityId,
      roomId: room.id,
      threadId: body.threadId,
      memberId: member.id,
      name: member.name,
    })
  })

  return router
}
