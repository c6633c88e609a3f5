import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** What somebody does not want to hear of: a client by name, a word in the title or text, or a skill that is asked for. */
export const mute = z.object({
  kind: z.enum(['client', 'keyword', 'skill']),
  value: z.string().trim().min(1).max(80),
  /** Null: until it is taken back. */
  until: epochMs.nullable().default(null),
})
export type Mute = z.infer<typeof mute>

const hour = z.number().int().min(0).max(23)
const weekday = z.number().int().min(1).max(7)
const share = z.number().min(0).max(1)

/** Without defaults: what is absent from a change stays as it is. */
const fields = {
  enabled: z.boolean(),
  /** Matches at or above it are sent, 0 to 1. */
  threshold: share,
  /** The platforms that alerts go to, of those that are linked; one alert a gig, to the first that works. */
  platforms: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)).max(5),
  /** instant: each as it comes; digest: together, at `digestHour`. */
  mode: z.enum(['instant', 'digest']),
  digestHour: hour,
  /** The day of a weekly digest, 1 Monday to 7 Sunday, be it a day off or not; null: every day that is none. */
  digestDay: weekday.nullable(),
  /** [start, end) in whole hours, past midnight where end is below start; null: none. What comes in them waits. */
  quietHours: z.object({ start: hour, end: hour }).nullable(),
  /** 1 Monday to 7 Sunday: what comes on them waits. */
  daysOff: z.array(weekday).max(7),
  /** More than this in one day wait for the next. */
  perDay: z.number().int().min(1).max(200),
  /** A match at or above it is sent at once, whatever the hour; null: none is that good. Mutes hold all the same. */
  urgentFrom: share.nullable(),
  /** Nothing is sent before; null: no pause. */
  pausedUntil: epochMs.nullable(),
  mutes: z.array(mute).max(100),
}

/** When and how a member hears of gigs. Hours and days are the member's own, in the time zone of the profile. */
export const alertSettings = z.object({
  ...fields,
  mode: fields.mode.default('instant'),
  digestHour: fields.digestHour.default(8),
  digestDay: fields.digestDay.default(null),
  quietHours: fields.quietHours.default(null),
  daysOff: fields.daysOff.default([]),
  perDay: fields.perDay.default(20),
  urgentFrom: fields.urgentFrom.default(null),
  pausedUntil: fields.pausedUntil.default(null),
  mutes: fields.mutes.default([]),
})
export type AlertSettings = z.infer<typeof alertSettings>

export const alertChange = z.object(fields).partial()
export type AlertChange = z.infer<typeof alertChange>

/** What becomes of an alert, and why, in plain words. */
export const alertVerdict = z.object({
  /** later and digest: at `at`. */
  send: z.enum(['now', 'later', 'digest', 'never']),
  at: epochMs.nullable(),
  why: z.string(),
})
export type AlertVerdict = z.infer<typeof alertVerdict>

export const alertEndpoints = {
  why: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gigs/:gigId/alert',
    summary: 'Whether I was told of a gig, and what would become of it now',
    tag: 'alerts',
    access: 'gigs:read',
    params: z.object({ communityId: id, gigId: id }),
    answer: z.object({
      /** What became of it when it came; null: it was not for me then. */
      before: z
        .object({ state: z.enum(['waiting', 'digest', 'sent', 'dropped']), at: epochMs, why: z.string() })
        .nullable(),
      /** Had it come this moment. */
      now: alertVerdict,
    }),
  }),
  change: endpoint({
    method: 'patch',
    path: '/api/communities/:communityId/alerts',
    summary: 'Change some of my alert settings',
    tag: 'alerts',
    access: 'gigs:write',
    params: communityParams,
    body: alertChange,
    answer: alertSettings,
  }),
  mute: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/alert-mutes',
    summary: 'Mute a client, a word or a skill',
    tag: 'alerts',
    access: 'gigs:write',
    params: communityParams,
    body: mute,
    answer: alertSettings,
    status: 200,
  }),
  unmute: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/alert-mutes',
    summary: 'Take a mute back',
    tag: 'alerts',
    access: 'gigs:write',
    params: communityParams,
    query: mute.pick({ kind: true, value: true }),
    answer: alertSettings,
  }),
}
