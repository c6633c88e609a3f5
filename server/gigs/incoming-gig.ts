import { createHash } from 'node:crypto'
import type { GigCorrections } from '../../shared/gig-posts.ts'
import type { Gig } from '../../shared/gigs.ts'

/** A gig as a source gave it: text made plain, nothing interpreted yet. */
export interface IncomingGig {
  /** The source's own, stable id. */
  externalId: string
  title: string
  company: string | null
  text: string
  /** Where it is applied for. */
  url: string | null
  source: Gig['source']
  /** Unix epoch, ms. */
  postedAt: number
  closesAt?: number | null
  /** The member who posted it here. */
  postedBy?: string
  /** What that member knows better than the parser. */
  corrections?: GigCorrections
  /** The niches that it was posted to. */
  nicheIds?: readonly string[]
  /** For nobody but members of its niches, ever. */
  membersOnly?: boolean
}

const MAX = { title: 300, company: 200, text: 30_000, url: 2000, externalId: 500 }

/** Cuts what is too long, so that no source can fill the store. */
export function bounded(item: IncomingGig): IncomingGig {
  return {
    ...item,
    externalId: item.externalId.slice(0, MAX.externalId),
    title: item.title.trim().slice(0, MAX.title),
    company: item.company?.trim().slice(0, MAX.company) || null,
    text: item.text.trim().slice(0, MAX.text),
    url: item.url === null || item.url.length > MAX.url ? null : item.url,
  }
}

/** Two items with one hash say the same. */
export function hashOf({ title, company, text, url, closesAt, corrections, nicheIds }: IncomingGig): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        title,
        company,
        text,
        url,
        closesAt ?? null,
        ...(corrections === undefined ? [] : [corrections]),
        ...(nicheIds === undefined || nicheIds.length === 0 ? [] : [nicheIds]),
      ]),
    )
    .digest('hex')
}
