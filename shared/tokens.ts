import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/**
 * What a token may do. It never exceeds what its member may do.
 * `sync:create` opens a document id that does not exist yet, which creates a plain document.
 * `moderation:write` reports, appeals, and moderates where its member may.
 * `bot` opens the `/bots` namespace.
 */
export const SCOPES = [
  'community:read',
  'community:admin',
  'documents:read',
  'documents:write',
  'sync:read',
  'sync:write',
  'sync:create',
  'gigs:read',
  'gigs:write',
  'rooms:read',
  'rooms:write',
  'moderation:write',
  'bot',
] as const
export const scope = z.enum(SCOPES)
export type Scope = z.infer<typeof scope>

export const newToken = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scope).min(1).max(SCOPES.length),
  /** Days from now; absent: until revoked. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
})

export const apiToken = z.object({
  id,
  name: z.string(),
  scopes: z.array(scope),
  memberId: id,
  /** The first characters, to tell tokens apart; not enough to use one. */
  prefix: z.string(),
  createdAt: epochMs,
  lastUsedAt: epochMs.nullable(),
  expiresAt: epochMs.nullable(),
  revokedAt: epochMs.nullable(),
})
export type ApiToken = z.infer<typeof apiToken>

/** `secret` is in this answer and nowhere else: the hub keeps only its hash. */
export const createdToken = apiToken.extend({ secret: z.string() })
export type CreatedToken = z.infer<typeof createdToken>

export const tokenEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/tokens',
    summary: 'My API tokens in this community; an admin sees everybody’s',
    tag: 'tokens',
    access: 'session',
    params: communityParams,
    answer: z.object({ tokens: z.array(apiToken) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/tokens',
    summary: 'Make an API token; its secret is shown once',
    tag: 'tokens',
    access: 'session',
    params: communityParams,
    body: newToken,
    answer: createdToken,
  }),
  revoke: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/tokens/:tokenId',
    summary: 'Revoke a token; its open sockets close at once',
    tag: 'tokens',
    access: 'session',
    params: z.object({ communityId: id, tokenId: id }),
  }),
}
