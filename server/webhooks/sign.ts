import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** As https://github.com/standard-webhooks/standard-webhooks (1.0) has it: 24 to 64 random bytes. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64')
}

/** The three headers by which a receiver knows that a request is the hub's, is new, and has not come before. */
export function signedHeaders(secret: string, id: string, timestampS: number, body: string): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampS),
    'webhook-signature': `v1,${signature}`,
  }
}
