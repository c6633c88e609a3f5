import type { Gig } from '../../shared/gigs.ts'

/** By which the gigs of one client are known as theirs; undefined: the gig names nobody. */
export function clientKey({ company, postedBy }: Pick<Gig, 'company' | 'postedBy'>): string | undefined {
  // A member answers for what they post, whatever company they name.
  if (postedBy !== null) return `member:${postedBy}`
  const plain = company === null ? '' : plainCompany(company)
  return plain === '' ? undefined : `company:${plain}`
}

/** Boards leave the company out, and write it in their own way. */
export function sameCompany(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true
  const [first, second] = [plainCompany(a), plainCompany(b)]
  return first.includes(second) || second.includes(first)
}

function plainCompany(name: string): string {
  return name.toLowerCase().replace(/\b(?:gmbh|inc|ltd|llc|ag|co|corp|sa|bv)\b|[^\p{L}\p{N}]/gu, '')
}
