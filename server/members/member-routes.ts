import { Router } from 'express'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { tokenEndpoints } from '../../shared/tokens.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import type { AuditService } from './audit-service.ts'
import type { InvitationService } from './invitation-service.ts'
import type { MemberService } from './member-service.ts'
import type { TokenService } from './token-service.ts'

export interface MemberRoutesDeps {
  members: MemberService
  invitations: InvitationService
  tokens: TokenService
  audit: AuditService
  signIn: { mail: boolean; discord: boolean; slack: boolean }
}

export function memberRoutes({ members, invitations, tokens, audit, signIn }: MemberRoutesDeps): Router {
  const router = Router()

  mount(router, memberEndpoints.signInOptions, async () => ({ password: true, magicLink: true, ...signIn }))

  mount(router, memberEndpoints.me, async ({ principal }) => {
    const { accountId, name, email, image } = person(principal)
    return { account: { id: accountId, name, email, image }, memberships: await members.membershipsOf(accountId) }
  })

  mount(router, memberEndpoints.createCommunity, async ({ principal, body }) => {
    const founder = person(principal)
    const owned = (await members.membershipsOf(founder.accountId)).some(({ member }) => member.role === 'owner')
    if (!owned) throw new HubError('forbidden', 'Only owners of a community on this hub found another.')
    return (await members.found(body.name, founder)).community
  })

  mount(router, memberEndpoints.renameCommunity, async ({ principal, params, body }) => {
    return await members.rename(await members.requireRole(principal, params.communityId, 'admin'), body.name)
  })

  mount(router, memberEndpoints.list, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'guest')
    return { members: await members.list(params.communityId) }
  })

  mount(router, memberEndpoints.setRole, async ({ principal, params, body }) => {
    const actor = await members.requireRole(principal, params.communityId, 'admin')
    return await members.setRole(actor, params.memberId, body.role)
  })

  mount(router, memberEndpoints.remove, async ({ principal, params }) => {
    await members.remove(await members.memberOf(principal, params.communityId), params.memberId)
  })

  mount(router, memberEndpoints.listInvitations, async ({ principal, params }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return { invitations: await invitations.list(params.communityId) }
  })

  mount(router, memberEndpoints.invite, async ({ principal, params, body }) => {
    const actor = await members.requireRole(principal, params.communityId, 'admin')
    return await invitations.create(actor, body)
  })

  mount(router, memberEndpoints.revokeInvitation, async ({ principal, params }) => {
    const actor = await members.requireRole(principal, params.communityId, 'admin')
    await invitations.revoke(actor, params.invitationId)
  })

  mount(router, memberEndpoints.previewInvitation, ({ params }) => invitations.preview(params.code))

  mount(router, memberEndpoints.acceptInvitation, ({ principal, params }) =>
    invitations.accept(params.code, person(principal)),
  )

  mount(router, memberEndpoints.audit, async ({ principal, params, query }) => {
    await members.requireRole(principal, params.communityId, 'admin')
    return { entries: await audit.list(params.communityId, query.limit, query.before) }
  })

  mount(router, tokenEndpoints.list, async ({ principal, params }) => ({
    tokens: await tokens.list(await members.memberOf(principal, params.communityId)),
  }))

  mount(router, tokenEndpoints.create, async ({ principal, params, body }) =>
    tokens.create(await members.memberOf(principal, params.communityId), body),
  )

  mount(router, tokenEndpoints.revoke, async ({ principal, params }) =>
    tokens.revoke(await members.memberOf(principal, params.communityId), params.tokenId),
  )

  return router
}

/** `access: 'session'` has made sure of it; the type cannot say so. */
export function person(principal: Principal): Extract<Principal, { kind: 'session' }> {
  if (principal.kind !== 'session') throw new NotFoundError('account', 'me')
  return principal
}
