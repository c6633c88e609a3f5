import { type Held, OPEN, type Segment, SHUT } from './segment.ts'

/** Engines lose the thread, and marks, in what is longer. */
const MAX_LETTERS = 1_500

/** Cuts a long segment at the ends of sentences, never inside a style or a link. */
export function splitLong(part: string | Segment): (string | Segment)[] {
  if (typeof part === 'string' || part.masked.length <= MAX_LETTERS) return [part]
  const parts: (string | Segment)[] = [part.before]
  let rest = part.masked
  while (rest !== '') {
    const end = rest.length <= MAX_LETTERS ? rest.length : endOfPiece(rest)
    const piece = rest.slice(0, end)
    const words = piece.trimEnd()
    parts.push(renumbered(words, part.held))
    rest = rest.slice(end)
    const space = piece.slice(words.length) + (/^\s*/.exec(rest)?.[0] ?? '')
    rest = rest.trimStart()
    parts.push(rest === '' ? part.after : space)
  }
  return parts
}

/** Behind the last sentence that fits; else behind the last space; else where it must be. */
function endOfPiece(masked: string): number {
  const ends = { sentence: 0, space: 0 }
  let depth = 0
  for (const { 0: found, index, groups } of masked.matchAll(
    /⟦(?<shut>\/?)(?<number>\d+)⟧|(?<sentence>[.!?…]["')»”]?(?=\s)|[。！？])|(?<space>\s)/gu,
  )) {
    const end = index + found.length
    if (end > MAX_LETTERS && (ends.sentence > 0 || ends.space > 0)) break
    if (groups?.['number'] !== undefined) {
      if (groups['shut'] !== '') depth -= 1
      else if (masked.includes(`${OPEN}/${groups['number']}${SHUT}`)) depth += 1
    } else if (depth === 0) ends[groups?.['sentence'] === undefined ? 'space' : 'sentence'] = end
  }
  // Without a space there is no style either that would be cut: it would have been read as a word.
  return ends.sentence || ends.space || masked.length
}

function renumbered(masked: string, held: readonly Held[]): Segment {
  const own: Held[] = []
  const numbers = new Map<string, number>()
  const renamed = masked.replace(/⟦(\/?)(\d+)⟧/g, (_, shut: string, number: string) => {
    const item = held[Number(number) - 1]
    if (item !== undefined && !numbers.has(number)) numbers.set(number, own.push(item))
    return `${OPEN}${shut}${numbers.get(number) ?? number}${SHUT}`
  })
  return { before: '', masked: renamed, after: '', held: own }
}
