import { type FeedItem, type FeedPage, readItems } from './feed-item.ts'
import { withFacts } from './facts.ts'
import { entitiesToText } from './plain-text.ts'
import { readRssItem, ttlOf } from './rss.ts'
import { dateOf, parseXmlFeed, textOf, type XmlElement } from './xml-feed.ts'

/** RSS 2.0 of We Work Remotely: the title is 'Company: Role', and it has tags of its own. */
export function readWeWorkRemotely(body: Buffer, now: number): FeedPage {
  const { head, items } = parseXmlFeed(body)
  return { ...readItems(items, (item) => readItem(item, now)), ttlMinutes: ttlOf(head) }
}

function readItem(item: XmlElement, now: number): FeedItem {
  const base = readRssItem(item, now)
  const [, company, role] = /^([^:]{1,120}):\s+(.+)$/u.exec(base.title) ?? []
  const tag = (name: string) => entitiesToText(textOf(item, name))
  const facts = {
    Region: tag('region'),
    Country: tag('country'),
    Type: tag('type'),
    Category: tag('category'),
    Skills: tag('skills'),
  }
  const expires = textOf(item, 'expires_at')
  return {
    ...base,
    title: role ?? base.title,
    company: company ?? base.company,
    text: withFacts(facts, base.text),
    closesAt: expires === '' ? null : dateOf(expires, Number.MAX_SAFE_INTEGER),
  }
}
