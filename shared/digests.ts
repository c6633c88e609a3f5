import { z } from 'zod'
import { communityParams, endpoint, epochMs } from './endpoint.ts'
import { timeZone } from './profiles.ts'

/** What a digest has a section for. */
export const DIGEST_KINDS = ['gigs', 'announcements', 'mentions', 'due'] as const
export const digestKind = z.enum(DIGEST_KINDS)
export type DigestKind = z.infer<typeof digestKind>

/** By which way it comes. */
export const DIGEST_WAYS = ['discord', 'slack', 'mail'] as const
export const digestWay = z.enum(DIGEST_WAYS)
export type DigestWay = z.infer<typeof digestWay>

export const digestInput = z.object({
  /** None: there is no digest. What is in it does not come one by one. */
  kinds: z.array(digestKind).max(DIGEST_KINDS.length),
  by: digestWay,
  /** By the clocks of the profile's time zone. */
  hour: z.number().int().min(0).max(23),
  /** The day of a weekly one, 1 Monday to 7 Sunday; null: every day that is none off. */
  day: z.number().int().min(1).max(7).nullable(),
})
export type DigestInput = z.infer<typeof digestInput>

export const digestSettings = digestInput.extend({
  timeZone: z.string(),
  /** Null: none comes. */
  nextAt: epochMs.nullable(),
  /** unreachable: at its last time it could not be brought by the way that was chosen. */
  problem: z.enum(['unreachable']).nullable(),
  /** Ways that could be chosen now: linked accounts, and mail where the hub sends it. */
  ways: z.array(digestWay),
})
export type DigestSettings = z.infer<typeof digestSettings>

const tag = 'digests'
const path = '/api/communities/:communityId/digest'

export const digestEndpoints = {
  get: endpoint({
    method: 'get',
    path,
    summary: 'My digest: what is in it, when and how it comes',
    tag,
    access: 'community:read',
    params: communityParams,
    answer: digestSettings,
  }),
  save: endpoint({
    method: 'put',
    path,
    summary: 'Set my digest; hour and day are kept with the alerts of my profile',
    tag,
    access: 'gigs:write',
    params: communityParams,
    body: digestInput.extend({
      /** For who has no profile yet. */
      timeZone: timeZone.default('UTC'),
    }),
    answer: digestSettings,
  }),
}
