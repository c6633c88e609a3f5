import type { GigCard } from '../../shared/deliveries.ts'
import type { Feedback, Gig, GigMatch, Reason } from '../../shared/gigs.ts'
import { isTakeable } from './early-access/gig-access.ts'
import { FACT_WORDS } from '../../shared/fact-translations.ts'
import { payWords as payIn, placeWords, type RuleLanguage, ruleLanguage, ruleWords } from '../../shared/rule-words.ts'
import { MATCHER_VERSION } from './matching/match-gig.ts'
import { payWords, utc } from './matching/in-words.ts'
import { placeName } from './parsing/places.ts'

const MAX_REASONS = 8

/** What an alert says of a match, its facts in `language`; platforms render it with their own means. */
export function cardOf(
  match: Omit<GigMatch, 'memberId' | 'matchedAt'>,
  { communityName, publicUrl, language }: { communityName: string; publicUrl: string; language: RuleLanguage },
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
    pay: payOf(gig, language),
    facts: factsOf(gig, language),
    reasons: reasonsIn(language, shownOf(match.reasons)),
    language,
    status: isTakeable(gig) ? 'open' : 'closed',
    url: gig.url,
    hubUrl: `${publicUrl}/gigs/${gig.id}`,
    source: { name: gig.source.name, url: gig.source.url ?? gig.url },
    rankedBy: match.reasons.some(({ feature }) => feature === 'meaning') ? 'model' : 'rules',
    matcherVersion: match.matcherVersion,
    feedback: match.feedback,
  }
}

/** What a channel of a niche shows of its gig: nobody's score. */
export function channelCardOf(
  gig: Gig,
  { communityName, publicUrl }: { communityName: string; publicUrl: string },
): GigCard {
  const match = { gig, score: 0, eligible: false, reasons: [], feedback: null, matcherVersion: MATCHER_VERSION }
  return cardOf(match, { communityName, publicUrl, language: 'en' })
}

/** The same card after its gig changed: it was sent for the reasons that it names, so those stay. */
export function changedCard(card: GigCard, gig: Gig, feedback: Feedback | null): GigCard {
  const { title, company, url } = gig
  const status = isTakeable(gig) ? 'open' : 'closed'
  const language = ruleLanguage([card.language ?? 'en'])
  const [pay, facts] = [payOf(gig, language), factsOf(gig, language)]
  return { ...card, title, company, status, url, pay, facts, feedback }
}

/** The first and the last: what a score has been worth stands behind all reasons. */
function shownOf(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.length <= MAX_REASONS ? reasons : [...reasons.slice(0, MAX_REASONS - 1), ...reasons.slice(-1)]
}

/** What the rules said, in a member's language. */
function reasonsIn(language: RuleLanguage, reasons: readonly Reason[]): Reason[] {
  return reasons.map((reason) => ({ ...reason, text: ruleWords(language, reason.text) }))
}

function payOf({ parsed: { pay } }: Gig, language: RuleLanguage): string | null {
  const words = pay === null ? undefined : payWords(pay)
  return words === undefined ? null : language === 'en' ? words : payIn(language, words)
}

/** Short facts for one line. */
function factsOf({ status, early, parsed: { mode, regions, tz, types } }: Gig, language: RuleLanguage): string[] {
  const words = FACT_WORDS[language]
  return [
    ...(status === 'early' ? [early?.until === null ? 'Members only' : 'Early access'] : []),
    ...(mode === null ? [] : [words.mode[mode]]),
    ...(regions === null || regions.length === 0 ? [] : [placeNames(regions.slice(0, 4), language)]),
    ...(tz === null ? [] : [tz[0] === tz[1] ? utc(tz[0]) : `${utc(tz[0])} – ${utc(tz[1])}`]),
    ...types.map((type) => words.type[type]),
  ]
}

function placeNames(regions: readonly string[], language: RuleLanguage): string {
  const names = regions.map(placeName).join(', ')
  return language === 'en' ? names : placeWords(language, names)
}
