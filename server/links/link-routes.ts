import { Router } from 'express'
import { roomLinkEndpoints } from '../../shared/room-links.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import { HubError } from '../../shared/errors.ts'
import type { Room } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import { requireManager, type RoomService } from '../rooms/room-service.ts'
import type { LinkService } from './link-service.ts'

export interface LinkRoutesDeps {
  links: LinkService
  rooms: RoomService
  members: MemberService
}

export function linkRoutes({ links, rooms, members }: LinkRoutesDeps): Router {
  const router = Router()
  const enterAsAdmin = async (principal: Principal, roomId: string): Promise<{ room: Room; member: Member }> => {
    const entered = await rooms.enter(principal, roomId)
    if (!atLeast(entered.member.role, 'admin')) throw new HubError('forbidden', 'Only admins link channels.')
    requireManager(entered)
    return entered
  }

  mount(router, roomLinkEndpoints.list, async ({ principal, params }) => {
    const { room } = await rooms.enter(principal, params.roomId)
    return { channels: await links.list(room.id) }
  })

  mount(router, roomLinkEndpoints.linkable, async ({ principal, params }) =>
    links.linkable(await members.requireRole(principal, params.communityId, 'admin')),
  )

  mount(router, roomLinkEndpoints.add, async ({ principal, params, body }) => {
    const { room, member } = await enterAsAdmin(principal, params.roomId)
    return await links.ask(member, room, body)
  })

  mount(router, roomLinkEndpoints.change, async ({ principal, params, body }) => {
    const { room, member } = await enterAsAdmin(principal, params.roomId)
    return await links.setLanguage(member, room, params.linkId, body.language)
  })

  mount(router, roomLinkEndpoints.remove, async ({ principal, params }) => {
    const { room, member } = await enterAsAdmin(principal, params.roomId)
    await links.remove(member, room, params.linkId)
  })

  return router
}
