import { z } from 'zod'
import { coffeeSaid } from './coffee.ts'
import { id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'

const coffeeAnswer = answerTo({
  communities: z.array(
    z.object({
      id,
      name: z.string(),
      enabled: z.boolean(),
      on: z.boolean(),
      skipsNext: z.boolean(),
      next: z.string().nullable(),
    }),
  ),
  coffeeUrl: z.string(),
})

/** What bots ask about virtual coffee. `next` is a day in words, by the clocks of the person's profile. */
export const coffeeRequests = {
  'coffee:read': { request: z.object({ person: platformPerson }), answer: coffeeAnswer },
  /** In all of their communities that have it. */
  'coffee:choose': { request: z.object({ person: platformPerson, on: z.boolean() }), answer: coffeeAnswer },
  'coffee:say': {
    request: z.object({ person: platformPerson, communityId: id, said: coffeeSaid }),
    answer: coffeeAnswer,
  },
} as const
