import { describe, expect, test } from 'vitest'
import type { FeedKind } from '../../../shared/gigs.ts'
import { parseGig } from '../parsing/parse-gig.ts'
import type { FeedItem } from './feed-item.ts'
import { FEED_SOURCES } from './feed-kinds.ts'

const NOW = Date.UTC(2026, 6, 1)

function read(kind: FeedKind, answer: unknown) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  return FEED_SOURCES[kind].read(Buffer.from(text), NOW)
}

/** What a hub would make of the first item: the feed's own fields and what parsing reads in its text. */
function first(kind: FeedKind, answer: unknown) {
  const [item] = read(kind, answer).items
  if (item === undefined) throw new Error('no item')
  return { ...item, parsed: parseGig(item.title, item.text) } satisfies FeedItem & { parsed: unknown }
}

const HTML = '<p>You need <b>Rust</b> &amp; WebSocket.</p>'

describe('each source is read in its own form', () => {
  test('Remote OK: terms, blog posts and unknown salaries are no gigs and no pay; its trap word is left out', () => {
    const job = {
      id: '1',
      position: 'Rust engineer',
      company: 'Halm',
      epoch: 1_780_000_000,
      location: 'Berlin, ',
      salary_min: 0,
      salary_max: 0,
      url: 'https://remoteok.com/1',
    }
    const trap =
      '<br>Please mention the word **SUNNY** and tag RMS= when applying to show you read the job post completely.'
    const page = read('remoteok', [
      { last_updated: 1, legal: 'terms' },
      { ...job, description: `We are looking for an engineer. ${HTML}${trap}` },
      { ...job, id: '2', position: '7 mistakes in every portfolio', description: 'Read on.' },
      { ...job, id: '3', position: 'Menu', description: '' },
    ])
    expect(page.items.map(({ title }) => title)).toEqual(['Rust engineer'])
    expect(page.items[0]?.text).toContain('Location: Berlin\n')
    expect(page.items[0]?.text).not.toMatch(/SUNNY|Pay:/)
  })

  test('Remotive', () => {
    const job = {
      id: 5,
      url: 'https://remotive.com/5',
      title: 'Rust developer',
      company_name: 'Halm',
      job_type: 'contract',
      publication_date: '2026-06-30T08:00:00',
      candidate_required_location: 'Europe',
      salary: '€70 - €90/hr',
      description: HTML,
    }
    expect(first('remotive', { jobs: [job] })).toMatchObject({
      externalId: '5',
      postedAt: Date.UTC(2026, 5, 30, 8),
      parsed: {
        pay: { min: 70, max: 90, currency: 'EUR', period: 'hour' },
        types: ['contract'],
        regions: ['EUROPE'],
        mode: 'remote',
      },
    })
  })

  test('Jobicy: entities inside of values, a minimum that stands alone', () => {
    const job = {
      id: 7,
      url: 'https://jobicy.com/7',
      jobTitle: 'R&amp;D engineer',
      companyName: 'Halm &amp; Sons',
      jobType: ['Full-Time'],
      jobGeo: 'Canada, USA',
      jobLevel: 'Senior',
      jobDescription: HTML,
      pubDate: '2026-06-30T08:00:00+00:00',
      salaryMin: 90_000,
      salaryCurrency: 'CAD',
      salaryPeriod: 'yearly',
    }
    expect(first('jobicy', { jobs: [job] })).toMatchObject({
      title: 'R&D engineer',
      company: 'Halm & Sons',
      parsed: { pay: { min: 90_000, currency: 'CAD', period: 'year' }, regions: ['CA', 'US'], types: ['full'] },
    })
  })

  test('Himalayas: seconds, and a list of offsets in which one stands far off', () => {
    const job = {
      guid: 'https://himalayas.app/9',
      title: 'Rust engineer',
      companyName: 'Halm',
      employmentType: 'Contractor',
      minSalary: 60,
      maxSalary: 80,
      salaryPeriod: 'hourly',
      currency: 'USD',
      seniority: ['Senior'],
      locationRestrictions: ['United States'],
      timezoneRestrictions: [-8, -7, -6, -5, 14],
      description: HTML,
      pubDate: 1_782_800_000,
      expiryDate: 1_790_000_000,
      applicationLink: 'https://himalayas.app/9',
    }
    expect(first('himalayas', { jobs: [job], totalCount: 1 })).toMatchObject({
      postedAt: 1_782_800_000_000,
      closesAt: 1_790_000_000_000,
      parsed: { tz: [-8, -5], regions: ['US'], pay: { min: 60, max: 80, currency: 'USD', period: 'hour' } },
    })
  })

  test('Arbeitnow: text that was escaped twice', () => {
    const job = {
      slug: 'a',
      company_name: 'Halm',
      title: 'Entwickler',
      description: '&lt;p&gt;Du kennst Rust.&lt;/p&gt;\n&lt;p&gt;&amp;nbsp;&lt;/p&gt;',
      remote: false,
      url: 'https://arbeitnow.com/a',
      job_types: ['Teilzeit'],
      location: 'Hamburg',
      created_at: 1_782_800_000,
    }
    const item = first('arbeitnow', { data: [job] })
    expect(item.text).toBe('Location: Hamburg\nType: Teilzeit\n\nDu kennst Rust.')
    expect(item.parsed).toMatchObject({ regions: ['DE'], types: ['part'], skills: { must: ['Rust'] } })
  })

  test('Working Nomads', () => {
    const job = {
      url: 'https://workingnomads.com/go/1',
      title: 'Rust developer',
      description: HTML,
      company_name: 'Halm',
      category_name: 'Development',
      tags: 'cobol,fax',
      location: 'Europe',
      pub_date: '2026-06-30T08:00:00-04:00',
    }
    expect(first('workingnomads', [job]).parsed).toMatchObject({
      regions: ['EUROPE'],
      skills: { must: ['Rust', 'WebSocket'] },
    })
  })

  test('Hacker News: posts answer the story; talk, and people who look for work, are left out', () => {
    const hit = { parent_id: 1, story_id: 1, created_at: '2026-06-30T08:00:00Z' }
    const page = read('hacker-news', {
      hits: [
        {
          ...hit,
          objectID: '2',
          comment_text: 'Halm | Senior Rust engineer | REMOTE (EU) | Contract | €90/h<p>We draw floods.',
        },
        { ...hit, objectID: '3', parent_id: 2, comment_text: 'Do you take interns?' },
        { ...hit, objectID: '4', comment_text: 'SEEKING WORK | Rust | Remote' },
      ],
    })
    expect(page.items).toMatchObject([
      {
        externalId: '2',
        title: 'Senior Rust engineer',
        company: 'Halm',
        url: 'https://news.ycombinator.com/item?id=2',
      },
    ])
  })

  test.each([
    [
      'greenhouse',
      {
        jobs: [
          {
            id: 1,
            title: 'Rust engineer',
            content: '&lt;p&gt;You need Rust.&lt;/p&gt;',
            location: { name: 'Remote, Italy' },
            absolute_url: 'https://boards.example/1',
            updated_at: '2026-06-30T08:00:00Z',
          },
        ],
      },
      ['IT'],
    ],
    [
      'lever',
      [
        {
          id: 'x',
          text: 'Rust engineer',
          categories: { location: 'Lisbon', commitment: 'Contract' },
          descriptionPlain: 'You need Rust.',
          lists: [{ text: 'What you bring', content: '<li>Rust</li>' }],
          hostedUrl: 'https://boards.example/1',
          createdAt: 1_782_800_000_000,
        },
      ],
      ['PT'],
    ],
    [
      'ashby',
      {
        jobs: [
          {
            id: 'x',
            title: 'Rust engineer',
            employmentType: 'FullTime',
            location: 'LatAm',
            isListed: true,
            isRemote: true,
            descriptionHtml: '<p>You need Rust.</p>',
            jobUrl: 'https://boards.example/1',
            publishedAt: '2026-06-30T08:00:00Z',
          },
        ],
      },
      ['LATAM'],
    ],
    [
      'workable',
      {
        name: 'Halm',
        jobs: [
          {
            shortcode: 'X1',
            title: 'Rust engineer',
            employment_type: 'Contract',
            telecommuting: true,
            url: 'https://boards.example/1',
            published_on: '2026-06-30',
            locations: [{ country: 'Spain', city: 'Madrid' }],
            description: '<p>You need Rust.</p>',
          },
        ],
      },
      ['ES'],
    ],
    [
      'workable',
      {
        widget: {
          name: 'Halm',
          jobs: [
            {
              shortcode: 'X1',
              title: 'Rust engineer',
              department: ['Engineering'],
              telecommuting: false,
              url: 'https://boards.example/1',
              country: 'Portugal',
              city: 'Porto',
              description: '<p>You need Rust.</p>',
            },
          ],
        },
      },
      ['PT'],
    ],
  ] as const)('%s', (kind, answer, regions) => {
    expect(first(kind, answer)).toMatchObject({
      title: 'Rust engineer',
      url: 'https://boards.example/1',
      parsed: { regions: expect.arrayContaining([...regions]), skills: { must: ['Rust'] } },
    })
  })

  test('a page with JobPosting data, wherever it stands in it', () => {
    const posting = {
      '@type': 'JobPosting',
      title: 'Rust engineer',
      description: HTML,
      datePosted: '2026-06-30',
      validThrough: '2026-08-01',
      employmentType: 'CONTRACTOR',
      jobLocationType: 'TELECOMMUTE',
      hiringOrganization: { name: 'Halm' },
      applicantLocationRequirements: { '@type': 'Country', name: 'Germany' },
      baseSalary: { currency: 'EUR', value: { minValue: 80, maxValue: 95, unitText: 'HOUR' } },
      url: 'https://halm.example/jobs/1',
    }
    const page = `<html><script type="application/ld+json">{"@graph":[{"@type":"WebSite"},${JSON.stringify(posting)}]}</script><script type="application/ld+json">{broken</script></html>`
    expect(first('json-ld', page)).toMatchObject({
      company: 'Halm',
      closesAt: Date.UTC(2026, 7, 1),
      parsed: { mode: 'remote', regions: ['DE'], pay: { min: 80, max: 95, currency: 'EUR', period: 'hour' } },
    })
    expect(read('json-ld', page).broken).toBe(1)
  })

  test('a table with quotes, line breaks in fields, and semicolons', () => {
    const table =
      'Title;Company;Description;Rate;Link\n"Rust; engineer";Halm;"You need ""Rust"".\nRemote.";90 EUR per hour;https://halm.example/1\n;;;;\n;Nobody;no title;;\n'
    const page = read('csv', table)
    expect(page).toMatchObject({
      items: [{ title: 'Rust; engineer', company: 'Halm', url: 'https://halm.example/1' }],
      broken: 1,
    })
    expect(page.items[0]?.text).toBe('Pay: 90 EUR per hour\n\nYou need "Rust".\nRemote.')
  })
})

