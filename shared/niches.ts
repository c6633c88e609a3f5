import { z } from 'zod'
import { announcementPlace } from './announcement-places.ts'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { gig } from './gigs.ts'

const term = z.string().trim().min(2).max(60)
/** Two weeks: a gig that nobody else sees for longer is mostly gone. */
export const MAX_EARLY_HOURS = 336

export const nicheInput = z.object({
  name: z.string().trim().min(2).max(60),
  description: z.string().trim().max(600).default(''),
  /** What members agree to. */
  rules: z.string().trim().max(4000).default(''),
  /** A gig that asks for any of them belongs to the niche, … */
  skills: z.array(term).max(50).default([]),
  /** … and so does one that has any of these words in its title or text. */
  keywords: z.array(term).max(50).default([]),
  /** For so long, members alone see a new gig of the niche; 0: everybody does at once. */
  earlyHours: z.number().int().min(0).max(MAX_EARLY_HOURS).default(0),
})
export type NicheInput = z.infer<typeof nicheInput>

/**
 * Whether the niche's gigs are posted in one of its channels. open: once everybody may see them. early: at once, for only members
 * of the niche read it.
 */
export const GIG_POSTINGS = ['none', 'open', 'early'] as const
export const gigPosting = z.enum(GIG_POSTINGS)
export type GigPosting = z.infer<typeof gigPosting>

export const nicheChannel = announcementPlace.extend({ gigs: gigPosting.default('none') })
export type NicheChannel = z.infer<typeof nicheChannel>

export const nicheRole = z.enum(['member', 'moderator'])
/** A niche has so many channels at most. */
export const MAX_NICHE_CHANNELS = 20

const moderator = z.object({ memberId: id, name: z.string() })

export const niche = nicheInput.extend({
  id,
  communityId: id,
  /** Where its announcements go, and its gigs if that is chosen. Those that only its members read are told to them and admins alone. */
  channels: z.array(nicheChannel),
  members: z.number().int(),
  moderators: z.array(moderator),
  /** What I am in it; null: I have not joined. */
  mine: nicheRole.nullable(),
})
export type Niche = z.infer<typeof niche>

const nicheParams = z.object({ communityId: id, nicheId: id })
const nicheMemberParams = nicheParams.extend({ memberId: id })

export const nicheEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/niches',
    summary: 'The niches of a community and whether I am in them, by name',
    tag: 'niches',
    access: 'gigs:read',
    params: communityParams,
    answer: z.object({ niches: z.array(niche) }),
  }),
  add: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/niches',
    summary: 'Add a niche (admins)',
    tag: 'niches',
    access: 'community:admin',
    params: communityParams,
    body: nicheInput,
    answer: niche,
  }),
  change: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/niches/:nicheId',
    summary: 'Change a niche (its moderators, admins); gigs that are here already keep their windows',
    tag: 'niches',
    access: 'gigs:write',
    params: nicheParams,
    body: nicheInput,
    answer: niche,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/niches/:nicheId',
    summary: 'Remove a niche (admins); its gigs stay as they are',
    tag: 'niches',
    access: 'community:admin',
    params: nicheParams,
  }),
  join: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/niches/:nicheId/membership',
    summary: 'Join a niche',
    tag: 'niches',
    access: 'gigs:write',
    params: nicheParams,
    answer: niche,
  }),
  leave: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/niches/:nicheId/membership',
    summary: 'Leave a niche',
    tag: 'niches',
    access: 'gigs:write',
    params: nicheParams,
    answer: niche,
  }),
  members: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/niches/:nicheId/members',
    summary: 'Who is in a niche, moderators first, then by name; at most 500',
    tag: 'niches',
    access: 'gigs:read',
    params: nicheParams,
    answer: z.object({ members: z.array(moderator.extend({ role: nicheRole, joinedAt: epochMs })) }),
  }),
  setRole: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/niches/:nicheId/members/:memberId',
    summary: 'Make somebody who has joined a moderator of a niche, or a member again (admins)',
    tag: 'niches',
    access: 'community:admin',
    params: nicheMemberParams,
    body: z.object({ role: nicheRole }),
  }),
  setChannels: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/niches/:nicheId/channels',
    summary:
      'The channels of a niche: chosen with it, open to announcements of its moderators, and where its gigs are posted (admins)',
    tag: 'niches',
    access: 'community:admin',
    params: nicheParams,
    body: z.object({ channels: z.array(nicheChannel).max(MAX_NICHE_CHANNELS) }),
    answer: niche,
  }),
  setWindow: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId/early-access',
    summary: 'Release a gig to everybody now (null), or set until when only members of its niches see it (moderators)',
    tag: 'niches',
    access: 'gigs:write',
    params: z.object({ communityId: id, gigId: id }),
    body: z.object({ until: epochMs.nullable() }),
    answer: gig,
  }),
}
