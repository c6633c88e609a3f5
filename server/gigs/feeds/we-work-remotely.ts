import { type FeedItem, type FeedPage, readItems } from './feed-item.ts'
import { entitiesToText } from './plain-text.ts'
import { readRssItem, ttlOf } from './rss.ts'
import { dateOf, parseXmlFeed, textOf, type XmlElement } from './xml-feed.ts'

/** What its own tags say, in words that stand before the text, so that everybody sees what the parser read. */
const FACTS: readonly (readonly [string, string])[] = [
  ['Region', 'region'],
  ['Country', 'country'],
  ['Type', 'type'],
  ['Category', 'category'],
  ['Skills', 'skills'],
]

/** RSS 2.0 of We Work Remotely: the title is 'Company: Role', and it has tags of its own. */
export function readWeWorkRemotely(body: Buffer, now: number): FeedPage {
  const { head, items } = parseXmlFeed(body)
  return { ...readItems(items, (item) => readItem(item, now)), ttlMinutes: ttlOf(head) }
}

function readItem(item: XmlElement, now: number): FeedItem {
  const base = readRssItem(item, now)
  const [, company, role] = /^([^:]{1,120}):\s+(.+)$/u.exec(base.title) ?? []
  const facts = FACTS.flatMap(([label, tag]) => {
    const value = entitiesToText(textOf(item, tag))
    return value === '' ? [] : [`${label}: ${value}`]
  })
  const expires = textOf(item, 'expires_at')
  return {
    ...base,
    title: role ?? base.title,
    company: company ?? base.company,
    text: [facts.join('\n'), base.text].filter((part) => part !== '').join('\n\n'),
    closesAt: expires === '' ? null : dateOf(expires, Number.MAX_SAFE_INTEGER),
  }
}
