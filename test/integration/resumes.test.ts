import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { profileEndpoints } from '../../shared/profiles.ts'
import { resumeEndpoints, type ResumeReading } from '../../shared/resumes.ts'
import { docxFile, pdfFile } from '../helpers/resume-files.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'

const LINES = [
  'Jordan Voss',
  'Senior backend engineer | jv@mail.example | +351 900 000 000',
  'Porto, Portugal',
  'We use Python & PostgreSQL. Kafka (3 years).',
  'Built the booking service with Python and Django; 6 years of Python in all.',
  'Projects',
  'Tide table - when the boats may leave, https://tides.example',
  'Languages',
  'German, English',
]
const READ = {
  headline: 'Senior backend engineer',
  seniority: 'senior',
  places: ['PT'],
  timeZone: 'Europe/Lisbon',
  languages: ['de', 'en'],
  portfolio: [{ title: 'Tide table', problem: 'when the boats may leave', url: 'https://tides.example' }],
}

const read = (hub: TestHub, member: TestMember, name: string, file: Uint8Array) =>
  member.api.call(resumeEndpoints.read, {
    params: { communityId: hub.communityId },
    query: { name },
    body: new Uint8Array(file),
  })

/** The words that each field was read from. */
function wordsOf({ text, evidence }: ResumeReading, field: string): string[] {
  return evidence.filter((one) => one.field === field).map(({ start, end }) => text.slice(start, end))
}

test.each([
  ['PDF', 'cv.pdf', pdfFile(LINES)],
  ['DOCX', 'cv.docx', docxFile(LINES)],
  ['plain text', 'cv.txt', Buffer.from(LINES.join('\r\n'))],
])('a résumé as %s is read with the words that each part stands on, and nothing is saved', async (_, name, file) => {
  await using hub = await startHub()
  const member = await hub.createMember({ name: 'Jordan' })
  const reading = await read(hub, member, name, file)
  expect(reading.found).toMatchObject(READ)
  expect(reading.found.skills).toContainEqual({ name: 'Python', level: 'expert', years: 6 })
  expect(reading.found.skills).toContainEqual({ name: 'Kafka', level: 'working', years: 3 })
  expect(wordsOf(reading, 'role')).toEqual([LINES[1]])
  expect(wordsOf(reading, 'skill')).toEqual(expect.arrayContaining(['Python', 'PostgreSQL', 'Kafka', 'Django']))
  expect(wordsOf(reading, 'years')).toEqual([' (3 years', '6 years of'])
  expect(wordsOf(reading, 'place').at(-1)).toBe('Portugal')
  const mine = await member.api.call(profileEndpoints.mine, { params: { communityId: hub.communityId } })
  expect(mine.profile).toBeNull()
})

test('a profile that is saved as a JSON Résumé is read again as it was, without what one earns', async () => {
  await using hub = await startHub()
  const piece = {
    title: 'Flood map',
    problem: 'Warnings came late.',
    solution: 'A map that is live.',
    result: 'Two hours won.',
    url: 'https://floods.example/',
  }
  const skills = [
    { name: 'Rust', level: 'expert' as const, years: 4 },
    { name: 'Letterpress', level: 'learning' as const },
  ]
  const change = { headline: 'Senior maps developer', languages: ['en', 'pt'], skills, portfolio: [piece] }
  const { profile } = await saveProfile(hub, hub.owner, { ...change, rateTargetCents: 95_00 })
  expect(profile).toMatchObject({ ...change, rateTargetCents: 95_00 })
  const params = { communityId: hub.communityId }
  const file = await hub.owner.api.call(resumeEndpoints.download, { params })
  const json = Buffer.from(file).toString('utf8')
  expect(JSON.parse(json)).toMatchObject({
    basics: { label: 'Senior maps developer', location: { countryCode: 'ES' } },
  })
  expect(json).not.toMatch(/7000|9500|rate/u)
  const { found } = await read(hub, hub.owner, 'resume.json', file)
  expect(found).toMatchObject({ ...change, roles: profile.roles, places: ['ES'], seniority: 'senior' })
})

test('what cannot be read is refused with the reason: bombs, pictures, broken files, and what is too large', async () => {
  await using hub = await startHub()
  const refused = async (name: string, file: Uint8Array, code: string, why: RegExp) => {
    const error: unknown = await read(hub, hub.owner, name, file).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error, name).toMatchObject({ code, message: expect.stringMatching(why) as string })
  }
  await refused('empty.txt', Buffer.from(''), 'invalid_input', /empty/u)
  await refused('large.txt', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), 'too_large', /5 MB/u)
  await refused('picture.pdf', pdfFile([]), 'invalid_input', /no text in it/u)
  await refused('cut.pdf', Buffer.from('%PDF-1.7\nnothing else'), 'invalid_input', /cannot be read/u)
  await refused('cut.docx', docxFile(LINES).subarray(0, 200), 'invalid_input', /cannot be read/u)
  const bomb = docxFile([], deflateRawSync(Buffer.alloc(64 * 1024 * 1024)))
  await refused('bomb.docx', bomb, 'invalid_input', /cannot be read/u)
  await refused('cut.json', Buffer.from('{"basics":'), 'invalid_input', /not valid JSON/u)
  await refused('program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]), 'invalid_input', /cannot be read/u)
})
