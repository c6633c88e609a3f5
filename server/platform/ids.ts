import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const RANDOM = 8
/** Asked for in one go: each call to the system costs as much as a thousand bytes. */
const RANDOM_AHEAD = 128 * RANDOM

let pool = Buffer.alloc(0)
let used = 0

let last = ''

/**
 * @returns 16 letters and digits that sort by age: 8 of time, 8 random (41 bits). Those of one process sort in the order
 * in which they were made, also within a millisecond: what is queued together leaves in that order.
 */
export function newId(): string {
  const time = Date.now().toString(36).padStart(8, '0')
  let made = time
  for (const byte of random()) made += ALPHABET.charAt(byte % 36)
  last = made > last ? made : successor(last)
  return last
}

function random(): Uint8Array {
  if (used >= pool.length) {
    pool = randomBytes(RANDOM_AHEAD)
    used = 0
  }
  used += RANDOM
  return pool.subarray(used - RANDOM, used)
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
