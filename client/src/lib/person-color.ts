/** Each has at least 4.5:1 against white text. */
const COLORS = [
  '#0f766e',
  '#1d4ed8',
  '#a21caf',
  '#c2410c',
  '#15803d',
  '#a16207',
  '#be123c',
  '#4338ca',
  '#0369a1',
  '#6d28d9',
] as const

/** The same person has the same colour in every browser. */
export function personColor(memberId: string): string {
  // FNV-1a. Ids that were made in one moment differ in a few letters only: its upper bits tell them apart.
  let hash = 0x811c9dc5
  for (let index = 0; index < memberId.length; index += 1)
    hash = Math.imul(hash ^ memberId.charCodeAt(index), 0x01000193)
  return COLORS[(hash >>> 8) % COLORS.length] ?? COLORS[0]
}

/** 'Ana Ruiz' gives 'AR', 'ana' gives 'A', '' gives '?'. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words
  const letters = picked.map((word) => [...(word ?? '')][0] ?? '').join('')
  return letters.toLocaleUpperCase() || '?'
}
