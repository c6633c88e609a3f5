import { z } from 'zod'
import { announcementPlace, pinger } from './announcement-places.ts'
import { communityParams, endpoint, fileBytes, id } from './endpoint.ts'
import { timeZone } from './profiles.ts'
import { linkableChannel } from './room-links.ts'

export const announcementOptions = z.object({
  /** Whether I may announce to all, and in any channel; else only to the members of `niches`, and in their channels. */
  everywhere: z.boolean(),
  niches: z.array(z.object({ id, name: z.string(), channels: z.array(announcementPlace) })),
  channels: z.array(linkableChannel),
  /** Roles and groups that can be called. */
  roles: z.array(z.object({ platform: z.string(), workspaceId: z.string(), roleId: z.string(), roleName: z.string() })),
  /** False: the hub has no mail server. */
  mail: z.boolean(),
  pinger,
  mayPing: z.boolean(),
})
export type AnnouncementOptions = z.infer<typeof announcementOptions>

const image = z.object({ id, name: z.string(), type: z.string(), bytes: z.number().int() })
export type AnnouncementImage = z.infer<typeof image>

const bestHour = z.object({
  /** The next time that it is this hour, by the clocks of the time zone that was asked for. */
  local: z.string(),
  /** What it rests on: hours in which members were here, each member once an hour, and the days on which. */
  visits: z.number().int(),
  days: z.number().int(),
})
export type BestHour = z.infer<typeof bestHour>

const tag = 'announcements'

export const announcementOptionEndpoints = {
  upload: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/announcement-images',
    summary: 'Add an image for an announcement: its bytes as application/octet-stream, its name in the query',
    tag,
    access: 'community:admin',
    params: communityParams,
    query: z.object({ name: z.string().trim().min(1).max(255) }),
    body: fileBytes,
    bodyType: 'file',
    answer: image,
    status: 201,
  }),
  image: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/announcement-images/:imageId',
    summary: 'An image of an announcement',
    tag,
    access: 'community:read',
    params: communityParams.extend({ imageId: id }),
    answer: fileBytes,
    answerType: 'file',
  }),
  bestHour: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/announcement-best-hour',
    summary: 'The hour in which most members are here; null where too little is known',
    tag,
    access: 'community:admin',
    params: communityParams,
    query: z.object({ timeZone }),
    answer: z.object({ best: bestHour.nullable() }),
  }),
  settings: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/announcement-settings',
    summary: 'Who may call people with an announcement (owners)',
    tag,
    access: 'community:admin',
    params: communityParams,
    body: z.object({ pinger }),
  }),
  click: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/announcements/:announcementId/clicks',
    summary: 'A button was followed in the web client; it is only counted',
    tag,
    access: 'community:read',
    params: communityParams.extend({ announcementId: id }),
    body: z.object({ button: z.number().int().min(0).max(10) }),
  }),
}

/** Where a page finds an image. */
export function announcementImageUrl(communityId: string, imageId: string): string {
  return announcementOptionEndpoints.image.path.replace(':communityId', communityId).replace(':imageId', imageId)
}
