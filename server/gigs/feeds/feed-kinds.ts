import type { FeedKind } from '../../../shared/gigs.ts'
import {
  readArbeitnow,
  readHimalayas,
  readJobicy,
  readRemoteOk,
  readRemotive,
  readWorkingNomads,
} from './job-boards.ts'
import { readAshby, readGreenhouse, readLever, readWorkable } from './company-boards.ts'
import { readCsv } from './csv.ts'
import type { FeedReader } from './feed-item.ts'
import { readHackerNews } from './hacker-news.ts'
import { readJsonFeed } from './json-feed.ts'
import { readJsonLdPage } from './json-ld-page.ts'
import { readRss } from './rss.ts'
import { readWeWorkRemotely } from './we-work-remotely.ts'

export interface FeedSource {
  read: FeedReader
  /** The source's own terms: it is never asked more often. */
  leastMinutes: number
  /** How the source wants to be named; null: as the admin calls it. Every gig links back to its post. */
  attribution: string | null
}

/** Terms as seen in each source's own answers and pages in mid-2026. */
export const FEED_SOURCES: Record<FeedKind, FeedSource> = {
  rss: { read: readRss, leastMinutes: 5, attribution: null },
  'json-feed': { read: readJsonFeed, leastMinutes: 5, attribution: null },
  'json-ld': { read: readJsonLdPage, leastMinutes: 60, attribution: null },
  csv: { read: readCsv, leastMinutes: 5, attribution: null },
  weworkremotely: { read: readWeWorkRemotely, leastMinutes: 60, attribution: 'We Work Remotely' },
  // 'mention Remote OK as a source', with a link back.
  remoteok: { read: readRemoteOk, leastMinutes: 60, attribution: 'Remote OK' },
  // 'at most four times a day'; see KEPT_HERE as well.
  remotive: { read: readRemotive, leastMinutes: 6 * 60, attribution: 'Remotive' },
  jobicy: { read: readJobicy, leastMinutes: 60, attribution: 'Jobicy' },
  himalayas: { read: readHimalayas, leastMinutes: 60, attribution: 'Himalayas' },
  arbeitnow: { read: readArbeitnow, leastMinutes: 60, attribution: 'Arbeitnow' },
  workingnomads: { read: readWorkingNomads, leastMinutes: 60, attribution: 'Working Nomads' },
  'hacker-news': { read: readHackerNews, leastMinutes: 30, attribution: 'Hacker News' },
  greenhouse: { read: readGreenhouse, leastMinutes: 60, attribution: null },
  lever: { read: readLever, leastMinutes: 60, attribution: null },
  ashby: { read: readAshby, leastMinutes: 60, attribution: null },
  workable: { read: readWorkable, leastMinutes: 60, attribution: null },
}

/** Sites whose terms forbid to hand what they publish to other boards: their gigs are for the people of this hub. */
const KEPT_HERE = ['remotive.com']

/** Whether a gig may leave the hub for other systems. `sourceUrl`: its post, where the source has it. */
export function mayPassOn(sourceUrl: string | null): boolean {
  if (sourceUrl === null || !URL.canParse(sourceUrl)) return true
  const { hostname } = new URL(sourceUrl)
  return !KEPT_HERE.some((site) => hostname === site || hostname.endsWith(`.${site}`))
}
