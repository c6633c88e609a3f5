import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { gig, gigTrust, parsedGig } from './gigs.ts'

/** What a person says who knows better than the parser; what is absent is as it was read. */
export const gigCorrections = parsedGig.omit({ evidence: true }).partial()
export type GigCorrections = z.infer<typeof gigCorrections>

/** A gig as a member writes it. */
export const gigPost = z.object({
  title: z.string().trim().min(3).max(200),
  company: z.string().trim().max(120).default(''),
  text: z.string().trim().min(20, 'needs a few words on the work').max(20_000),
  /** Where it is applied for; null: in the hub's chat, or as the text says. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  /** After that it closes by itself; null: when somebody closes it. */
  closesAt: epochMs.nullable().default(null),
  corrections: gigCorrections.default({}),
  /** Niches of mine that it is for; others that ask for its like are added. */
  nicheIds: z.array(id).max(10).default([]),
  /** Nobody but members of its niches ever sees it. */
  membersOnly: z.boolean().default(false),
})
export type GigPost = z.infer<typeof gigPost>

/** A door through which another program brings gigs, by signed requests. */
export const gigHook = z.object({
  id,
  name: z.string(),
  /** Requests are sent there. */
  url: z.string(),
  createdAt: epochMs,
  lastUsedAt: epochMs.nullable(),
  lastError: z.string().nullable(),
})
export type GigHook = z.infer<typeof gigHook>

/** What such a program sends: one gig, or up to a hundred. `id`: its own, by which it changes and closes a gig later. */
export const hookGig = z.object({
  id: z.union([z.string().trim().min(1).max(200), z.number()]).transform(String),
  title: z.string().trim().min(1).max(300),
  company: z.string().trim().max(200).nullish(),
  text: z.string().trim().min(1).max(30_000),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish(),
  /** ISO 8601. */
  postedAt: z.iso.datetime({ offset: true }).nullish(),
  closesAt: z.iso.datetime({ offset: true }).nullish(),
  closed: z.boolean().default(false),
})
export const HOOK_SIGNATURE_HEADER = 'x-guildhall-signature'

const postParams = z.object({ communityId: id, gigId: id })

export const gigPostEndpoints = {
  preview: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/gig-previews',
    summary: 'How a gig would be read and whether it would be held, without posting it',
    tag: 'gigs',
    access: 'gigs:write',
    params: communityParams,
    body: gigPost.pick({ title: true, company: true, text: true }),
    answer: z.object({ parsed: parsedGig, trust: gigTrust }),
    status: 200,
  }),
  post: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/gigs',
    summary: 'Post a gig of my own',
    tag: 'gigs',
    access: 'gigs:write',
    params: communityParams,
    body: gigPost,
    answer: gig,
  }),
  edit: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId',
    summary: 'Change a gig that I posted',
    tag: 'gigs',
    access: 'gigs:write',
    params: postParams,
    body: gigPost,
    answer: gig,
  }),
  close: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/gigs/:gigId/close',
    summary: 'Close a gig that I posted',
    tag: 'gigs',
    access: 'gigs:write',
    params: postParams,
    answer: gig,
    status: 200,
  }),
  listHooks: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gig-hooks',
    summary: 'Doors through which other programs bring gigs (admins)',
    tag: 'feeds',
    access: 'community:admin',
    params: communityParams,
    answer: z.object({ hooks: z.array(gigHook) }),
  }),
  addHook: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/gig-hooks',
    summary: 'Open such a door; the secret that signs its requests is in this answer',
    tag: 'feeds',
    access: 'community:admin',
    params: communityParams,
    body: z.object({ name: z.string().trim().min(1).max(80) }),
    answer: gigHook.extend({ secret: z.string() }),
  }),
  removeHook: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/gig-hooks/:hookId',
    summary: 'Close such a door; its gigs stay',
    tag: 'feeds',
    access: 'community:admin',
    params: z.object({ communityId: id, hookId: id }),
  }),
}
