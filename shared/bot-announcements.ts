import { z } from 'zod'
import { MAX_TITLE } from './announcement-card.ts'
import { MAX_MARKDOWN } from './announcements.ts'
import { chatChannel } from './bot-chats.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots ask about announcements. */
export const announcementRequests = {
  /** Into the channel where it is asked for, and the inbox of each member. */
  'announcements:send': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel.extend({ name: z.string().max(200), workspaceName: z.string().max(200) }),
      title: z.string().max(MAX_TITLE),
      markdown: z.string().max(MAX_MARKDOWN),
      /** '2026-12-24 09:00' in the person's own time zone; null: now. */
      when: z.string().max(40).nullable(),
    }),
    /** `due`: in words, by the clocks of `timeZone`; null: it was sent. */
    answer: answerTo({
      url: z.string(),
      due: z.string().nullable(),
      timeZone: z.string(),
      communityName: z.string(),
    }),
  },
} as const
