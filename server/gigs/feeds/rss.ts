import { FeedError, type FeedItem, type FeedPage, readItems } from './feed-item.ts'
import { entitiesToText, htmlToPlainText } from './plain-text.ts'
import { dateOf, linkOf, parseXmlFeed, textOf, type XmlElement } from './xml-feed.ts'

/** Any RSS or Atom feed whose items are gigs. */
export function readRss(body: Buffer, now: number): FeedPage {
  const { head, items } = parseXmlFeed(body)
  return { ...readItems(items, (item) => readRssItem(item, now)), ttlMinutes: ttlOf(head) }
}

export function readRssItem(item: XmlElement, now: number): FeedItem {
  const title = entitiesToText(textOf(item, 'title'))
  const url = linkOf(item)
  const externalId = textOf(item, 'guid') || textOf(item, 'id') || (url ?? '')
  if (title === '' || externalId === '') throw new FeedError('an item needs a title and a guid or link')
  const html = ['content:encoded', 'content', 'description', 'summary']
    .map((name) => textOf(item, name))
    .find((text) => text !== '')
  const author = textOf(item, 'dc:creator')
  return {
    externalId,
    title,
    company: author === '' ? null : entitiesToText(author),
    text: htmlToPlainText(html ?? ''),
    url,
    postedAt: dateOf(
      textOf(item, 'pubDate') || textOf(item, 'published') || textOf(item, 'updated') || textOf(item, 'dc:date'),
      now,
    ),
  }
}

export function ttlOf(head: XmlElement): number | undefined {
  const ttl = Number(textOf(head, 'ttl'))
  return Number.isInteger(ttl) && ttl > 0 ? Math.min(ttl, 24 * 60) : undefined
}
