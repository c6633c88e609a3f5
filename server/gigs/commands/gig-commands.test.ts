import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { gigCommand } from './gig-commands.ts'

async function run(args: string[], lines: unknown[] = []) {
  const output = new PassThrough()
  const chunks: string[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const input = Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`))
  const code = await gigCommand(args, { input, output })
  const answers = chunks
    .join('')
    .split('\n')
    .filter((line) => line !== '')
  return { code, answers: answers.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

function files(content: Record<string, unknown[]>): { path: (name: string) => string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-lines-'))
  for (const [name, lines] of Object.entries(content)) {
    writeFileSync(join(folder, name), lines.map((line) => JSON.stringify(line)).join('\n'))
  }
  return { path: (name) => join(folder, name), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

test('parse answers every line in order, keeps its id, and names a line that it refused', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { code, answers } = await run(
    ['parse'],
    [
      { id: 7, title: 'Rust developer', text: 'You need Rust. 90 EUR per hour. Remote.' },
      '{broken',
      { text: 'no id' },
      { id: 'b', text: 'We are looking for a translator who speaks fluent Japanese.' },
    ],
  )
  expect(code).toBe(1)
  expect(answers).toMatchObject([
    {
      id: 7,
      roles: [expect.any(String)],
      skills: { must: ['Rust'], nice: [] },
      pay: { min: 90, max: 90, currency: 'EUR', period: 'hour' },
      mode: 'remote',
      regions: null,
      tz: null,
    },
    { id: 'b', roles: ['translator'], pay: null, languages: ['ja'] },
  ])
  expect(said.mock.calls.map(([line]) => String(line))).toEqual([
    'standard input, line 2: is no JSON',
    expect.stringMatching(/^standard input, line 3: .+ at 'id'$/),
  ])
  said.mockRestore()
})

test('skills answers with spans that point into the text', async () => {
  const text = 'We use Go, PyTorch and Core ML.'
  const { answers } = await run(['skills'], [{ id: 1, text }])
  const spans = answers[0]?.['spans'] as [number, number, string][]
  expect(spans.map(([start, end, skill]) => [text.slice(start, end), skill])).toEqual([
    ['Go', 'Go'],
    ['PyTorch', 'PyTorch'],
    ['Core ML', 'Core ML'],
  ])
})

test('tables as they come: a byte order mark, HTML, words that lost their line breaks, fields that are missing', async () => {
  const html =
    '<p>We need a <b>Go</b> developer.</p><ul><li>PostgreSQL &amp; Kafka</li></ul><p>&euro;70,000 &ndash; &euro;90,000</p>'
  const glued =
    'Halm draws floods as they rise, so that towns know in time what comes down the river and how high it will stand. You write the service that towns ask.Requirements:Five years of Java.Experience with PostgreSQL.Nice to have:Docker.What we offer:A MacBook with Slack on it, and time to learn.SkillsReact'
  const lines = [
    { id: 'bom', text: 'You need Rust.' },
    { id: 'html', text: html },
    { id: 'glued', text: glued },
    { id: 'bare' },
  ]
  const { code, answers } = await run(
    ['parse'],
    lines.map((line, at) => `${at === 0 ? '\uFEFF' : ''}${JSON.stringify(line)}\r`),
  )
  expect(code).toBe(0)
  const euros = { min: 70_000, max: 90_000, currency: 'EUR', period: 'year' }
  expect(answers).toMatchObject([
    { id: 'bom', skills: { must: ['Rust'], nice: [] } },
    { id: 'html', skills: { must: ['Go', 'PostgreSQL', 'Kafka'], nice: [] }, pay: euros },
    { id: 'glued', skills: { must: ['Java', 'PostgreSQL', 'React'], nice: ['Docker'] } },
    { id: 'bare', skills: { must: [], nice: [] }, pay: null },
  ])
  const evidence = answers[1]?.['evidence'] as { field: string; start: number; end: number }[]
  expect(
    evidence.filter(({ field }) => field === 'must-have skill').map(({ start, end }) => html.slice(start, end)),
  ).toEqual(['Go', 'PostgreSQL', 'Kafka'])
})

test('trust flags what several signals name, and spares an honest post', async () => {
  const { answers } = await run(
    ['trust'],
    [
      {
        id: 'scam',
        title: 'Data entry clerk',
        description:
          'Earn $400 a day from home, no experience required! Write to us on Telegram and pay the registration fee.',
      },
      {
        id: 'honest',
        title: 'Data engineer',
        description: 'You build pipelines in Python and SQL. Two interviews, then a paid trial day.',
        company_profile: 'Halm draws floods as they rise, in Bremen since 2011.',
      },
    ],
  )
  expect(answers).toMatchObject([
    { id: 'scam', flagged: true },
    { id: 'honest', flagged: false },
  ])
  expect(answers[0]?.['signals']).toEqual(
    expect.arrayContaining(
      ['money before work', 'messenger only', 'easy money'].map((name) => expect.objectContaining({ name })),
    ),
  )
})

test('dedupe tells a repost from another role of the same employer', async () => {
  const about =
    'Halm Maps draws floods as they rise, so that towns know in time. We are twenty people in Bremen and at home, and we like to finish things before we start new ones. '
  const a = {
    title: 'Rust developer',
    text: `${about}You write the tile server in Rust, and you keep it fast when a river is not.`,
  }
  const rewritten = {
    title: 'Data Engineer',
    text: 'We look for a data engineer with Airflow and dbt. You own the warehouse in Snowflake and talk to analysts daily. Contract of six months, remote within Europe, start in March.',
  }
  const again =
    'Start in March: a contract of six months, remote within Europe. We are looking for a data engineer, and you bring Airflow and dbt. You talk to our analysts daily and own the Snowflake warehouse.'
  const { answers } = await run(
    ['dedupe'],
    [
      { id: 1, a, b: { title: 'Rust Developer (m/w/d)', text: `Via a board. ${a.text} Apply by mail.` } },
      { id: 2, a, b: { title: 'Office manager', text: `${about}You keep the books and the plants alive.` } },
      { id: 3, a, b: { title: 'Nurse', text: 'Nights on a small ward.' } },
      // The same words in another order, and a title that says a little more.
      { id: 4, a: rewritten, b: { title: 'Data Engineer at Halm', text: again } },
      // One title for two roles, told apart by what they work with; and one role in two towns.
      {
        id: 5,
        a: { title: 'Software Engineer', text: `${about}You know React, TypeScript and WebGL.` },
        b: { title: 'Software Engineer', text: `${about}You know Go, Rust and PostgreSQL.` },
      },
      {
        id: 6,
        a: { title: 'Sales Manager - Berlin', text: `${about}You sell maps to towns.` },
        b: { title: 'Sales Manager - Munich', text: `${about}You sell maps to towns.` },
      },
    ],
  )
  expect(answers.map(({ duplicate }) => duplicate)).toEqual([true, false, false, true, false, false])
  expect(answers[0]?.['score']).toBeGreaterThan(answers[1]?.['score'] as number)
})

test('rates learns from a history and says how much stands behind a figure', async () => {
  const levels = [
    ['Junior', 30],
    ['Senior', 80],
  ] as const
  const history = levels.flatMap(([level, rate]) =>
    Array.from({ length: 20 }, (_, at) => ({
      title: `${level} React developer`,
      level,
      skills: ['React'],
      // As tables show it.
      rate: at === 0 ? `$${rate}.00` : rate + (at % 5),
    })),
  )
  using folder = files({ history })
  const ask = { title: 'React developer', skills: ['React'] }
  const { answers } = await run(
    ['rates', '--history', folder.path('history')],
    [
      { id: 'junior', level: 'Junior', ...ask },
      { id: 'senior', level: 'Senior', ...ask },
      { id: 'other', level: 'Senior', title: 'Pastry chef', skills: ['Sugar'] },
    ],
  )
  const [junior, senior, other] = answers as { mid: number; low: number; high: number; n: number }[]
  expect(junior?.mid).toBeLessThan(senior?.mid ?? 0)
  expect(senior?.low).toBeLessThan(senior?.mid ?? 0)
  expect(senior?.high).toBeGreaterThan(senior?.mid ?? 0)
  expect(senior?.n).toBeGreaterThanOrEqual(40)
  expect((other?.high ?? 0) - (other?.low ?? 0)).toBeGreaterThan(0)
})

test('match scores every pair, gates before it scores', async () => {
  using folder = files({
    profiles: [
      {
        id: 'rust',
        text: 'Senior Rust developer. Ten years of Rust, WebSocket and PostgreSQL.',
        location: 'Porto, Portugal',
      },
      { id: 'nurse', text: 'Nurse with a heart for nights.', skills: ['Care'], location: 'Berlin' },
    ],
    gigs: [
      { id: 1, title: 'Rust developer', text: 'You need Rust and PostgreSQL. Remote within Europe.' },
      { id: 2, title: 'Rust developer', text: 'You need Rust. US residents only.' },
    ],
  })
  const { code, answers } = await run(['match', '--profiles', folder.path('profiles'), '--gigs', folder.path('gigs')])
  expect(code).toBe(0)
  expect(answers).toHaveLength(4)
  const of = (profile: string, gig: string) =>
    answers.find((answer) => answer['profile'] === profile && answer['gig'] === gig)
  expect(of('rust', '1')?.['score']).toBeGreaterThan((of('nurse', '1')?.['score'] as number) + 0.3)
  expect(of('rust', '2')).toMatchObject({ eligible: false, score: 0 })
})

test('wrong use is said in words', async () => {
  await expect(run(['guess'])).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(run(['rates'])).rejects.toMatchObject({ message: 'rates needs --history FILE' })
  await expect(run(['match'])).rejects.toMatchObject({ message: 'match needs --profiles FILE and --gigs FILE' })
})
