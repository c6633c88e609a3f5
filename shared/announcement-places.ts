import { z } from 'zod'
import { AFTERWARDS, afterwards, ping } from './announcement-posting.ts'
import { channelKind } from './bot-chats.ts'
import { platform } from './deliveries.ts'
import { role } from './members.ts'
import { languageCode } from './translation.ts'

export const announcementPlace = z.object({
  platform,
  workspaceId: z.string().min(1).max(64),
  channelId: z.string().min(1).max(64),
  /** As it is called there, for people. */
  name: z.string().max(200),
  workspaceName: z.string().max(200),
  /** In a forum it is a post with the title as its name. */
  kind: channelKind.default('channel'),
})
export type AnnouncementPlace = z.infer<typeof announcementPlace>

export const announcementChannel = announcementPlace.extend({
  language: languageCode,
  ping: ping.nullable().default(null),
  /** A thread below it for answers, and publishing to the servers that follow the channel: Discord alone has these. */
  afterwards: z.array(afterwards).max(AFTERWARDS.length).default([]),
})
export type AnnouncementChannel = z.infer<typeof announcementChannel>

const few = { roles: 3, languages: 12, platforms: 5 }

/** Members for whom each of the lists that are not empty holds. */
export const announcementAudience = z.object({
  roles: z
    .array(role.exclude(['guest']))
    .max(few.roles)
    .default([]),
  /** One of those in the profile. */
  languages: z.array(languageCode).max(few.languages).default([]),
  /** One on which the member has a linked account. */
  platforms: z.array(platform).max(few.platforms).default([]),
})
export type AnnouncementAudience = z.infer<typeof announcementAudience>

/** Who may have a ping in their announcements: from nobody to all who announce. */
export const PINGERS = ['nobody', 'owner', 'admin', 'moderator'] as const
export const pinger = z.enum(PINGERS)
export type Pinger = z.infer<typeof pinger>
