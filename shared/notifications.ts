import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** What a member is told of by their own choice. */
export const NOTIFICATION_KINDS = ['mention', 'assignment', 'due', 'comment', 'reply', 'announcement', 'event'] as const
export const notificationKind = z.enum(NOTIFICATION_KINDS)
export type NotificationKind = z.infer<typeof notificationKind>

/** Where a member is told: in the hub's inbox, and by direct message. Of several platforms, the first that works. */
export const NOTIFICATION_CHANNELS = ['app', 'discord', 'slack'] as const
/** Announcements stand in the channels of chat platforms already; who wants them as direct messages as well may. */
export const ANNOUNCEMENT_CHANNELS = ['app', 'discord', 'slack', 'mail'] as const
/** Reminders go by mail, too; invitations stand in channels already. */
export const EVENT_CHANNELS = ['app', 'discord', 'slack', 'mail'] as const
const channels = z.array(z.enum(NOTIFICATION_CHANNELS)).max(NOTIFICATION_CHANNELS.length)

export const notificationSettings = z.object({
  mention: channels.default(['app', 'discord', 'slack']),
  assignment: channels.default(['app', 'discord', 'slack']),
  due: channels.default(['app', 'discord', 'slack']),
  comment: channels.default(['app']),
  reply: channels.default(['app', 'discord', 'slack']),
  announcement: z.array(z.enum(ANNOUNCEMENT_CHANNELS)).max(ANNOUNCEMENT_CHANNELS.length).default(['app']),
  event: z.array(z.enum(EVENT_CHANNELS)).max(EVENT_CHANNELS.length).default(['app', 'discord', 'slack']),
})
export type NotificationSettings = z.infer<typeof notificationSettings>

export const notification = z.object({
  id,
  communityId: id,
  /** 'overdue' follows the choice for 'due'; a 'notice' of the hub itself to admins can not be turned off. */
  kind: z.enum([...NOTIFICATION_KINDS, 'overdue', 'notice']),
  /** Who did it; null: the hub, or not known. */
  actor: z.object({ id, name: z.string() }).nullable(),
  documentId: id.nullable(),
  cardId: z.string().nullable(),
  /** Of the card or document. */
  title: z.string(),
  /** What was written, at most 240 characters. */
  excerpt: z.string(),
  /** In the web client. */
  path: z.string(),
  createdAt: epochMs,
  readAt: epochMs.nullable(),
})
export type Notification = z.infer<typeof notification>

const unread = z.number().int()

export const notificationEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/notifications',
    summary: 'My inbox, newest first',
    tag: 'notifications',
    access: 'community:read',
    params: communityParams,
    query: z.object({
      /** The id of the last one that was read: answers with older ones. */
      before: id.optional(),
      unread: z.stringbool().default(false),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    answer: z.object({ notifications: z.array(notification), unread }),
  }),
  read: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/notifications/read',
    summary: 'Mark notifications as read, all of them when no ids are given',
    tag: 'notifications',
    access: 'community:read',
    params: communityParams,
    body: z.object({ ids: z.array(id).max(100).optional() }),
    answer: z.object({ unread }),
  }),
  settings: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/notifications/settings',
    summary: 'What I am told of, and where',
    tag: 'notifications',
    access: 'community:read',
    params: communityParams,
    answer: notificationSettings,
  }),
  saveSettings: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/notifications/settings',
    summary: 'Choose what I am told of, and where',
    tag: 'notifications',
    access: 'community:read',
    params: communityParams,
    body: notificationSettings,
    answer: notificationSettings,
  }),
}
