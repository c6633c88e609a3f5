import { z } from 'zod'
import { announcementChannel } from './announcement-places.ts'
import { afterwards } from './announcement-posting.ts'
import { deliveryState } from './deliveries.ts'
import { epochMs, id } from './endpoint.ts'

const step = z.object({
  deliveryId: id,
  step: afterwards,
  state: deliveryState,
  lastError: z.string().nullable(),
})
export type StepDone = z.infer<typeof step>

const sent = z.object({
  deliveryId: id,
  /** Null: to a person. */
  channel: announcementChannel.nullable(),
  /** By which way and to whom, where it is a person. */
  person: z.object({ way: z.enum(['mail', 'dm']), name: z.string() }).nullable(),
  language: z.string(),
  state: deliveryState,
  attempts: z.number().int(),
  sentAt: epochMs.nullable(),
  lastError: z.string().nullable(),
  /** How the last change of it got there; null: it was not changed after it was sent. */
  change: deliveryState.nullable(),
  /** What was to be done with it there, once for each time it was sent. */
  steps: z.array(step),
  /** How often its buttons were followed there; null: a person, whose ways are counted together. */
  clicks: z.number().int().nullable(),
})
export type SentTo = z.infer<typeof sent>

const people = z.object({
  sent: z.number().int(),
  waiting: z.number().int(),
  failed: z.number().int(),
  clicks: z.number().int(),
})

export const announcementReport = z.object({
  /** Each channel, and each mail and direct message that has not arrived; the newest first. */
  targets: z.array(sent),
  mail: people,
  dm: people,
  web: z.object({ told: z.number().int(), read: z.number().int(), clicks: z.number().int() }),
  /** False: the hub has no public address, so that what leaves it has no links that count. */
  countsClicks: z.boolean(),
})
export type AnnouncementReport = z.infer<typeof announcementReport>
