import { z } from 'zod'
import { chatChannel, externalId } from './bot-chats.ts'
import { rule } from './moderation.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots tell moderators. */
export const moderationRequests = {
  /** Of a message in a channel that is linked with a room; written by a person, or a copy that a bot posted. */
  'moderation:report': {
    request: z.object({
      person: platformPerson,
      channel: chatChannel,
      messageId: externalId,
      rule,
      words: z.string().max(1000),
    }),
    answer: answerTo({ communityName: z.string() }),
  },
} as const
