import type { Gig, GigTrust } from '../../../shared/gigs.ts'
import { sameCompany } from '../client-key.ts'
import type { IncomingGig } from '../incoming-gig.ts'
import { trustOf } from './trust.ts'
import { copiedFrom, type TrustSignal } from './trust-signals.ts'

/**
 * How far an arriving gig may be trusted. `alike`: gigs that say the same; one of another client was there first.
 * `besides`: what else is known of it, e.g. from reviews of its client.
 */
export function trustFor(
  { title, text, company }: Pick<IncomingGig, 'title' | 'text' | 'company'>,
  alike: readonly Gig[] = [],
  besides: readonly TrustSignal[] = [],
): GigTrust {
  const original = alike.find((gig) => !sameCompany(gig.company, company))
  const copied = original === undefined ? [] : [copiedFrom(original.company ?? original.source.name)]
  // A feed says no more of a company than its name.
  const { score, flagged, signals } = trustOf(title, text, company, [...copied, ...besides])
  return { score, flagged, signals: signals.map(({ name, text, weight }) => ({ name, text, weight })), overruled: null }
}
