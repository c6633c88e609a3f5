import { z } from 'zod'
import { platform } from './deliveries.ts'
import { communityParams, endpoint } from './endpoint.ts'

/** What a role on a platform can make of a member. Owners are made by owners only. */
export const mappedRole = z.enum(['member', 'admin'])
export type MappedRole = z.infer<typeof mappedRole>

const platformRole = z.object({
  platform,
  workspaceId: z.string().min(1).max(64),
  roleId: z.string().min(1).max(64),
  roleName: z.string().max(200),
})

export const roleMapping = platformRole.extend({ grants: mappedRole })
export type RoleMapping = z.infer<typeof roleMapping>

export const roleMappingInput = platformRole.extend({
  /** Null: it grants nothing any more. */
  grants: mappedRole.nullable(),
})
export type RoleMappingInput = z.infer<typeof roleMappingInput>

export const platformRoleEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/platform-roles',
    summary: 'Roles of chat platforms that grant roles here, and those that could',
    tag: 'platforms',
    access: 'community:admin',
    params: communityParams,
    answer: z.object({
      mappings: z.array(roleMapping),
      available: z.array(platformRole.extend({ workspaceName: z.string() })),
    }),
  }),
  set: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/platform-roles',
    summary: 'Let a role of a chat platform grant a role here, or nothing any more',
    tag: 'platforms',
    access: 'community:admin',
    params: communityParams,
    body: roleMappingInput,
    status: 204,
  }),
}
