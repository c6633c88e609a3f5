/** 128 random bits in letters that ids of the hub may have. Not `crypto.randomUUID`: a hub on plain HTTP has none. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
