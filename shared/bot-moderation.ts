import { z } from 'zod'
import { chatChannel, externalId } from './bot-chats.ts'
import { epochMs, id } from './endpoint.ts'
import { holdDecision } from './holds.ts'
import { rule } from './moderation.ts'
import { answerTo, platformPerson } from './platform-person.ts'

const words = z.string().max(1000)

export const heldThing = z.object({
  kind: z.enum(['announcement', 'event', 'gig']),
  id,
  title: z.string(),
  /** How it begins. */
  text: z.string(),
  /** In the hub's web client. */
  url: z.string(),
  /** Who wrote it. */
  by: z.string(),
  /** Why it waits: the blocked word that it has, or what speaks against a gig. */
  why: z.string(),
  at: epochMs,
  /** False: it is the person's own, and others can decide. */
  mayDecide: z.boolean(),
})
export type HeldThing = z.infer<typeof heldThing>

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
          /** What is held, the oldest first, at most five; a hub of before does not say. */
          held: z.array(heldThing).default([]),
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
  /** Lets pass what is held, or not; as in the web client its author reads why. */
  'moderation:decideHeld': {
    request: z.object({
      person: platformPerson,
      kind: heldThing.shape.kind,
      id,
      passed: z.boolean(),
      reason: holdDecision.shape.reason,
    }),
    answer: answerTo({ title: z.string() }),
  },
} as const
