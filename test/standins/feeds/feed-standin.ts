import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WwrItem {
  guid: string
  company: string
  role: string
  /** HTML, escaped by the feed. */
  html: string
  region?: string
  type?: string
  category?: string
  postedAt: Date
  expiresAt?: Date
}

export type FeedAnswer = (request: IncomingMessage, response: ServerResponse) => void

/** A web server of the test's own, in the place of a site that publishes gigs. */
export interface FeedStandin extends AsyncDisposable {
  url: string
  /** host:port, for FEED_ALLOW_HOSTS. */
  host: string
  requests: IncomingMessage[]
  answer: FeedAnswer
}

export async function startFeedStandin(answer: FeedAnswer): Promise<FeedStandin> {
  const standin = { requests: [] as IncomingMessage[], answer }
  const server = createServer((request, response) => {
    standin.requests.push(request)
    standin.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(standin, {
    url: `http://127.0.0.1:${port}/feed`,
    host: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** Answers with a body, and with 304 where the request has its ETag. */
export function body(contentType: string, text: string, headers: Record<string, string> = {}): FeedAnswer {
  return (request, response) => {
    if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304, headers).end()
      return
    }
    response.writeHead(200, { 'content-type': contentType, ...headers }).end(text)
  }
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** RSS in the shape of We Work Remotely: 'Company: Role' as the title, escaped HTML, and tags of its own. */
export function wwrFeed(items: readonly WwrItem[], extra = ''): string {
  const xml = items.map(
    (item) => `<item>
      <title>${escape(`${item.company}: ${item.role}`)}</title>
      <region>${escape(item.region ?? 'Anywhere in the World')}</region>
      <country></country><state></state><skills></skills>
      <category>${item.category ?? 'Full-Stack Programming'}</category>
      <type>${item.type ?? 'Contract'}</type>
      <description>${escape(item.html)}</description>
      <pubDate>${item.postedAt.toUTCString()}</pubDate>
      ${item.expiresAt === undefined ? '' : `<expires_at>${item.expiresAt.toISOString()}</expires_at>`}
      <guid>${item.guid}</guid>
      <link>https://jobs.example/${item.guid}</link>
    </item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Remote jobs</title><ttl>60</ttl>${xml.join('')}${extra}</channel></rss>`
}
