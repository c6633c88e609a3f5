import { XMLParser } from 'fast-xml-parser'
import { FeedError } from './feed-item.ts'
import { decodeWindows1252 } from './windows-1252.ts'

/** An element as the parser gives it: text, or children by their names. */
export type XmlElement = Record<string, unknown>

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Entities are those of XML itself; a document's own could grow without bound.
  processEntities: true,
  htmlEntities: true,
  isArray: (name) => name === 'item' || name === 'entry' || name === 'category' || name === 'link',
})

export interface XmlFeed {
  /** The channel of RSS, or the feed of Atom. */
  head: XmlElement
  items: XmlElement[]
}

/** RSS 2.0, RSS 1.0 (RDF) or Atom. @throws FeedError for anything else. */
export function parseXmlFeed(body: Buffer): XmlFeed {
  const text = decodeXml(body)
  // A DOCTYPE has no place in a feed, and entities of its own are how XML is made to explode.
  const root = parser.parse(text.replace(/<!DOCTYPE[^>[]*(\[[^\]]*\])?[^>]*>/giu, '')) as XmlElement
  const rss = element(root['rss'])
  const channel = element(rss?.['channel'])
  if (channel !== undefined) return { head: channel, items: elements(channel['item']) }
  const rdf = element(root['rdf:RDF'])
  if (rdf !== undefined) return { head: element(rdf['channel']) ?? {}, items: elements(rdf['item']) }
  const atom = element(root['feed'])
  if (atom !== undefined) return { head: atom, items: elements(atom['entry']) }
  throw new FeedError('the answer is no RSS or Atom feed')
}

/** By the byte order mark, else by the XML declaration, else UTF-8. */
function decodeXml(body: Buffer): string {
  const declared = /^<\?xml[^>]*encoding=["']([\w-]{2,20})["']/iu.exec(body.subarray(0, 200).toString('latin1'))?.[1]
  if (/^(?:windows-1252|iso-8859-1|latin1)$/iu.test(declared ?? '')) return decodeWindows1252(body)
  try {
    return new TextDecoder(declared ?? 'utf-8').decode(body)
  } catch {
    return body.toString('utf8')
  }
}

export function element(value: unknown): XmlElement | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlElement) : undefined
}

function elements(value: unknown): XmlElement[] {
  return (Array.isArray(value) ? value : []).filter((one) => element(one) !== undefined) as XmlElement[]
}

/** The text of a child, '' when there is none; of several, the first. */
export function textOf(item: XmlElement, name: string): string {
  const child: unknown = item[name]
  const first: unknown = Array.isArray(child) ? child[0] : child
  if (typeof first === 'string') return first
  const text = element(first)?.['#text']
  return typeof text === 'string' ? text : ''
}

/** An item's address: RSS writes it as text, Atom as an attribute. */
export function linkOf(item: XmlElement): string | null {
  const links = Array.isArray(item['link']) ? (item['link'] as unknown[]) : []
  for (const link of links) {
    const href = element(link)?.['@href']
    const rel = element(link)?.['@rel'] ?? 'alternate'
    const url = typeof link === 'string' ? link : rel === 'alternate' ? href : undefined
    if (typeof url === 'string' && isWebAddress(url)) return url
  }
  return null
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\//iu.test(text) && URL.canParse(text)
}

/** @returns milliseconds; `otherwise` when the text is no date. */
export function dateOf(text: string, otherwise: number): number {
  const value = Date.parse(text)
  return Number.isNaN(value) ? otherwise : value
}
