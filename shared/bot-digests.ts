import { z } from 'zod'
import { digestInput, digestKind, digestSettings } from './digests.ts'
import { answerTo, platformPerson } from './platform-person.ts'

const chatDigest = digestSettings.extend({ communityName: z.string() })
export type ChatDigest = z.infer<typeof chatDigest>

/** One for each community of the person. */
const chatDigests = answerTo({ digests: z.array(chatDigest), settingsUrl: z.string() })

/** What bots ask about a person's digests. They are set for all communities of the person at once. */
export const digestRequests = {
  'digests:read': {
    request: z.object({ person: platformPerson }),
    answer: chatDigests,
  },
  'digests:change': {
    request: z.object({
      person: platformPerson,
      /** What is absent stays as it is. */
      change: z.object({
        include: digestKind.optional(),
        leaveOut: digestKind.optional(),
        by: digestInput.shape.by.optional(),
        /** Nothing is in it any more. */
        stop: z.literal(true).optional(),
      }),
    }),
    answer: chatDigests,
  },
} as const
