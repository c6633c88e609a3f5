import { z } from 'zod'

/** Who is called in a channel besides those who read it anyway: whoever is online, or the people of one role or group. */
export const ping = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('here') }),
  z.object({ kind: z.literal('role'), roleId: z.string().regex(/^[A-Za-z0-9]{1,64}$/), name: z.string().max(200) }),
])
export type Ping = z.infer<typeof ping>

/** What is done with a message of Discord once it stands. */
export const AFTERWARDS = ['crosspost', 'thread'] as const
export const afterwards = z.enum(AFTERWARDS)
export type Afterwards = z.infer<typeof afterwards>

/** What a channel was chosen to have. */
export const announcementPosting = z.object({
  /** Of the target in the links that count how often they are followed; null: it has none. */
  code: z.string().nullable().default(null),
  isForum: z.boolean().default(false),
  ping: ping.nullable().default(null),
  afterwards: z.array(afterwards).default([]),
})
export type AnnouncementPosting = z.infer<typeof announcementPosting>
