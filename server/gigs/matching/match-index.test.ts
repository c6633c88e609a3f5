import fc from 'fast-check'
import { expect, test } from 'vitest'
import { profileInput } from '../../../shared/profiles.ts'
import { parseGig } from '../parsing/parse-gig.ts'
import { MatchIndex, type OpenGig } from './match-index.ts'
import { prepareProfile } from './prepared-profile.ts'

const SKILLS = ['TypeScript', 'React', 'Rust', 'Python', 'PyTorch', 'SQL', 'Figma', 'Go', 'Kotlin', 'SEO']
const ROLES = ['frontend developer', 'backend developer', 'data scientist', 'product designer']

const person = fc.record({
  skills: fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...SKILLS), level: fc.constantFrom('learning', 'working', 'expert') }),
    { selector: ({ name }) => name, maxLength: 6 },
  ),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 2 }),
  seniority: fc.constantFrom('junior', 'senior', null),
  places: fc.constantFrom([], ['DE'], ['US']),
  languages: fc.constantFrom(['en'], ['de', 'en']),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
  rateFloor: fc.constantFrom(
    null,
    { amountCents: 8000, currency: 'EUR', period: 'hour' },
    { amountCents: 70_000, currency: 'USD', period: 'day' },
  ),
  available: fc.constantFrom(true, true, true, false),
  threshold: fc.double({ min: 0, max: 1, noNaN: true }),
})
const gig = fc.record({
  title: fc.constantFrom('', ...ROLES.map((role) => `Senior ${role}`)),
  must: fc.uniqueArray(fc.constantFrom(...SKILLS), { maxLength: 5 }),
  nice: fc.uniqueArray(fc.constantFrom(...SKILLS), { maxLength: 3 }),
  tail: fc.constantFrom('', 'US residents only.', '90 EUR per hour.', 'UTC+1 to UTC+3', 'Fluent German required.'),
})

const prepare = ({ threshold, ...input }: typeof person extends fc.Arbitrary<infer T> ? T : never, index: number) =>
  prepareProfile(
    { memberId: `m${index}`, communityId: 'c', updatedAt: 0 },
    profileInput.parse({ ...input, alerts: { enabled: true, threshold, platforms: [] } }),
    0,
  )
const open = (
  { title, must, nice, tail }: typeof gig extends fc.Arbitrary<infer T> ? T : never,
  id: string,
): OpenGig => ({
  id,
  communityId: 'c',
  title: '',
  company: null,
  source: { name: 'Board' },
  postedAt: 0,
  updatedAt: 0,
  postedBy: null,
  nicheIds: [],
  early: null,
  parsed: parseGig(
    title,
    `You need:\n${must.map((skill) => `- ${skill}`).join('\n')}\n\nNice to have:\n${nice.map((skill) => `- ${skill}`).join('\n')}\n\n${tail}`,
  ),
})

const scores = (found: { person: { memberId: string }; score: number }[]) =>
  Object.fromEntries(found.map(({ person, score }) => [person.memberId, score]))

test('the index finds exactly whom a look at everybody finds, at the same scores, also after changes and removals', () => {
  fc.assert(
    fc.property(
      fc.array(person, { maxLength: 40 }),
      fc.array(person, { maxLength: 10 }),
      fc.array(gig, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 100),
      (people, changed, gigs, removed) => {
        const index = new MatchIndex()
        for (const [at, one] of people.entries()) index.setProfile(prepare(one, at))
        // Enough of them that the index makes itself anew.
        for (const [at, one] of people.entries()) {
          for (let again = 0; again < removed; again += 20) index.setProfile(prepare(one, at))
        }
        for (const [at, one] of changed.entries()) index.setProfile(prepare(one, at))
        for (let at = 0; at < people.length; at += 3) index.removeProfile(`m${at}`)
        for (const [at, one] of gigs.entries()) index.setGig(open(one, `g${at}`))
        for (const one of index.gigs('c')) {
          const naive = [...index.matchesOf(one)].filter(
            ({ person, match }) => match.eligible && match.score > 0 && match.score >= person.profile.alerts.threshold,
          )
          expect(scores(index.goodMatches(one).found)).toEqual(
            scores(naive.map(({ person, match }) => ({ person, score: match.score }))),
          )
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('a skill that few gigs ask for is worth more than one that all ask for', () => {
  const index = new MatchIndex()
  const plain = { title: '', nice: [] as string[], tail: '' as const }
  for (let at = 0; at < 20; at += 1)
    index.setGig(open({ ...plain, must: at === 0 ? ['React', 'PyTorch'] : ['React'] }, `g${at}`))
  const rarity = index.rarity('c')
  expect(rarity('PyTorch')).toBeGreaterThan(rarity('React'))
  index.removeGig({ id: 'g0', communityId: 'c' })
  expect(index.rarity('c')('PyTorch')).toBeGreaterThan(rarity('PyTorch') - 1)
})
