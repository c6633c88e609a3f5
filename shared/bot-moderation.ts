import { z } from 'zod'
import { chatChannel, externalId } from './bot-chats.ts'
import { epochMs, id } from './endpoint.ts'
import { rule } from './moderation.ts'
import { answerTo, platformPerson } from './platform-person.ts'

const words = z.string().max(1000)

/** What bots tell moderators. */
export const moderationRequests = {
  /**
   * Of a message in a channel that is linked with a room, written by a person or a copy that a bot posted; or of an
   * announcement or gig that a bot posted in a channel.
   */
  'moderation:report': {
    request: z.object({ person: platformPerson, channel: chatChannel, messageId: externalId, rule, words }),
    answer: answerTo({ communityName: z.string() }),
  },
  'moderation:reportGig': {
    request: z.object({ person: platformPerson, gigId: id, rule, words }),
    answer: answerTo({ communityName: z.string() }),
  },
  /** In the communities where the person is an admin or moderates a niche. */
  'moderation:waiting': {
    request: z.object({ person: platformPerson }),
    answer: answerTo({
      communities: z.array(
        z.object({
          communityName: z.string(),
          cases: z.number().int(),
          appeals: z.number().int(),
          heldGigs: z.number().int(),
          /** Announcements and events; a hub of before does not say. */
          heldPosts: z.number().int().default(0),
          /** At most five. */
          oldest: z.array(
            z.object({
              title: z.string(),
              /** Of what was reported, in the hub's web client. */
              url: z.string(),
              openedAt: epochMs,
              reports: z.number().int(),
              /** Of the last report. */
              rule,
              words: z.string(),
            }),
          ),
        }),
      ),
      /** Of the person's profile in the first of them. */
      timeZone: z.string(),
      moderationUrl: z.string(),
    }),
  },
} as const
