import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { documentAccess, type DocumentAccess } from '../../shared/documents.ts'
import { scope } from '../../shared/tokens.ts'
import type { Principal } from '../platform/principal.ts'

/** What a ticket opens, and for whom. */
export interface Ticket {
  principal: Principal
  documentId: string
  /** No more than this, whatever its principal may. */
  access: DocumentAccess
}

const LIFE_MS = 60_000
const NONCE_BYTES = 12
const TAG_BYTES = 16

const sealed = z.object({
  principal: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('session'),
      accountId: z.string(),
      name: z.string(),
      email: z.string(),
      image: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('token'),
      tokenId: z.string(),
      memberId: z.string(),
      communityId: z.string(),
      scopes: z.array(scope).transform((scopes) => new Set(scopes)),
    }),
  ]),
  documentId: z.string(),
  access: documentAccess,
  expiresAt: z.number(),
})

/**
 * Short-lived tickets for sockets where neither cookies nor headers can go. Sealed (AES-256-GCM), so that nothing is stored,
 * any node takes them, and what stands in a proxy's log of addresses says nothing.
 */
export class Tickets {
  readonly #key: Buffer
  readonly #now: () => number

  /** `secret`: the hub's; every node has the same. */
  constructor(secret: string, now: () => number) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'document ticket', 32))
    this.#now = now
  }

  issue(ticket: Ticket): { ticket: string; expiresAt: number } {
    const expiresAt = this.#now() + LIFE_MS
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    const text = JSON.stringify({ ...ticket, expiresAt }, (_key, value: unknown) =>
      value instanceof Set ? [...(value as Set<unknown>)] : value,
    )
    const body = Buffer.concat([cipher.update(text), cipher.final()])
    return { ticket: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url'), expiresAt }
  }

  /** @returns undefined for one that is forged or has expired. */
  read(ticket: string): Ticket | undefined {
    const bytes = Buffer.from(ticket, 'base64url')
    if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
      const { expiresAt, ...opened } = sealed.parse(JSON.parse(text.toString()))
      return expiresAt > this.#now() ? opened : undefined
    } catch {
      return undefined // not sealed with this key
    }
  }
}
