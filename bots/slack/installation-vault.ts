import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/** What a workspace's installation of the app is worth to who has it. */
const installationSecret = z.object({ botToken: z.string(), botId: z.string(), botUserId: z.string() })
export type InstallationSecret = z.infer<typeof installationSecret>

/** Seals installations before they leave this process: whoever keeps them, the hub or a thief of it, cannot use them. */
export class InstallationVault {
  readonly #key: Buffer

  /** `secret`: of the hub; the key is derived from it. */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'guildhall slack installations', 32))
  }

  /** `workspaceId` is bound to it: one workspace's seal does not open as another's. */
  seal(workspaceId: string, secret: InstallationSecret): string {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(workspaceId))
    const sealed = Buffer.concat([cipher.update(JSON.stringify(secret)), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
  }

  /** @returns undefined for what was sealed with another secret, or changed since. */
  open(workspaceId: string, sealed: string): InstallationSecret | undefined {
    const bytes = Buffer.from(sealed, 'base64')
    if (bytes.length <= NONCE + TAG) return undefined
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(Buffer.from(workspaceId)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])
      return installationSecret.safeParse(JSON.parse(opened.toString())).data
    } catch {
      return undefined
    }
  }
}
