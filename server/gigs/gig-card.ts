import type { GigCard } from '../../shared/deliveries.ts'
import type { Feedback, Gig, GigMatch } from '../../shared/gigs.ts'
import { isTakeable } from './early-access/gig-access.ts'
import { payWords, utc } from './matching/in-words.ts'
import { placeName } from './parsing/places.ts'

const MODES = { remote: 'Remote', hybrid: 'Hybrid', onsite: 'On site', either: 'Remote or on site' }
const TYPES = { full: 'Full time', part: 'Part time', contract: 'Contract', intern: 'Internship' }
const MAX_REASONS = 8

/** What an alert says of a match; platforms render it with their own means. */
export function cardOf(
  match: GigMatch,
  { communityName, publicUrl }: { communityName: string; publicUrl: string },
): GigCard {
  const { gig } = match
  return {
    type: 'gig_alert',
    gigId: gig.id,
    communityId: gig.communityId,
    communityName,
    title: gig.title,
    company: gig.company,
    score: match.eligible ? match.score : null,
    pay: gig.parsed.pay === null ? null : (payWords(gig.parsed.pay) ?? null),
    facts: factsOf(gig),
    reasons: match.reasons.slice(0, MAX_REASONS),
    status: isTakeable(gig) ? 'open' : 'closed',
    url: gig.url,
    hubUrl: `${publicUrl}/gigs/${gig.id}`,
    source: { name: gig.source.name, url: gig.source.url ?? gig.url },
    rankedBy: match.reasons.some(({ feature }) => feature === 'meaning') ? 'model' : 'rules',
    matcherVersion: match.matcherVersion,
    feedback: match.feedback,
  }
}

/** The same card after its gig changed: it was sent for the reasons that it names, so those stay. */
export function changedCard(card: GigCard, gig: Gig, feedback: Feedback | null): GigCard {
  const { title, company, url } = gig
  const status = isTakeable(gig) ? 'open' : 'closed'
  const pay = gig.parsed.pay === null ? null : (payWords(gig.parsed.pay) ?? null)
  return { ...card, title, company, status, url, pay, facts: factsOf(gig), feedback }
}

/** Short facts for one line. */
function factsOf({ status, early, parsed: { mode, regions, tz, types } }: Gig): string[] {
  return [
    ...(status === 'early' ? [early?.until === null ? 'Members only' : 'Early access'] : []),
    ...(mode === null ? [] : [MODES[mode]]),
    ...(regions === null || regions.length === 0 ? [] : [regions.slice(0, 4).map(placeName).join(', ')]),
    ...(tz === null ? [] : [`${utc(tz[0])} to ${utc(tz[1])}`]),
    ...types.map((type) => TYPES[type]),
  ]
}
