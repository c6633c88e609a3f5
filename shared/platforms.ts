import { z } from 'zod'
import { communityParams, endpoint, epochMs } from './endpoint.ts'
import { platform } from './deliveries.ts'

/** A person on a chat platform who has been linked to an account of this hub. */
export const platformLink = z.object({
  platform,
  workspaceId: z.string().nullable(),
  personId: z.string(),
  personName: z.string(),
  linkedAt: epochMs,
})
export type PlatformLink = z.infer<typeof platformLink>

/** How one platform stands: 'off' is without a token, 'connecting' until its bot has said hello. */
export const platformStatus = z.object({
  platform,
  state: z.enum(['off', 'connecting', 'connected', 'trouble']),
  /** What is missing and how to get it, in words. */
  problems: z.array(z.string()),
  /** Names of settings that would turn it on. */
  settings: z.array(z.string()),
  workspaces: z.array(z.object({ id: z.string(), name: z.string() })),
  inviteUrl: z.string().nullable(),
  latencyMs: z.number().nullable(),
  lastEventAt: epochMs.nullable(),
})
export type PlatformStatus = z.infer<typeof platformStatus>

const linkCode = z.object({ code: z.string().min(10).max(200) })

export const platformEndpoints = {
  status: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/platforms',
    summary: 'Which chat platforms are on, off or in trouble, and what to do',
    tag: 'platforms',
    access: 'community:read',
    params: communityParams,
    answer: z.object({ platforms: z.array(platformStatus) }),
  }),
  myLinks: endpoint({
    method: 'get',
    path: '/api/me/platform-links',
    summary: 'My accounts on chat platforms',
    tag: 'platforms',
    access: 'session',
    answer: z.object({ links: z.array(platformLink) }),
  }),
  previewLink: endpoint({
    method: 'get',
    path: '/api/platform-links/:code',
    summary: 'Whom a one-time link would link me with',
    tag: 'platforms',
    access: 'session',
    params: linkCode,
    answer: z.object({ platform, personName: z.string(), expiresAt: epochMs }),
  }),
  acceptLink: endpoint({
    method: 'post',
    path: '/api/platform-links/:code/accept',
    summary: 'Link my chat account with me, by the one-time link that the bot gave',
    tag: 'platforms',
    access: 'session',
    params: linkCode,
    answer: platformLink,
  }),
  removeLink: endpoint({
    method: 'delete',
    path: '/api/me/platform-links/:platform/:personId',
    summary: 'Unlink a chat account',
    tag: 'platforms',
    access: 'session',
    params: z.object({ platform, personId: z.string().min(1).max(64) }),
  }),
}
