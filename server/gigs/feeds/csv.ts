import { FeedError, type FeedPage, readItems } from './feed-item.ts'
import { withFacts } from './facts.ts'
import { dateOf, isWebAddress } from './xml-feed.ts'

/** Names that sheets give to one thing, the first that is there counts. */
const COLUMNS = {
  id: ['id', 'guid', 'reference', 'ref'],
  title: ['title', 'role', 'position', 'job title', 'job'],
  company: ['company', 'client', 'employer', 'organisation', 'organization'],
  text: ['description', 'text', 'details', 'body'],
  url: ['url', 'link', 'apply', 'apply url', 'website'],
  location: ['location', 'place', 'region', 'country'],
  type: ['type', 'contract', 'employment type'],
  pay: ['pay', 'rate', 'salary', 'budget', 'compensation'],
  postedAt: ['date', 'posted', 'posted at', 'published', 'created'],
} as const

/** A table with a header line; commas, semicolons or tabs between its fields (RFC 4180 for the rest). */
export function readCsv(body: Buffer, now: number): FeedPage {
  const text = new TextDecoder('utf-8').decode(body)
  const [head, ...rows] = parseCsv(text)
  const names = (head ?? []).map((name) => name.trim().toLowerCase())
  const at = (column: keyof typeof COLUMNS) =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name))
  const [title, id, url] = [at('title'), at('id'), at('url')]
  if (title === -1)
    throw new FeedError(`the table needs a column 'title'; it has ${names.slice(0, 12).join(', ') || 'none'}`)
  const page = readItems(rows, (row) => {
    const field = (index: number) => row[index]?.trim() ?? ''
    const heading = field(title)
    if (heading === '') throw new FeedError('a row has no title')
    const link = field(url)
    const company = field(at('company'))
    return {
      externalId: field(id) || link || `${heading}|${company}`,
      title: heading,
      company: company === '' ? null : company,
      text: withFacts(
        { Location: field(at('location')), Type: field(at('type')), Pay: field(at('pay')) },
        field(at('text')),
      ),
      url: isWebAddress(link) ? link : null,
      postedAt: dateOf(field(at('postedAt')), now),
    }
  })
  return { ...page, ttlMinutes: undefined }
}

/** Rows of fields; empty lines are left out. */
function parseCsv(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  const endRow = () => {
    row.push(field)
    if (row.some((value) => value.trim() !== '')) rows.push(row)
    row = []
    field = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (quoted) {
      if (char !== '"') field += char
      else if (text[at + 1] === '"') {
        field += '"'
        at += 1
      } else quoted = false
    } else if (char === '"' && field.trim() === '') {
      quoted = true
      field = ''
    } else if (char === separator) {
      row.push(field)
      field = ''
    } else if (char === '\n') endRow()
    else if (char !== '\r' && char !== '\ufeff') field += char
  }
  endRow()
  return rows
}

function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1)
  return [',', ';', '\t'].toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? ','
}
