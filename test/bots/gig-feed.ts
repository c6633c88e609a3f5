import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gigEndpoints } from '../../shared/gigs.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import type { TestHub, TestMember } from '../helpers/start-hub.ts'

/** A job board on 127.0.0.1 with one offer after another, as RSS. */
export class GigFeed implements AsyncDisposable {
  readonly #server: Server
  readonly #items: string[] = []

  private constructor() {
    this.#server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/rss+xml' })
      const items = this.#items.join('')
      response.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Jobs</title>${items}</channel></rss>`)
    })
  }

  static async start(): Promise<GigFeed> {
    const feed = new GigFeed()
    await new Promise<void>((resolve) => feed.#server.listen(0, '127.0.0.1', resolve))
    return feed
  }

  /** For FEED_ALLOW_HOSTS. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  offer(title: string, pay = '€70-85'): void {
    this.#items.push('')
    this.change(this.#items.length - 1, title, pay)
  }

  /** The board corrects an offer; `at`: the how manieth it was. */
  change(at: number, title: string, pay: string): void {
    const text = `We look for an embedded vision engineer. Must have: C++ and OpenCV. ${pay} per hour, remote, EU only.`
    this.#items[at] =
      `<item><guid>${at}</guid><title>${title}</title><link>https://jobs.example.org/${at}</link>` +
      `<description>${text}</description><pubDate>${new Date().toUTCString()}</pubDate></item>`
  }

  /** The hub reads the board now. */
  async deliver({ owner, communityId }: TestHub): Promise<void> {
    const params = { communityId }
    const { feeds } = await owner.api.call(gigEndpoints.listFeeds, { params })
    const feed =
      feeds[0] ??
      (await owner.api.call(gigEndpoints.addFeed, {
        params,
        body: { kind: 'rss', name: 'Example Jobs', url: `http://${this.host}/feed.rss` },
      }))
    await owner.api.call(gigEndpoints.pollFeed, { params: { communityId, feedId: feed.id } })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
  }
}

/** A profile that the board's offers fit. */
export async function offerSkills({ communityId }: TestHub, { api }: TestMember): Promise<void> {
  await api.call(profileEndpoints.save, {
    params: { communityId },
    body: {
      skills: [{ name: 'C++' }, { name: 'OpenCV' }],
      roles: ['embedded vision engineer'],
      places: ['DE'],
      timeZone: 'Europe/Berlin',
      alerts: { enabled: true, threshold: 0.3, platforms: ['discord', 'slack'] },
    },
  })
}

/** What the hub knows of a member's feedback on the only gig there is. */
export async function feedbackOf({ communityId }: TestHub, { api }: TestMember) {
  const { gigs } = await api.call(gigEndpoints.list, { params: { communityId }, query: { ineligible: 'true' } })
  return gigs[0]?.match?.feedback ?? null
}
