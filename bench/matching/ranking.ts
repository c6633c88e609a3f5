/**
 * `npm run bench:ranking`: how well gigs are ranked for people, on people and gigs that were judged by hand
 * (`labelled-pairs.json`), against simple ways to do it. Writes its tables into docs/matching.md.
 */
import { readFileSync } from 'node:fs'
import MiniSearch from 'minisearch'
import { z } from 'zod'
import { profileInput } from '../../shared/profiles.ts'
import { MatchIndex, type OpenGig } from '../../server/gigs/matching/match-index.ts'
import { convertPay } from '../../server/gigs/matching/pay-rates.ts'
import { type PreparedProfile, prepareProfile } from '../../server/gigs/matching/prepared-profile.ts'
import { findSkills } from '../../server/gigs/parsing/find-skills.ts'
import { parseGig } from '../../server/gigs/parsing/parse-gig.ts'
import { writeSection } from '../write-section.ts'

const COMMUNITY = 'c'
const SHOWN = 10
const FIRST = 5
/** What somebody would be glad to be told of. */
const GOOD = 2
/** As in the gates: summer time, and the width of one zone. */
const HOURS_SLACK = 1
const ONE_ZONE_SLACK = 3

const labelled = z.object({
  profiles: z.array(z.object({ id: z.string(), profile: profileInput })),
  gigs: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      /** By the work alone: 3 made for it, 2 good, 1 could do; who is not named could not. */
      fits: z.record(z.string(), z.number()),
      /** Whom it is closed to, as a reader sees it: countries, UTC offsets, languages, the most that it pays, in euros an hour. */
      only: z.array(z.string()).optional(),
      tz: z.tuple([z.number(), z.number()]).optional(),
      languages: z.array(z.string()).optional(),
      pay: z.number().optional(),
    }),
  ),
})
type LabelledGig = z.output<typeof labelled>['gigs'][number]

const { profiles, gigs } = labelled.parse(
  JSON.parse(readFileSync(new URL('labelled-pairs.json', import.meta.url), 'utf8')),
)
const people = profiles.map(({ id, profile }) =>
  prepareProfile({ memberId: id, communityId: COMMUNITY, updatedAt: 0 }, profile, Date.UTC(2026, 0, 15)),
)
const index = new MatchIndex()
const open = new Map<string, OpenGig>()
for (const [at, { id, title, text }] of gigs.entries()) {
  const gig: OpenGig = {
    id,
    communityId: COMMUNITY,
    title,
    company: null,
    postedAt: at,
    updatedAt: at,
    postedBy: null,
    nicheIds: [],
    early: null,
    parsed: parseGig(title, text),
    source: { name: 'set' },
  }
  open.set(id, gig)
  index.setGig(gig)
}

function isClosed({ only, tz, languages, pay }: LabelledGig, { profile, utcOffset }: PreparedProfile): boolean {
  const slack = tz?.[0] === tz?.[1] ? ONE_ZONE_SLACK : HOURS_SLACK
  const floor =
    profile.rateFloor === null
      ? undefined
      : convertPay(profile.rateFloor.amountCents / 100, profile.rateFloor, { currency: 'EUR', period: 'hour' })
  return (
    (only !== undefined && !profile.places.some((place) => only.includes(place))) ||
    (tz !== undefined && utcOffset !== null && (utcOffset < tz[0] - slack || utcOffset > tz[1] + slack)) ||
    (languages?.some((language) => !profile.languages.includes(language)) ?? false) ||
    (pay !== undefined && floor !== undefined && pay < floor)
  )
}

const gradeOf = (gig: LabelledGig, person: PreparedProfile) =>
  isClosed(gig, person) ? 0 : (gig.fits[person.memberId] ?? 0)

/** The gigs for one person, best first; those that a way leaves out are not in it. */
type Way = (person: PreparedProfile) => readonly LabelledGig[]

const byScore = (score: (gig: LabelledGig) => number) =>
  gigs
    .map((gig) => ({ gig, score: score(gig) }))
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ gig }) => gig)

const search = new MiniSearch<LabelledGig>({ fields: ['title', 'text'], idField: 'id' })
search.addAll(gigs)
const skillsOf = new Map(
  gigs.map((gig) => [gig.id, new Set(findSkills(`${gig.title}\n${gig.text}`).map(({ skill }) => skill))]),
)

const scoreOf = (gig: LabelledGig, person: PreparedProfile) => {
  const one = open.get(gig.id)
  return one === undefined ? 0 : index.score(one.parsed, person)
}

