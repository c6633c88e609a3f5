import type { IncomingGig } from '../incoming-gig.ts'

/** A gig of a feed; the feed itself adds where it came from. */
export type FeedItem = Omit<IncomingGig, 'source'>

export interface FeedPage {
  items: FeedItem[]
  /** Items that could not be read; their neighbours were. */
  broken: number
  /** Minutes that the feed asks to be left alone. */
  ttlMinutes: number | undefined
}

/** Reads one answer of a feed. @throws FeedError when the answer as a whole is no such feed. */
export type FeedReader = (body: Buffer, now: number) => FeedPage

export class FeedError extends Error {
  override readonly name = 'FeedError'
}

/** One answer may hold any number of items; more than this are not looked at. */
export const MAX_ITEMS = 1000

/** Reads item by item, so that a broken one costs none of the others. A reader returns undefined for what is no gig. */
export function readItems<T>(
  items: readonly T[],
  read: (item: T) => FeedItem | undefined,
): Pick<FeedPage, 'items' | 'broken'> {
  const found: FeedItem[] = []
  let broken = 0
  for (const item of items.slice(0, MAX_ITEMS)) {
    try {
      const gig = read(item)
      if (gig !== undefined) found.push(gig)
    } catch {
      broken += 1
    }
  }
  return { items: found, broken }
}
