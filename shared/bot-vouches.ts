import { z } from 'zod'
import { id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'
import { vouch, vouchInput } from './vouches.ts'

const words = vouchInput.shape.words

const chatVouch = vouch
  .pick({ id: true, skill: true, words: true, answer: true })
  .extend({ nicheName: z.string(), authorName: z.string(), memberName: z.string(), communityName: z.string() })
export type ChatVouch = z.infer<typeof chatVouch>

const chatVouches = answerTo({
  /** For me, and by me. */
  about: z.array(chatVouch),
  given: z.array(chatVouch),
  /** Those that I am in. */
  niches: z.array(z.object({ id, name: z.string() })),
  profileUrl: z.string(),
})

/** What bots ask about what members say of each other, for a person who may be a member of several communities. */
export const vouchRequests = {
  'vouches:read': {
    request: z.object({ person: platformPerson }),
    answer: chatVouches,
  },
  /** Others in a niche that the person is in, at most 25. */
  'vouches:people': {
    request: z.object({ person: platformPerson, nicheId: id, query: z.string().max(200) }),
    answer: answerTo({ people: z.array(z.object({ id, name: z.string() })) }),
  },
  'vouches:give': {
    request: z.object({ person: platformPerson, nicheId: id, memberId: id, skill: vouchInput.shape.skill, words }),
    answer: answerTo({ skill: z.string(), memberName: z.string(), nicheName: z.string() }),
  },
  /** One's own. */
  'vouches:withdraw': {
    request: z.object({ person: platformPerson, vouchId: id }),
    answer: chatVouches,
  },
  'gigs:refer': {
    request: z.object({ person: platformPerson, gigId: id, memberId: id, words }),
    answer: answerTo({ title: z.string(), memberName: z.string() }),
  },
} as const
