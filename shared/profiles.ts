import { z } from 'zod'
import { alertSettings } from './alerts.ts'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

export const currency = z.string().regex(/^[A-Z]{3}$/, 'is an ISO 4217 code, e.g. EUR')
export const payPeriod = z.enum(['hour', 'day', 'week', 'month', 'year', 'project', 'unit'])
export const timeZone = z.string().refine(isTimeZone, 'is not an IANA time zone, e.g. Europe/Berlin')

export const profileSkill = z.object({
  name: z.string().trim().min(1).max(60),
  level: z.enum(['learning', 'working', 'expert']).default('working'),
  years: z.number().min(0).max(60).optional(),
})

/** A piece of work that shows what one can do. */
export const portfolioPiece = z.object({
  title: z.string().trim().min(1).max(120),
  problem: z.string().trim().max(600).default(''),
  solution: z.string().trim().max(600).default(''),
  result: z.string().trim().max(600).default(''),
  url: z
    .url({ protocol: /^https?$/, error: 'is not a web address, e.g. https://example.com' })
    .max(2000)
    .nullable()
    .default(null),
})
export type PortfolioPiece = z.infer<typeof portfolioPiece>
export const MAX_PORTFOLIO_PIECES = 30

/** What one can show of oneself in the directory of members. */
export const SHOWABLE = ['skills', 'languages', 'timeZone', 'availability', 'roles', 'link'] as const
export type Showable = (typeof SHOWABLE)[number]

export const profileInput = z.object({
  headline: z.string().trim().max(160).default(''),
  skills: z.array(profileSkill).max(100).default([]),
  /** Skills that one was asked about and does not have: not to be asked about again. */
  skillsDeclined: z.array(z.string().trim().min(1).max(60)).max(200).default([]),
  roles: z.array(z.string().trim().min(1).max(80)).max(20).default([]),
  seniority: z.enum(['junior', 'mid', 'senior', 'lead']).nullable().default(null),
  /** The least that is accepted; minor units (cents) of `currency` per `period`. */
  rateFloor: z
    .object({ amountCents: z.number().int().min(0).max(100_000_000_00), currency, period: payPeriod })
    .nullable()
    .default(null),
  /** What one would like to earn, in the currency and period of `rateFloor`; bids are suggested towards it. */
  rateTargetCents: z.number().int().min(0).max(100_000_000_00).nullable().default(null),
  portfolio: z.array(portfolioPiece).max(MAX_PORTFOLIO_PIECES).default([]),
  timeZone: timeZone.default('UTC'),
  /** Local working hours, [start, end) in whole hours; end may pass midnight by being below start. */
  workingHours: z.object({ start: z.number().int().min(0).max(23), end: z.number().int().min(1).max(24) }).default({
    start: 9,
    end: 18,
  }),
  /** ISO 639-1. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(20)
    .default(['en']),
  /** ISO 3166-1 alpha-2: where the member lives or may work from. */
  places: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(50)
    .default([]),
  available: z.boolean().default(true),
  /** Where others see more of oneself: a portfolio, a page. */
  link: z
    .url({ protocol: /^https?$/, error: 'is not a web address, e.g. https://example.com' })
    .max(500)
    .nullable()
    .default(null),
  /** What of this other members see in the directory; nothing but the name, unless one says so. */
  shown: z.array(z.enum(SHOWABLE)).max(SHOWABLE.length).default([]),
  alerts: alertSettings.prefault({ enabled: true, threshold: 0.6, platforms: ['discord', 'slack'] }),
})
export type ProfileInput = z.infer<typeof profileInput>

export const profile = profileInput.extend({ memberId: id, communityId: id, updatedAt: epochMs })
export type Profile = z.infer<typeof profile>

export const profileEndpoints = {
  mine: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/profile',
    summary: 'My profile in this community; null before it is filled in',
    tag: 'profiles',
    access: 'gigs:read',
    params: communityParams,
    answer: z.object({ profile: profile.nullable() }),
  }),
  save: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/profile',
    summary: 'Save my profile; open gigs are matched with it again',
    tag: 'profiles',
    access: 'gigs:write',
    params: communityParams,
    body: profileInput,
    answer: z.object({ profile }),
  }),
}

/** Zones that were found good: asking for one costs as much as all else that is checked of a profile. */
const known = new Set<string>()

function isTimeZone(value: string): boolean {
  if (known.has(value)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: value }).format(0)
  } catch {
    return false
  }
  known.add(value)
  return true
}
