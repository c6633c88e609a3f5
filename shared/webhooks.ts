import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

export const WEBHOOK_EVENTS = [
  'gig.created',
  'card.created',
  'card.moved',
  'card.commented',
  'document.created',
  'document.changed',
  'member.joined',
] as const
export const webhookEvent = z.enum(WEBHOOK_EVENTS)
export type WebhookEvent = z.infer<typeof webhookEvent>

const url = z.url({ protocol: /^https?$/ }).max(2000)
const events = z.array(webhookEvent).min(1).max(WEBHOOK_EVENTS.length)

export const webhook = z.object({
  id,
  communityId: id,
  url: z.string(),
  events: z.array(webhookEvent),
  enabled: z.boolean(),
  /** Why the hub turned it off; null: it did not. */
  disabledReason: z.string().nullable(),
  /** Since when no attempt has succeeded; null: the last one did, or there was none. */
  failingSince: epochMs.nullable(),
  createdAt: epochMs,
})
export type Webhook = z.infer<typeof webhook>

/** waiting: due or backing off. leased: on its way. dead: given up. */
export const webhookDeliveryState = z.enum(['waiting', 'leased', 'sent', 'dead'])

export const webhookDelivery = z.object({
  id,
  event: z.enum([...WEBHOOK_EVENTS, 'ping']),
  state: webhookDeliveryState,
  createdAt: epochMs,
  dueAt: epochMs,
  /** What is sent, as JSON text. */
  body: z.string(),
  attempts: z.array(
    z.object({
      at: epochMs,
      /** Of the answer; null: there was none. */
      status: z.number().int().nullable(),
      durationMs: z.number().int(),
      message: z.string(),
    }),
  ),
})
export type WebhookDelivery = z.infer<typeof webhookDelivery>

const webhookParams = z.object({ communityId: id, webhookId: id })
/** 'whsec_' and base64, as the Standard Webhooks libraries take it. */
const withSecret = webhook.extend({ secret: z.string() })

export const webhookEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/webhooks',
    summary: 'Outgoing webhooks',
    tag: 'webhooks',
    access: 'community:admin',
    params: communityParams,
    answer: z.object({ webhooks: z.array(webhook) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/webhooks',
    summary: 'Send events to an address; the secret that signs them is shown once',
    tag: 'webhooks',
    access: 'community:admin',
    params: communityParams,
    body: z.object({ url, events }),
    answer: withSecret,
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/communities/:communityId/webhooks/:webhookId',
    summary: 'Change where and what is sent, turn it off or on again',
    tag: 'webhooks',
    access: 'community:admin',
    params: webhookParams,
    body: z.object({ url: url.optional(), events: events.optional(), enabled: z.boolean().optional() }),
    answer: webhook,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/webhooks/:webhookId',
    summary: 'Remove a webhook with all that waits for it',
    tag: 'webhooks',
    access: 'community:admin',
    params: webhookParams,
  }),
  rotate: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/webhooks/:webhookId/secret',
    summary: 'Make a new secret; the old one signs nothing any more',
    tag: 'webhooks',
    access: 'community:admin',
    params: webhookParams,
    answer: withSecret,
  }),
  ping: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/webhooks/:webhookId/ping',
    summary: 'Send a ping, to see whether it arrives',
    tag: 'webhooks',
    access: 'community:admin',
    params: webhookParams,
    status: 204,
  }),
  deliveries: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/webhooks/:webhookId/deliveries',
    summary: 'What was sent, newest first, with every attempt',
    tag: 'webhooks',
    access: 'community:admin',
    params: webhookParams,
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
    answer: z.object({ deliveries: z.array(webhookDelivery) }),
  }),
  resend: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/webhooks/:webhookId/deliveries/:deliveryId/resend',
    summary: 'Send a delivery again, under the same id',
    tag: 'webhooks',
    access: 'community:admin',
    params: z.object({ communityId: id, webhookId: id, deliveryId: id }),
    status: 204,
  }),
}
