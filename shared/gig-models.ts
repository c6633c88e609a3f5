import { z } from 'zod'
import { communityParams, endpoint, id } from './endpoint.ts'
import { gig } from './gigs.ts'

/** What a community lets a model do with gigs; all of it within its budget, and none of it where it is local only. */
const gigModelSettings = z.object({
  /** A model reads posts again after the rules; what it says is kept only where the text bears it out. */
  refine: z.boolean(),
  /** What tells how near gigs are in meaning to what members do, at the address of the community's model; null: nothing does. */
  embeddingModel: z.string().trim().min(1).max(200).nullable().default(null),
  /** US dollars for a million tokens. */
  embeddingPrice: z.number().min(0).max(10_000).default(0),
})
export type GigModelSettings = z.infer<typeof gigModelSettings>

const gigModels = z.object({
  settings: gigModelSettings,
  /** Model and host that would be asked; null: none is configured, or the community is local only. */
  model: z.string().nullable(),
  /** True: there is a model, but nothing may leave this machine. */
  localOnly: z.boolean(),
})
export type GigModels = z.infer<typeof gigModels>

export const gigModelEndpoints = {
  look: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gig-models',
    summary: 'Whether a model helps with reading gigs, and which',
    tag: 'gigs',
    access: 'gigs:read',
    params: communityParams,
    answer: gigModels,
  }),
  configure: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gig-models',
    summary: 'Switch that on or off (admins)',
    tag: 'gigs',
    access: 'community:admin',
    params: communityParams,
    body: gigModelSettings,
    answer: gigModels,
  }),
  overrule: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId/refinement',
    summary: 'Read a gig by the rules alone again, or let the model try anew (admins, and who posted it)',
    tag: 'gigs',
    access: 'gigs:write',
    params: z.object({ communityId: id, gigId: id }),
    body: z.object({ use: z.boolean() }),
    answer: gig,
  }),
}
