import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** @returns 16 letters and digits that sort by age to the millisecond: 8 of time, 8 random (41 bits). */
export function newId(): string {
  const time = Date.now().toString(36).padStart(8, '0')
  return time + [...randomBytes(8)].map((byte) => ALPHABET[byte % 36]).join('')
}

/** @returns 43 characters of base64url: 256 random bits, for what opens a door. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