describe('every source', () => {
  const kinds = Object.keys(FEED_SOURCES) as FeedKind[]

  test.each(kinds)('%s refuses an answer that is something else, in words', (kind) => {
    for (const answer of ['', '<html>no</html>', '{"error":"no"}', '[1,', 'null']) {
      const readIt = () => read(kind, answer)
      if (kind === 'csv') expect(readIt).toThrow(/title/)
      else expect(() => expect(readIt().items).toEqual([])).not.toThrow(TypeError)
    }
  })

  test.each(kinds)('%s keeps the neighbours of a broken item', (kind) => {
    const junk = [null, 1, 'x', {}, { id: {} }, { title: 5 }]
    for (const answer of [junk, { jobs: junk }, { data: junk }, { hits: junk }]) {
      try {
        expect(read(kind, answer).items).toEqual([])
      } catch (error) {
        expect((error as Error).name).toBe('FeedError')
      }
    }
  })
})

test('text that was read in the wrong encoding is mended', () => {
  const job = {
    id: 1,
    url: 'https://remotive.com/1',
    title: 'DÃ©veloppeur Rust',
    company_name: 'MÃ¼ller',
    description: '<p>We donâ€™t bite. Rust.</p>',
  }
  expect(first('remotive', { jobs: [job] })).toMatchObject({ title: 'Développeur Rust', company: 'Müller' })
  expect(first('remotive', { jobs: [job] }).text).toContain('We don’t bite.')
})
