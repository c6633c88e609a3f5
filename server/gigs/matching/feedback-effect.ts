import type { Feedback, Reason } from '../../../shared/gigs.ts'
import type { Match } from './match-gig.ts'
import type { OpenGig } from './match-index.ts'
import { convertPay } from './pay-rates.ts'

/** A gig that a member has said something of. */
export interface Judged {
  gig: Pick<OpenGig, 'id' | 'title' | 'company' | 'parsed'>
  feedback: Feedback
}

type Likeness = (judged: Judged['gig'], gig: OpenGig) => boolean

/** What a reason for turning down a gig says of others, and how much: shares of the whole score. */
const TURNED_DOWN: Partial<Record<NonNullable<Feedback['reason']>, { like: Likeness; less: number; words: string }>> = {
  client: { like: sameClient, less: 0.3, words: 'this client' },
  skills: { like: sameSkills, less: 0.2, words: 'these skills' },
  pay: { like: paysNoMore, less: 0.15, words: 'this pay' },
  place: { like: samePlace, less: 0.15, words: 'this place' },
  hours: { like: sameHours, less: 0.15, words: 'these hours' },
}
const LIKED = 0.05
/** Feedback moves a gig; it never lifts what does not fit, nor buries what does. */
const LEAST = -0.4
/** The most that a gig is lifted by. */
export const MOST_LIKED = 0.1
const SHARED_SKILLS = 0.5

/** A match with what the member said of like gigs counted in, as reasons of its own: taken back, they are gone. */
export function withFeedback(match: Match, gig: OpenGig, judged: readonly Judged[]): Match {
  if (!match.eligible) return match
  const reasons = judged.flatMap((one) => reasonOf(one, gig) ?? [])
  if (reasons.length === 0) return match
  // The same thing said ten times weighs no more than once.
  const distinct = [
    ...new Map(
      reasons.toSorted((a, b) => Math.abs(a.weight) - Math.abs(b.weight)).map((one) => [one.text, one]),
    ).values(),
  ]
  const change = Math.min(
    MOST_LIKED,
    Math.max(
      LEAST,
      distinct.reduce((sum, { weight }) => sum + weight, 0),
    ),
  )
  const score = Math.round(Math.min(1, Math.max(0, match.score + change)) * 1000) / 1000
  return { ...match, score, reasons: [...match.reasons, ...distinct] }
}

function reasonOf({ gig: before, feedback }: Judged, gig: OpenGig): Reason | undefined {
  if (before.id === gig.id) return undefined
  if (feedback.kind !== 'not_relevant' && feedback.kind !== 'lost') {
    if (!sameClient(before, gig) && !sameSkills(before, gig)) return undefined
    return { feature: 'your feedback', kind: 'for', text: `Like ‘${before.title}’, which you took up`, weight: LIKED }
  }
  const effect = feedback.reason === null ? undefined : TURNED_DOWN[feedback.reason]
  if (effect === undefined || !effect.like(before, gig)) return undefined
  const text = `You turned down ‘${before.title}’ for ${effect.words}`
  return { feature: 'your feedback', kind: 'against', text, weight: -effect.less }
}

function sameClient(before: Judged['gig'], { company }: OpenGig): boolean {
  return company !== null && before.company?.toLowerCase() === company.toLowerCase()
}

function sameSkills(before: Judged['gig'], { parsed }: OpenGig): boolean {
  const own = new Set(before.parsed.skills.must)
  const shared = parsed.skills.must.filter((skill) => own.has(skill)).length
  return shared > 0 && shared >= SHARED_SKILLS * Math.max(own.size, parsed.skills.must.length)
}

function paysNoMore({ parsed: { pay: before } }: Judged['gig'], { parsed: { pay } }: OpenGig): boolean {
  const [most, mostBefore] = [pay?.max ?? pay?.min ?? null, before?.max ?? before?.min ?? null]
  if (pay === null || before === null || most === null || mostBefore === null) return false
  const same = convertPay(most, pay, before)
  return same !== undefined && same <= mostBefore
}

function samePlace({ parsed: before }: Judged['gig'], { parsed }: OpenGig): boolean {
  const places = (regions: readonly string[] | null) => (regions ?? []).toSorted().join()
  return before.mode === parsed.mode && places(before.regions) === places(parsed.regions)
}

function sameHours({ parsed: before }: Judged['gig'], { parsed }: OpenGig): boolean {
  const isSameTime = before.tz !== null && before.tz.join() === parsed.tz?.join()
  return isSameTime || (before.types.length > 0 && before.types.join() === parsed.types.join())
}
