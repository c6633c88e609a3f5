import { z } from 'zod'
import { FeedError, type FeedPage, readItems } from './feed-item.ts'
import { payFact, periodWord, withFacts } from './facts.ts'
import { figure, words } from './json-list.ts'
import { entitiesToText, htmlToPlainText } from './plain-text.ts'
import { dateOf, isWebAddress } from './xml-feed.ts'

const SCRIPT = /<script\b[^>]*type\s*=\s*["']application\/ld\+json["'][^>]*>([\s\S]*?)<\/script>/giu
const MAX_SCRIPTS = 100

const oneOrMany = <S extends z.ZodType>(schema: S) =>
  z
    .union([schema, z.array(schema)])
    .nullish()
    .transform((value) => (value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]))
const place = z.looseObject({
  name: words,
  address: z
    .union([
      z.string(),
      z.looseObject({
        addressLocality: words,
        addressRegion: words,
        addressCountry: z.union([z.string(), z.looseObject({ name: words })]).nullish(),
      }),
    ])
    .nullish(),
})
/** https://schema.org/JobPosting */
const posting = z.looseObject({
  title: z.string().min(1),
  description: words,
  identifier: z.union([z.string(), z.looseObject({ value: z.union([z.string(), z.number()]).nullish() })]).nullish(),
  url: words,
  datePosted: words,
  validThrough: words,
  employmentType: oneOrMany(z.string()),
  jobLocationType: words,
  hiringOrganization: z.union([z.string(), z.looseObject({ name: words })]).nullish(),
  jobLocation: oneOrMany(place),
  applicantLocationRequirements: oneOrMany(place),
  baseSalary: z
    .looseObject({
      currency: words,
      value: z
        .union([z.number(), z.looseObject({ value: figure, minValue: figure, maxValue: figure, unitText: words })])
        .nullish(),
    })
    .nullish(),
})

/** The JobPosting objects of schema.org in a page. */
export function readJsonLdPage(body: Buffer, now: number): FeedPage {
  const found: unknown[] = []
  let broken = 0
  for (const [, text = ''] of [...body.toString('utf8').matchAll(SCRIPT)].slice(0, MAX_SCRIPTS)) {
    try {
      collect(JSON.parse(text), found, 0)
    } catch {
      broken += 1
    }
  }
  if (found.length === 0) throw new FeedError('the page has no JobPosting of schema.org')
  const page = readItems(found, (raw) => {
    const item = posting.parse(raw)
    const where = item.jobLocation.map(placeWords).filter((words) => words !== '')
    const from = item.applicantLocationRequirements.map(placeWords).filter((words) => words !== '')
    const id = typeof item.identifier === 'object' ? item.identifier?.value : item.identifier
    const salary = item.baseSalary?.value
    const pay =
      typeof salary === 'number'
        ? { min: salary, max: salary, unit: 'year' }
        : { min: salary?.minValue ?? salary?.value, max: salary?.maxValue ?? salary?.value, unit: salary?.unitText }
    return {
      externalId: String(id ?? (item.url === '' ? item.title : item.url)),
      title: entitiesToText(item.title),
      company:
        typeof item.hiringOrganization === 'string' ? item.hiringOrganization : (item.hiringOrganization?.name ?? null),
      text: withFacts(
        {
          Location: (from.length > 0 ? from : where).join(', '),
          Workplace: /telecommute/iu.test(item.jobLocationType) ? 'Remote' : '',
          Type: item.employmentType.map((type) => type.replaceAll('_', ' ').toLowerCase()).join(', '),
          Pay: payFact(pay.min, pay.max, item.baseSalary?.currency, periodWord(pay.unit)),
        },
        htmlToPlainText(item.description),
      ),
      url: isWebAddress(item.url) ? item.url : null,
      postedAt: dateOf(item.datePosted, now),
      closesAt: item.validThrough === '' ? null : dateOf(item.validThrough, Number.MAX_SAFE_INTEGER),
    }
  })
  return { ...page, broken: page.broken + broken, ttlMinutes: undefined }
}

/** Postings stand alone, in arrays, in '@graph', or as the items of a list. */
function collect(value: unknown, found: unknown[], depth: number): void {
  if (depth > 6 || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const one of value) collect(one, found, depth + 1)
    return
  }
  const node = value as Record<string, unknown>
  const type = node['@type']
  if (type === 'JobPosting' || (Array.isArray(type) && type.includes('JobPosting'))) found.push(node)
  else for (const name of ['@graph', 'itemListElement', 'item', 'mainEntity']) collect(node[name], found, depth + 1)
}

function placeWords({ name, address }: z.output<typeof place>): string {
  if (address === null || address === undefined) return name
  if (typeof address === 'string') return address
  const country = typeof address.addressCountry === 'object' ? address.addressCountry?.name : address.addressCountry
  return [address.addressLocality, address.addressRegion, country ?? ''].filter((part) => part !== '').join(', ')
}
