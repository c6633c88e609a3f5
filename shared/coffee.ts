import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { timeZone } from './profiles.ts'

const languages = z.array(z.string().regex(/^[a-z]{2}$/, 'is an ISO 639-1 code, e.g. en')).max(20)

/** When a community brings people together; by the clocks of `timeZone`. */
export const coffeeSettings = z.object({
  enabled: z.boolean().default(false),
  /** Of each month. */
  day: z.number().int().min(1).max(28).default(1),
  hour: z.number().int().min(0).max(23).default(9),
  timeZone: timeZone.default('UTC'),
})
export type CoffeeSettings = z.infer<typeof coffeeSettings>

export const coffeeChoice = z.object({
  /** Whether I take part. */
  on: z.boolean().default(false),
  /** Those of my profile that I want to talk in; none: all of them. */
  languages: languages.default([]),
})
export type CoffeeChoice = z.infer<typeof coffeeChoice>

const coffeeGroup = z.object({
  id,
  /** e.g. '2026-03' */
  month: z.string(),
  language: z.string(),
  others: z.array(
    z.object({
      id,
      name: z.string(),
      timeZone: z.string(),
      /** How to reach them: their names on chat platforms. */
      contacts: z.array(z.object({ platform: z.string(), name: z.string() })),
    }),
  ),
  /** Hours that suit all. */
  times: z.array(epochMs),
  met: z.boolean(),
})
export type CoffeeGroup = z.infer<typeof coffeeGroup>

/** Why somebody was paired with nobody. */
export const UNPAIRED = ['alone', 'profile', 'language', 'hours', 'taken'] as const
export const unpaired = z.enum(UNPAIRED)
export type Unpaired = z.infer<typeof unpaired>

export const coffeeState = z.object({
  settings: coffeeSettings,
  mine: coffeeChoice.extend({
    /** I sit out the next round. */
    skipsNext: z.boolean(),
    hasProfile: z.boolean(),
    /** Of my profile. */
    known: z.array(z.string()),
  }),
  /** When the next round is; null: there is none. */
  nextAt: epochMs.nullable(),
  taking: z.number().int(),
  /** Whom I was last brought together with. */
  last: coffeeGroup.nullable(),
  /** Why I was with nobody in the last round. */
  unpaired: unpaired.nullable(),
})
export type CoffeeState = z.infer<typeof coffeeState>

export const coffeeSaid = z.enum(['met', 'skip'])
export type CoffeeSaid = z.infer<typeof coffeeSaid>

const PATH = '/api/communities/:communityId/coffee'
const tag = 'coffee'

export const coffeeEndpoints = {
  read: endpoint({
    method: 'get',
    path: PATH,
    summary: 'Virtual coffee: whether I take part, when the next round is, and with whom I was last',
    tag,
    access: 'community:read',
    params: communityParams,
    answer: coffeeState,
  }),
  choose: endpoint({
    method: 'put',
    path: `${PATH}/mine`,
    summary: 'Take part, or not any more',
    tag,
    access: 'community:read',
    params: communityParams,
    body: coffeeChoice,
    answer: coffeeState,
  }),
  configure: endpoint({
    method: 'put',
    path: `${PATH}/settings`,
    summary: 'When the community brings people together (admins)',
    tag,
    access: 'community:admin',
    params: communityParams,
    body: coffeeSettings,
    answer: coffeeState,
  }),
  say: endpoint({
    method: 'post',
    path: `${PATH}/say`,
    summary: 'We met, or: leave me out of the next round',
    tag,
    access: 'community:read',
    params: communityParams,
    body: z.object({ said: coffeeSaid }),
    status: 200,
    answer: coffeeState,
  }),
}
