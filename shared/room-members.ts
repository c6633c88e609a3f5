import { z } from 'zod'
import { endpoint, epochMs, id } from './endpoint.ts'
import { roomParams } from './rooms.ts'

/** Moderators invite, remove, and change the room. */
export const roomRole = z.enum(['moderator', 'member'])
export type RoomRole = z.infer<typeof roomRole>

export const MAX_ROOM_MEMBERS = 200

export const roomMember = z.object({
  memberId: id,
  name: z.string(),
  image: z.string().nullable(),
  role: roomRole,
  addedAt: epochMs,
})
export type RoomMember = z.infer<typeof roomMember>

const memberParams = roomParams.extend({ memberId: id })
const listed = z.object({ members: z.array(roomMember) })

export const roomMemberEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/members',
    summary: 'Who is in a private room, moderators first; a room of all has no list',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    answer: listed,
  }),
  invite: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/members',
    summary: 'Take members of the community into a private room (its moderators)',
    tag: 'rooms',
    access: 'rooms:write',
    params: roomParams,
    body: z.object({ memberIds: z.array(id).min(1).max(50) }),
    answer: listed,
  }),
  setRole: endpoint({
    method: 'patch',
    path: '/api/rooms/:roomId/members/:memberId',
    summary: 'Make a member of a private room its moderator, or no longer (its moderators)',
    tag: 'rooms',
    access: 'rooms:write',
    params: memberParams,
    body: z.object({ role: roomRole }),
    answer: listed,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/rooms/:roomId/members/:memberId',
    summary: 'Remove a member from a private room (its moderators), or leave it. With its last member it is erased',
    tag: 'rooms',
    access: 'rooms:write',
    params: memberParams,
  }),
}
