import { shingles } from './duplicates.ts'

/** One shingle in so many is kept, chosen by its hash, so that two like texts keep the same ones. */
const SAMPLE = 4
const MAX_KEPT = 80
/** Of the smaller sample; a repost keeps most of its text. */
const SHARED = 0.4
const MAX_CANDIDATES = 5

/** Which open gigs of a community may be the same as a new one, by a sample of what they say word for word. */
export class DuplicateIndex {
  readonly #samples = new Map<string, number[]>()
  readonly #gigsBy = new Map<string, Map<number, Set<string>>>()

  set({ id, communityId, text }: { id: string; communityId: string; text: string }): void {
    this.delete({ id, communityId })
    const sample = sampleOf(text)
    this.#samples.set(id, sample)
    const hashes = this.#hashesOf(communityId)
    for (const hash of sample) {
      const gigs = hashes.get(hash)
      if (gigs === undefined) hashes.set(hash, new Set([id]))
      else gigs.add(id)
    }
  }

  delete({ id, communityId }: { id: string; communityId: string }): void {
    const hashes = this.#hashesOf(communityId)
    for (const hash of this.#samples.get(id) ?? []) {
      const gigs = hashes.get(hash)
      gigs?.delete(id)
      if (gigs?.size === 0) hashes.delete(hash)
    }
    this.#samples.delete(id)
  }

  /** Gigs worth a closer look, the likest first, at most five. */
  candidates(communityId: string, text: string): string[] {
    const hashes = this.#hashesOf(communityId)
    const sample = sampleOf(text)
    const shared = new Map<string, number>()
    for (const hash of sample) for (const id of hashes.get(hash) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1)
    const share = (id: string) =>
      (shared.get(id) ?? 0) / Math.max(1, Math.min(sample.length, this.#samples.get(id)?.length ?? 1))
    return [...shared.keys()]
      .filter((id) => share(id) >= SHARED)
      .toSorted((a, b) => share(b) - share(a))
      .slice(0, MAX_CANDIDATES)
  }

  #hashesOf(communityId: string): Map<number, Set<string>> {
    let hashes = this.#gigsBy.get(communityId)
    if (hashes === undefined) {
      hashes = new Map()
      this.#gigsBy.set(communityId, hashes)
    }
    return hashes
  }
}

/** The smallest hashes of those that are sampled: the same choice whatever stands around them. */
function sampleOf(text: string): number[] {
  const hashes = [...shingles(text)].map(hashOf)
  const sampled = hashes.filter((hash) => hash % SAMPLE === 0)
  // A short text is taken whole, else it might keep nothing.
  return (hashes.length <= 4 * SAMPLE ? hashes : sampled).toSorted((a, b) => a - b).slice(0, MAX_KEPT)
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
