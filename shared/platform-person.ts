import { z } from 'zod'
import { epochMs } from './endpoint.ts'

/** A person as the platform knows them; which platform is known from the socket. */
export const platformPerson = z.object({
  workspaceId: z.string().max(64).nullable(),
  personId: z.string().min(1).max(64),
  personName: z.string().max(200),
  /** Roles or groups that they have in that workspace now; null: not known, so nothing follows from it. */
  roleIds: z.array(z.string().max(64)).max(250).nullable().default(null),
})
export type PlatformPerson = z.infer<typeof platformPerson>

/** Answer about a person who is not linked yet: a one-time link to show to them, and to nobody else. */
export const unlinked = z.object({ linked: z.literal(false), linkUrl: z.string(), expiresAt: epochMs })
export type Unlinked = z.infer<typeof unlinked>

/** What a linked person is answered; another one gets a link to become one. */
export function answerTo<S extends z.ZodRawShape>(shape: S) {
  return z.discriminatedUnion('linked', [unlinked, z.object({ linked: z.literal(true), ...shape })])
}
