import { describe, expect, test } from 'vitest'
import { type ProfileInput, profileInput } from '../../../shared/profiles.ts'
import { parseGig } from '../parsing/parse-gig.ts'
import { matchGig } from './match-gig.ts'
import { prepareProfile } from './prepared-profile.ts'

const JULY = Date.UTC(2026, 6, 1)
const even = () => 1

function person(input: Partial<ProfileInput>) {
  return prepareProfile({ memberId: 'm', communityId: 'c', updatedAt: 0 }, profileInput.parse(input), JULY)
}

const skills = (...names: string[]) => names.map((name) => ({ name, level: 'expert' as const }))
const developer = {
  skills: skills('TypeScript', 'React', 'Node.js'),
  roles: ['full-stack developer'],
  seniority: 'senior',
  rateFloor: { amountCents: 60_00, currency: 'EUR', period: 'hour' },
  timeZone: 'Europe/Madrid',
  places: ['ES'],
  languages: ['en', 'es'],
} satisfies Partial<ProfileInput>

const gig = (text: string, title = 'Senior full-stack developer') => parseGig(title, text)
const match = (text: string, input: Partial<ProfileInput> = developer) => matchGig(gig(text), person(input), even)

describe('the score', () => {
  test('is high where everything fits, and says with numbers why', () => {
    const { score, eligible, reasons } = match(
      'You need TypeScript, React and Node.js. Remote within Europe. 80–95 EUR per hour.',
    )
    expect(eligible).toBe(true)
    expect(score).toBeGreaterThan(0.9)
    expect(reasons.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^3 of 3 skills asked for: /),
        'Your role: full-stack developer',
        'Pays €80–95 / h; your floor is €60 / h',
        'Open to Europe, and you are in Spain',
      ]),
    )
  })

  test('falls with every skill that is missing, which the reason names', () => {
    const full = match('You need TypeScript and React.')
    const part = match('You need TypeScript, React, Kotlin and Terraform.')
    expect(part.score).toBeLessThan(full.score)
    expect(part.reasons[0]?.text).toMatch(/not in your profile: Kotlin, Terraform$/)
  })

  test('counts a related role for less than one’s own and more than none, and says so', () => {
    const as = (title: string) => matchGig(gig('You need TypeScript and React.', title), person(developer), even)
    const [own, related, other] = [as('Full-stack developer'), as('Mobile developer'), as('Night nurse')]
    expect(own.score).toBeGreaterThan(related.score)
    expect(related.score).toBeGreaterThan(other.score + 0.2)
    expect(related.reasons.map(({ text }) => text)).toContain('Related to your role: mobile developer')
  })

  test('is low for who has none of the skills, however well the rest fits', () => {
    expect(match('You need Rust and Kafka. Only for people in Spain. 90 EUR per hour.').score).toBeLessThan(0.35)
  })

  test('takes a salary for the 1,200 hours that a freelancer sells a year', () => {
    expect(match('You need TypeScript. Salary: 75,000 EUR per year.').eligible).toBe(true)
    expect(match('You need TypeScript. Salary: 65,000 EUR per year.').eligible).toBe(false)
  })

  test('counts implied skills nearly in full and neighbours in part', () => {
    const knows = (name: string) => match('You need JavaScript.', { ...developer, skills: skills(name) }).score
    expect(knows('React')).toBeLessThan(knows('JavaScript'))
    expect(knows('React')).toBeGreaterThan(knows('TypeScript') - 0.001)
    expect(knows('TypeScript')).toBeGreaterThan(knows('Kotlin'))
  })

  test('rises with work that shows a skill which is asked for, and not falls for who shows none or other work', () => {
    const shown = (title: string) =>
      match('You need TypeScript, React and Kotlin.', {
        ...developer,
        portfolio: [{ title, problem: '', solution: '', result: '', url: null }],
      })
    const none = match('You need TypeScript, React and Kotlin.')
    const relevant = shown('A live map in React')
    expect(relevant.score).toBeGreaterThan(none.score)
    expect(relevant.reasons.map(({ text }) => text)).toContain('Your portfolio shows React')
    expect(shown('A garden wall').score).toBe(none.score)
  })

  test('weighs rare skills more', () => {
    const rarity = (skill: string) => (skill === 'CUDA' ? 3 : 1)
    const asked = gig('You need CUDA and Python.')
    const withCuda = matchGig(asked, person({ ...developer, skills: skills('CUDA') }), rarity)
    const withPython = matchGig(asked, person({ ...developer, skills: skills('Python') }), rarity)
    expect(withCuda.score).toBeGreaterThan(withPython.score)
  })

  test('does not move with what a person is called or how a text is phrased', () => {
    const one = match('We are a family-run firm. You need TypeScript and React.')
    const other = match('Young dynamic team! You need TypeScript and React.', {
      ...developer,
      headline: 'Anna, mother of two',
    })
    expect(one.score).toBe(other.score)
  })

  test('stays low where a gig says nothing of the work', () => {
    const bare = matchGig(parseGig('Great opportunity', 'Remote. 100 EUR per hour.'), person(developer), even)
    expect(bare.score).toBeLessThan(0.4)
  })
})

describe('a hard rule closes a gig, and the first reason says which', () => {
  test.each([
    ['You need React. US residents only.', {}, /^Only for people in the United States/],
    ['You need React. UTC-8 to UTC-5.', {}, /^Asks for UTC−8 to UTC−5; you are at UTC\+2/],
    ['You need React. Fluent German required.', {}, /^Asks for German/],
    ['You need React. 30 EUR per hour.', {}, /^Pays €30 \/ h, below your floor of €60 \/ h/],
    ['You need React. $3,000 per month.', {}, /below your floor/],
    ['You need React.', { available: false }, /not available/],
  ])('%s', (text, change, because) => {
    const { eligible, score, reasons } = match(text, { ...developer, ...change })
    expect({ eligible, score }).toEqual({ eligible: false, score: 0 })
    expect(reasons[0]?.text).toMatch(because)
  })

  test.each([
    ['a welcome language', 'You need React. German is a plus.', {}],
    ['a place that is only preferred', 'You need React. Ideally based in Germany.', {}],
    ['a place, for who has not said where they are', 'You need React. US residents only.', { places: [] }],
    ['pay for a whole project', 'You need React. Fixed price 500 EUR for the project.', {}],
    ['an offset that summer time moved', 'You need React. UTC+1 ± 0', {}],
  ])('but not %s', (_, text, change) => {
    expect(match(text, { ...developer, ...change }).eligible).toBe(true)
  })
})