const WAYS: Record<string, Way> = {
  Guildhall: (person) => byScore((gig) => scoreOf(gig, person)),
  'skills in common, counted': (person) =>
    byScore((gig) => person.profile.skills.filter(({ name }) => skillsOf.get(gig.id)?.has(name)).length),
  'BM25 of roles and skills in the text': ({ profile }) => {
    const words = [...profile.roles, ...profile.skills.map(({ name }) => name)].join(' ')
    const scores = new Map(search.search(words).map(({ id, score }) => [id as string, score]))
    return byScore((gig) => scores.get(gig.id) ?? 0)
  },
  'newest first': () => gigs.toReversed(),
}

function gain(grades: readonly number[]): number {
  return grades.slice(0, SHOWN).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
}

/** Of one way, over some people. */
function measure(way: Way, some: readonly PreparedProfile[]) {
  let [ndcg, precision, closed, shown, good, found] = [0, 0, 0, 0, 0, 0]
  for (const person of some) {
    const ranked = way(person)
    const best = gigs.map((gig) => gradeOf(gig, person)).toSorted((a, b) => b - a)
    ndcg += gain(ranked.map((gig) => gradeOf(gig, person))) / Math.max(gain(best), Number.EPSILON)
    const first = ranked.slice(0, FIRST)
    precision += first.filter((gig) => gradeOf(gig, person) >= GOOD).length / FIRST
    const top = ranked.slice(0, SHOWN)
    closed += top.filter((gig) => isClosed(gig, person)).length
    shown += top.length
    const wanted = gigs.filter((gig) => gradeOf(gig, person) >= GOOD)
    good += wanted.length
    found += wanted.filter((gig) => ranked.includes(gig)).length
  }
  const count = some.length
  return {
    ndcg: (ndcg / count).toFixed(3),
    precision: (precision / count).toFixed(2),
    closed: `${closed} of ${shown}`,
    lost: `${good - found} of ${good}`,
  }
}

const halves = {
  'tuned on': people.filter((_, at) => at % 2 === 0),
  'held out': people.filter((_, at) => at % 2 === 1),
}
const table: string[] = []
for (const [half, some] of Object.entries(halves)) {
  const most = some.reduce((sum, person) => {
    const wanted = gigs.filter((gig) => gradeOf(gig, person) >= GOOD).length
    return sum + Math.min(wanted, FIRST) / FIRST / some.length
  }, 0)
  table.push(
    `${some.length} people, ${half} (precision at 5 can be ${most.toFixed(2)} at most):`,
    '',
    '| ranked by | nDCG@10 | precision@5 | shown, though closed to them | good ones not shown |',
    '|---|--:|--:|--:|--:|',
  )
  for (const [name, way] of Object.entries(WAYS)) {
    const { ndcg, precision, closed, lost } = measure(way, some)
    table.push(`| ${name} | ${ndcg} | ${precision} | ${closed} | ${lost} |`)
  }
  table.push('')
}

const BANDS = [0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const
table.push(
  'What a score has meant, over all pairs that are open to each other:',
  '',
  '| score | pairs | made for it or good | could do | no |',
  '|---|--:|--:|--:|--:|',
)
for (const [at, from] of BANDS.entries()) {
  const to = BANDS[at + 1] ?? 1.01
  const grades = people.flatMap((person) =>
    gigs.flatMap((gig) => {
      const score = scoreOf(gig, person)
      return score > 0 && score >= from && score < to ? [gradeOf(gig, person)] : []
    }),
  )
  const share = (of: (grade: number) => boolean) =>
    grades.length === 0 ? '–' : `${Math.round((grades.filter(of).length / grades.length) * 100)} %`
  const shares = [share((grade) => grade >= GOOD), share((grade) => grade === 1), share((grade) => grade === 0)]
  table.push(`| ${Math.round(from * 100)}–${Math.min(100, Math.round(to * 100))} % | ${grades.length} | ${shares.join(' | ')} |`)
}
console.log(table.join('\n'))
if (process.argv.includes('--show')) {
  for (const person of people) {
    const ranked = WAYS['Guildhall']?.(person) ?? []
    const lines = ranked.slice(0, 8).map((gig) => `${scoreOf(gig, person)} ${gradeOf(gig, person)}${isClosed(gig, person) ? ' CLOSED' : ''} ${gig.title || gig.text.slice(0, 40)}`)
    const lost = gigs.filter((gig) => gradeOf(gig, person) >= GOOD && !ranked.slice(0, 8).includes(gig))
    console.log(`\n${person.memberId}\n  ${lines.join('\n  ')}${lost.map((gig) => `\n  LOST ${scoreOf(gig, person)} ${gig.title}`).join('')}`)
  }
}
if (!process.argv.includes('--dry')) writeSection('ranking', table, 'docs/matching.md')
