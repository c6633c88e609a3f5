import type { z } from 'zod'
import { type FeedHealth, gigEndpoints, type newFeed } from '../../shared/gigs.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import { body, type FeedStandin, startFeedStandin, type WwrItem } from '../standins/feeds/feed-standin.ts'
import { startHub, type TestHub, type TestMember } from './start-hub.ts'

export const WEBSOCKET_GIG: WwrItem = {
  guid: 'live-map',
  company: 'Halm Maps',
  role: 'Senior full-stack developer',
  html: '<p>Our map shows floods as they rise.</p><p>You need <b>TypeScript</b>, Node.js &amp; React.</p><ul><li>Nice to have: Redis</li></ul><p>90 to 110 EUR per hour.</p>',
  postedAt: new Date(),
}
export const NURSE_GIG: WwrItem = {
  ...WEBSOCKET_GIG,
  guid: 'nurse',
  company: 'Carewell',
  role: 'Night nurse',
  category: 'All Other Remote',
  html: '<p>Nurses for our ward.</p>',
}

const PROFILE = {
  skills: ['TypeScript', 'Node.js', 'React'].map((name) => ({ name, level: 'expert' as const })),
  roles: ['full-stack developer'],
  seniority: 'senior' as const,
  rateFloor: { amountCents: 70_00, currency: 'EUR', period: 'hour' as const },
  timeZone: 'Europe/Madrid',
  places: ['ES'],
}

/** A hub that may read a stand-in of a job board, which answers with `text`. */
export async function withFeed(text: string, headers: Record<string, string> = {}) {
  const feed = await startFeedStandin(body('application/rss+xml', text, headers))
  const hub = await startHub({ env: { FEED_ALLOW_HOSTS: feed.host } })
  return {
    feed,
    hub,
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]()
      await feed[Symbol.asyncDispose]()
    },
  }
}

export function addFeed(
  hub: TestHub,
  feed: FeedStandin,
  input: Partial<z.input<typeof newFeed>> = {},
): Promise<FeedHealth> {
  return hub.owner.api.call(gigEndpoints.addFeed, {
    params: { communityId: hub.communityId },
    body: { kind: 'weworkremotely', name: 'We Work Remotely', url: feed.url, ...input },
  })
}

export function poll(hub: TestHub, { id }: FeedHealth): Promise<FeedHealth> {
  return hub.owner.api.call(gigEndpoints.pollFeed, { params: { communityId: hub.communityId, feedId: id } })
}

export function saveProfile(hub: TestHub, member: TestMember, change: object = {}) {
  return member.api.call(profileEndpoints.save, {
    params: { communityId: hub.communityId },
    body: { ...PROFILE, ...change },
  })
}

export function listGigs(hub: TestHub, member: TestMember = hub.owner, query: object = {}) {
  return member.api.call(gigEndpoints.list, { params: { communityId: hub.communityId }, query })
}
