import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** From most to least: an owner may hand over the community, an admin runs it, a guest sees what is shared with them. */
export const ROLES = ['owner', 'admin', 'member', 'guest'] as const
export const role = z.enum(ROLES)
export type Role = z.infer<typeof role>

/** @returns true if `held` may do what `needed` may. */
export function atLeast(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) <= ROLES.indexOf(needed)
}

const communityName = z.string().trim().min(1).max(80)
export const community = z.object({ id, name: z.string(), slug: z.string(), createdAt: epochMs })
export type Community = z.infer<typeof community>

export const member = z.object({
  id,
  communityId: id,
  name: z.string(),
  role,
  image: z.string().nullable(),
  joinedAt: epochMs,
})
export type Member = z.infer<typeof member>

export const account = z.object({ id, name: z.string(), email: z.string(), image: z.string().nullable() })

export const me = z.object({
  account,
  memberships: z.array(z.object({ community, member })),
})
export type Me = z.infer<typeof me>

export const newInvitation = z.object({
  role: role.exclude(['owner']),
  expiresInDays: z.number().int().min(1).max(90).default(7),
  maxUses: z.number().int().min(1).max(1000).default(1),
})

export const invitation = z.object({
  id,
  communityId: id,
  role,
  createdBy: id,
  createdAt: epochMs,
  expiresAt: epochMs,
  maxUses: z.number().int(),
  uses: z.number().int(),
  revokedAt: epochMs.nullable(),
})
export type Invitation = z.infer<typeof invitation>

export const auditEntry = z.object({
  id,
  at: epochMs,
  /** Who did it: a member's id, or 'hub'. */
  actor: z.string(),
  actorName: z.string(),
  /** Dotted, e.g. 'token.revoked'. */
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const signInOptions = z.object({
  password: z.boolean(),
  magicLink: z.boolean(),
  /** False: a magic link is printed to the hub's log, because no SMTP server is configured. */
  mail: z.boolean(),
  discord: z.boolean(),
  slack: z.boolean(),
})

const invitationCode = z.object({ code: z.string().min(10).max(100) })

export const memberEndpoints = {
  signInOptions: endpoint({
    method: 'get',
    path: '/api/sign-in-options',
    summary: 'How one can sign in here',
    tag: 'members',
    access: 'public',
    answer: signInOptions,
  }),
  me: endpoint({
    method: 'get',
    path: '/api/me',
    summary: 'Who I am, and my communities',
    tag: 'members',
    access: 'session',
    answer: me,
  }),
  createCommunity: endpoint({
    method: 'post',
    path: '/api/communities',
    summary: 'Found a community (for owners of one on this hub)',
    tag: 'members',
    access: 'session',
    body: z.object({ name: communityName }),
    answer: community,
  }),
  renameCommunity: endpoint({
    method: 'patch',
    path: '/api/communities/:communityId',
    summary: 'Give a community another name',
    tag: 'members',
    access: 'community:admin',
    params: communityParams,
    body: z.object({ name: communityName }),
    answer: community,
  }),
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/members',
    summary: 'The members of a community',
    tag: 'members',
    access: 'community:read',
    params: communityParams,
    answer: z.object({ members: z.array(member) }),
  }),
  setRole: endpoint({
    method: 'patch',
    path: '/api/communities/:communityId/members/:memberId',
    summary: 'Change a member’s role; open sockets follow within a second',
    tag: 'members',
    access: 'community:admin',
    params: z.object({ communityId: id, memberId: id }),
    body: z.object({ role }),
    answer: member,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/members/:memberId',
    summary: 'Remove a member, or leave',
    tag: 'members',
    access: 'community:admin',
    params: z.object({ communityId: id, memberId: id }),
  }),
  listInvitations: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/invitations',
    summary: 'Invitations that were made',
    tag: 'members',
    access: 'community:admin',
    params: communityParams,
    answer: z.object({ invitations: z.array(invitation) }),
  }),
  invite: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/invitations',
    summary: 'Make an invitation link; the link is shown once',
    tag: 'members',
    access: 'community:admin',
    params: communityParams,
    body: newInvitation,
    answer: invitation.extend({ url: z.string() }),
  }),
  revokeInvitation: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/invitations/:invitationId',
    summary: 'Take an invitation back',
    tag: 'members',
    access: 'community:admin',
    params: z.object({ communityId: id, invitationId: id }),
  }),
  previewInvitation: endpoint({
    method: 'get',
    path: '/api/invitations/:code',
    summary: 'What an invitation leads to',
    tag: 'members',
    access: 'public',
    params: invitationCode,
    answer: z.object({ communityName: z.string(), role, invitedBy: z.string(), expiresAt: epochMs }),
  }),
  acceptInvitation: endpoint({
    method: 'post',
    path: '/api/invitations/:code/accept',
    summary: 'Join by an invitation',
    tag: 'members',
    access: 'session',
    params: invitationCode,
    answer: z.object({ community, member }),
  }),
  audit: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/audit',
    summary: 'The audit log, newest first',
    tag: 'members',
    access: 'community:admin',
    params: communityParams,
    query: z.object({
      /** The id of the last entry that was read. */
      before: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ entries: z.array(auditEntry) }),
  }),
}
