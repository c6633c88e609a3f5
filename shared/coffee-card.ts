import { z } from 'zod'
import { id } from './endpoint.ts'

/** Whom a member is brought together with, in the language that they have in common. */
export const coffeeCard = z.object({
  type: z.literal('coffee'),
  communityId: id,
  markdown: z.string().max(3000),
  labels: z.object({ met: z.string(), skip: z.string(), open: z.string() }),
  /** In the hub's web client. */
  hubUrl: z.string(),
})
export type CoffeeCard = z.infer<typeof coffeeCard>
