import { z } from 'zod'
import { communityParams, endpoint, id } from './endpoint.ts'
import { role } from './members.ts'
import { profileSkill, timeZone } from './profiles.ts'

/** A member as they show themselves to others; null: they do not show it. */
export const directoryEntry = z.object({
  memberId: id,
  name: z.string(),
  image: z.string().nullable(),
  role,
  roles: z.array(z.string()).nullable(),
  skills: z.array(profileSkill.pick({ name: true, level: true })).nullable(),
  languages: z.array(z.string()).nullable(),
  timeZone: z.string().nullable(),
  /** Whether they take on work. */
  available: z.boolean().nullable(),
  link: z.string().nullable(),
})
export type DirectoryEntry = z.infer<typeof directoryEntry>

/** Only what somebody shows can be searched: who is not found by a skill need not lack it. */
export const directoryFilter = z.object({
  /** Of a name, skill or role. */
  text: z.string().trim().max(100).default(''),
  skill: z.string().trim().max(60).optional(),
  /** ISO 639-1. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'is an ISO 639-1 code, e.g. en')
    .optional(),
  /** Clocks there show the same as here now, give or take `hours`. */
  near: timeZone.optional(),
  hours: z.coerce.number().int().min(0).max(12).default(3),
})
export type DirectoryFilter = z.infer<typeof directoryFilter>

export const directoryEndpoints = {
  find: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/directory',
    summary: 'Members as they show themselves, by name: by skill, language, time zone and availability',
    tag: 'members',
    access: 'community:read',
    params: communityParams,
    query: directoryFilter.extend({
      available: z.stringbool().default(false),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({
      members: z.array(directoryEntry),
      total: z.number().int(),
      /** What can be filtered by, the most common first, at most 100 of each. */
      skills: z.array(z.string()),
      languages: z.array(z.string()),
    }),
  }),
}
