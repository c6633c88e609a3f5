import { z } from 'zod'
import { gigPosting, niche } from './niches.ts'
import { chatChannel } from './bot-chats.ts'
import { id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots ask about niches, for a person who may be a member of several communities. */

export const chatNiche = niche
  .pick({ id: true, name: true, description: true, earlyHours: true, members: true, mine: true })
  .extend({ communityName: z.string() })
export type ChatNiche = z.infer<typeof chatNiche>

const chatNiches = answerTo({ niches: z.array(chatNiche), nichesUrl: z.string() })

export const nicheRequests = {
  'niches:read': {
    request: z.object({ person: platformPerson }),
    answer: chatNiches,
  },
  /** Joins a niche, or leaves it. */
  'niches:set': {
    request: z.object({ person: platformPerson, nicheId: id, joined: z.boolean() }),
    answer: chatNiches,
  },
  /** Whether gigs of a niche are posted in the channel where it is asked for, which becomes one of the niche's (admins). */
  'niches:postGigs': {
    request: z.object({
      person: platformPerson,
      nicheId: id,
      channel: chatChannel.extend({ name: z.string().max(200), workspaceName: z.string().max(200) }),
      gigs: gigPosting,
    }),
    answer: answerTo({ nicheName: z.string(), earlyHours: z.number().int() }),
  },
} as const
