import { Router } from 'express'
import { roomEndpoints } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { RoomService } from './room-service.ts'

export function roomRoutes({ rooms, members }: { rooms: RoomService; members: MemberService }): Router {
  const router = Router()

  mount(router, roomEndpoints.list, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'member')
    return { rooms: await rooms.list(params.communityId) }
  })

  mount(router, roomEndpoints.create, async ({ principal, params, body }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return await rooms.create(params.communityId, body)
  })

  mount(router, roomEndpoints.messages, async ({ principal, params, query }) => {
    await rooms.enter(principal, params.roomId)
    return { messages: await rooms.messages(params.roomId, query.limit, query.before) }
  })

  mount(router, roomEndpoints.post, async ({ principal, params, body }) => {
    const { room, member } = await rooms.enter(principal, params.roomId)
    return await rooms.post(room, member, body)
  })

  return router
}
