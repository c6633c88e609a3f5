import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

let last = ''

/**
 * @returns 16 letters and digits that sort by age: 8 of time, 8 random (41 bits). Those of one process sort in the order
 * in which they were made, also within a millisecond: what is queued together leaves in that order.
 */
export function newId(): string {
  const time = Date.now().toString(36).padStart(8, '0')
  const made = time + [...randomBytes(8)].map((byte) => ALPHABET[byte % 36]).join('')
  last = made > last ? made : successor(last)
  return last
}

function successor(id: string): string {
  const at = id.search(/[^z]z*$/)
  const next = ALPHABET[ALPHABET.indexOf(id.charAt(at)) + 1] ?? ''
  return id.slice(0, at) + next + '0'.repeat(id.length - at - 1)
}

/** @returns 43 characters of base64url: 256 random bits, for what opens a door. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
