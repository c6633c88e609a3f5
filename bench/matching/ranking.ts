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
/** Of scores, in percent: where each begins. */
const BANDS = [0, 20, 40, 60, 80] as const

const labelled = z.object({
  profiles: z.array(z.object({ id: z.string(), set: z.string(), profile: profileInput })),
  gigs: z.array(
    z.object({
      id: z.string(),
      set: z.string(),
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
/** The gigs for one person, best first; those that a way leaves out are not in it. */
type Way = (person: PreparedProfile) => readonly LabelledGig[]

const all = labelled.parse(JSON.parse(readFileSync(new URL('labelled-pairs.json', import.meta.url), 'utf8')))
const table: string[] = []
const scored: { score: number; grade: number }[] = []
for (const set of new Set(all.profiles.map((one) => one.set))) {
  const gigs = all.gigs.filter((one) => one.set === set)
  const people = all.profiles
    .filter((one) => one.set === set)
    .map(({ id, profile }) =>
      prepareProfile({ memberId: id, communityId: COMMUNITY, updatedAt: 0 }, profile, Date.UTC(2026, 0, 15)),
    )
  const scoreOf = scoresOf(gigs)
  const best = people.reduce((sum, person) => sum + Math.min(goodOnes(gigs, person).length, FIRST) / FIRST, 0)
  table.push(
    `${people.length} people and ${gigs.length} gigs, ${set} (precision at 5 can be ${(best / people.length).toFixed(2)} at most):`,
    '',
    '| ranked by | nDCG@10 | precision@5 | in the first ten, though closed to them | good ones left out |',
    '|---|--:|--:|--:|--:|',
  )
  for (const [name, way] of Object.entries(waysOf(gigs, scoreOf)))
    table.push(`| ${name} | ${measure(way, gigs, people)} |`)
  table.push('')
  for (const person of people) {
    for (const gig of gigs) {
      const score = scoreOf(gig, person)
      if (score > 0) scored.push({ score, grade: gradeOf(gig, person) })
    }
  }
}
table.push(
  'What a score has meant, over all pairs of both sets that are open to each other:',
  '',
  '| score | pairs | good or made for it | could do | no |',
  '|---|--:|--:|--:|--:|',
)
for (const [at, from] of BANDS.entries()) {
  const to = BANDS[at + 1] ?? 100
  const grades = scored
    .filter(({ score }) => score * 100 >= from && (score * 100 < to || to === 100))
    .map(({ grade }) => grade)
  const share = (of: (grade: number) => boolean) => `${Math.round((grades.filter(of).length / grades.length) * 100)} %`
  const shares = [share((grade) => grade >= GOOD), share((grade) => grade === 1), share((grade) => grade === 0)]
  table.push(`| ${from}–${to} % | ${grades.length} | ${shares.join(' | ')} |`)
}
console.log(table.join('\n'))
writeSection('ranking', table, 'docs/matching.md')

/** How the hub scores, in a community with these gigs. */
function scoresOf(gigs: readonly LabelledGig[]): (gig: LabelledGig, person: PreparedProfile) => number {
  const index = new MatchIndex()
  const parsed = new Map(gigs.map(({ id, title, text }) => [id, parseGig(title, text)]))
  for (const [at, { id, title }] of gigs.entries()) {
    const one = parsed.get(id)
    if (one === undefined) continue
    const times = { postedAt: at, updatedAt: at }
    const nobody = { company: null, postedBy: null, nicheIds: [], early: null, source: { name: 'set' } }
    index.setGig({ id, communityId: COMMUNITY, title, parsed: one, ...times, ...nobody } satisfies OpenGig)
  }
  return ({ id }, person) => {
    const one = parsed.get(id)
    return one === undefined ? 0 : index.score(one, person)
  }
}

function waysOf(
  gigs: readonly LabelledGig[],
  scoreOf: (gig: LabelledGig, person: PreparedProfile) => number,
): Record<string, Way> {
  const by = (score: (gig: LabelledGig) => number) =>
    gigs
      .map((gig) => ({ gig, score: score(gig) }))
      .filter((one) => one.score > 0)
      .toSorted((a, b) => b.score - a.score)
      .map(({ gig }) => gig)
  const search = new MiniSearch<LabelledGig>({ fields: ['title', 'text'], idField: 'id' })
  search.addAll(gigs)
  const skills = new Map(
    gigs.map(({ id, title, text }) => [id, new Set(findSkills(`${title}\n${text}`).map(({ skill }) => skill))]),
  )
  return {
    Guildhall: (person) => by((gig) => scoreOf(gig, person)),
    'skills in common, counted': ({ profile }) =>
      by((gig) => profile.skills.filter(({ name }) => skills.get(gig.id)?.has(name)).length),
    'BM25 of roles and skills in the text': ({ profile }) => {
      const words = [...profile.roles, ...profile.skills.map(({ name }) => name)].join(' ')
      const scores = new Map(search.search(words).map(({ id, score }) => [String(id), score]))
      return by((gig) => scores.get(gig.id) ?? 0)
    },
    'newest first': () => gigs.toReversed(),
  }
}

function isClosed({ only, tz, languages, pay }: LabelledGig, { profile, utcOffset }: PreparedProfile): boolean {
  const slack = tz?.[0] === tz?.[1] ? ONE_ZONE_SLACK : HOURS_SLACK
  const { rateFloor } = profile
  const floor =
    rateFloor === null
      ? undefined
      : convertPay(rateFloor.amountCents / 100, rateFloor, { currency: 'EUR', period: 'hour' })
  return (
    (only !== undefined && !profile.places.some((place) => only.includes(place))) ||
    (tz !== undefined && utcOffset !== null && (utcOffset < tz[0] - slack || utcOffset > tz[1] + slack)) ||
    (languages?.some((language) => !profile.languages.includes(language)) ?? false) ||
    (pay !== undefined && floor !== undefined && pay < floor)
  )
}

function gradeOf(gig: LabelledGig, person: PreparedProfile): number {
  return isClosed(gig, person) ? 0 : (gig.fits[person.memberId] ?? 0)
}

function goodOnes(gigs: readonly LabelledGig[], person: PreparedProfile): LabelledGig[] {
  return gigs.filter((gig) => gradeOf(gig, person) >= GOOD)
}

function gainOf(grades: readonly number[]): number {
  return grades.slice(0, SHOWN).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
}

/** Of one way, over some people: the cells of its row. */
function measure(way: Way, gigs: readonly LabelledGig[], people: readonly PreparedProfile[]): string {
  let [ndcg, precision, closed, shown, good, found] = [0, 0, 0, 0, 0, 0]
  for (const person of people) {
    const ranked = way(person)
    const grades = ranked.map((gig) => gradeOf(gig, person))
    const ideal = gigs.map((gig) => gradeOf(gig, person)).toSorted((a, b) => b - a)
    ndcg += gainOf(grades) / Math.max(gainOf(ideal), Number.EPSILON)
    precision += grades.slice(0, FIRST).filter((grade) => grade >= GOOD).length / FIRST
    const top = ranked.slice(0, SHOWN)
    closed += top.filter((gig) => isClosed(gig, person)).length
    shown += top.length
    const wanted = goodOnes(gigs, person)
    good += wanted.length
    found += wanted.filter((gig) => ranked.includes(gig)).length
  }
  const mean = (sum: number, digits: number) => (sum / people.length).toFixed(digits)
  return `${mean(ndcg, 3)} | ${mean(precision, 2)} | ${closed} of ${shown} | ${good - found} of ${good}`
}
