/**
 * `npm run bench:quality`: how well posts are read, on posts that were labelled by hand (`labelled-posts.jsonl`). Writes its
 * table into docs/matching.md.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parsedGig } from '../../shared/gigs.ts'
import { parseGig } from '../../server/gigs/parsing/parse-gig.ts'
import { writeSection } from '../write-section.ts'

const post = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  set: z.string(),
  expected: parsedGig.omit({ evidence: true, regionsHard: true }),
})
type Post = z.output<typeof post>
type Fields = Post['expected']

/** Fields that are lists: every value right, wrong or missing. */
const LISTS: Record<string, (fields: Fields) => readonly string[]> = {
  roles: ({ roles }) => roles,
  'must-have skills': ({ skills }) => skills.must,
  'nice-to-have skills': ({ skills }) => skills.nice,
  'contract types': ({ types }) => types,
  regions: ({ regions }) => regions ?? [],
  languages: ({ languages }) => languages,
}
/** Fields with one value, or none. */
const SINGLES: Record<string, (fields: Fields) => string | null> = {
  seniority: ({ seniority }) => seniority,
  'pay (amounts, currency, period)': ({ pay }) => (pay === null ? null : JSON.stringify(pay)),
  'remote mode': ({ mode }) => mode,
  'time zones': ({ tz }) => (tz === null ? null : tz.join(' to ')),
}

const posts = readFileSync(new URL('labelled-posts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => post.parse(JSON.parse(line)))

const table: string[] = []
for (const set of new Set(posts.map((one) => one.set))) {
  const chosen = posts.filter((one) => one.set === set)
  table.push(
    `${chosen.length} posts, ${set}:`,
    '',
    '| field | precision | recall | whole post right |',
    '|---|--:|--:|--:|',
  )
  for (const [field, read] of Object.entries(LISTS)) table.push(rowOf(field, chosen, read))
  for (const [field, read] of Object.entries(SINGLES)) {
    table.push(
      rowOf(field, chosen, (fields) => {
        const value = read(fields)
        return value === null ? [] : [value]
      }),
    )
  }
  table.push('')
}
console.log(table.join('\n'))
writeSection('quality', table, 'docs/matching.md')

function rowOf(field: string, chosen: readonly Post[], read: (fields: Fields) => readonly string[]): string {
  let [right, found, wanted, whole] = [0, 0, 0, 0]
  for (const { title, text, expected } of chosen) {
    const got = new Set(read(parseGig(title, text)))
    const want = new Set(read(expected))
    const both = [...got].filter((value) => want.has(value)).length
    right += both
    found += got.size
    wanted += want.size
    if (both === got.size && both === want.size) whole += 1
  }
  const share = (part: number, of: number) => (of === 0 ? '–' : (part / of).toFixed(2))
  return `| ${field} | ${share(right, found)} | ${share(right, wanted)} | ${whole} of ${chosen.length} |`
}
