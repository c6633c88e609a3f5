import { z } from 'zod'
import { FeedError, type FeedPage, readItems } from './feed-item.ts'
import { jsonOf } from './json-list.ts'
import { entitiesToText, htmlToPlainText } from './plain-text.ts'
import { dateOf, isWebAddress } from './xml-feed.ts'

const feed = z.object({ version: z.string().startsWith('https://jsonfeed.org/version/'), items: z.array(z.unknown()) })

/** JSON Feed 1.0 and 1.1, https://www.jsonfeed.org/version/1.1/ */
const item = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  url: z.string().optional(),
  external_url: z.string().optional(),
  title: z.string().min(1),
  content_html: z.string().optional(),
  content_text: z.string().optional(),
  summary: z.string().optional(),
  date_published: z.string().optional(),
  tags: z.array(z.string()).optional(),
  authors: z.array(z.object({ name: z.string().optional() })).optional(),
})

export function readJsonFeed(body: Buffer, now: number): FeedPage {
  const parsed = feed.safeParse(jsonOf(body))
  if (!parsed.success)
    throw new FeedError('the answer is no JSON Feed (it has no version of jsonfeed.org, or no items)')
  const page = readItems(parsed.data.items, (raw) => {
    const { id, url, external_url, title, content_html, content_text, summary, date_published, authors } =
      item.parse(raw)
    const address = [url, external_url].find((one) => one !== undefined && isWebAddress(one))
    return {
      externalId: id,
      title: entitiesToText(title),
      company: authors?.[0]?.name ?? null,
      text: content_html === undefined ? (content_text ?? summary ?? '') : htmlToPlainText(content_html),
      url: address ?? null,
      postedAt: dateOf(date_published ?? '', now),
    }
  })
  return { ...page, ttlMinutes: undefined }
}
