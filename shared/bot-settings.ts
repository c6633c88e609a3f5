import { z } from 'zod'
import { alertChange, alertSettings, alertVerdict, mute } from './alerts.ts'
import { epochMs, id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'
import { profileInput } from './profiles.ts'

/** What bots ask about a person's own profile and alerts. Alerts are set for all communities of the person at once. */

const chatProfile = z.object({
  communityName: z.string(),
  headline: z.string(),
  skills: z.array(z.string()),
  rateFloor: profileInput.shape.rateFloor.unwrap(),
  available: z.boolean(),
  timeZone: z.string(),
  alerts: alertSettings,
})
export type ChatProfile = z.infer<typeof chatProfile>

/** One for each community where the person has a profile; none: nothing can be set yet. */
const chatProfiles = answerTo({ profiles: z.array(chatProfile), profileUrl: z.string() })

/** What became of an alert, and what would if the gig came this moment. */
export const alertStory = z.object({
  before: z
    .object({ state: z.enum(['waiting', 'digest', 'sent', 'dropped']), at: epochMs, why: z.string() })
    .nullable(),
  now: alertVerdict,
  timeZone: z.string(),
})
export type AlertStory = z.infer<typeof alertStory>

const person = platformPerson

export const settingsRequests = {
  /** Gigs whose title or client has all the words, also those that are closed to the person; newest first. */
  'gigs:find': {
    request: z.object({ person, query: z.string().max(200), limit: z.number().int().min(1).max(25) }),
    answer: answerTo({ gigs: z.array(z.object({ id, title: z.string(), company: z.string().nullable() })) }),
  },
  'profiles:read': {
    request: z.object({ person }),
    answer: chatProfiles,
  },
  /** Changes the profile of the first community of the person, or makes it. Skills that stay keep their level. */
  'profiles:change': {
    request: z.object({
      person,
      change: z.object({
        skills: z.array(z.string().trim().min(1).max(60)).max(100),
        rateFloor: profileInput.shape.rateFloor.unwrap(),
        available: z.boolean(),
      }),
    }),
    answer: chatProfiles,
  },
  'alerts:change': {
    request: z.object({ person, change: z.object(alertChange.shape).omit({ mutes: true }) }),
    answer: chatProfiles,
  },
  'alerts:mute': {
    request: z.object({ person, mute }),
    answer: chatProfiles,
  },
  /** What is not muted stays so. */
  'alerts:unmute': {
    request: z.object({ person, mute: mute.pick({ kind: true, value: true }) }),
    answer: chatProfiles,
  },
} as const
