/**
 * `npm run bench:matching`: gigs matched a second against many profiles, by the hub's index, by a look at everybody with the same
 * rules, and by minisearch (full text, no gates, no reasons), in one run. Writes its table into docs/benchmarks.md.
 * Sizes other than the usual: `npm run bench:matching -- 10000`.
 */
import MiniSearch from 'minisearch'
import { measuredOn, writeSection } from '../write-section.ts'
import { profileInput } from '../../shared/profiles.ts'
import { MatchIndex, type OpenGig } from '../../server/gigs/matching/match-index.ts'
import { scoreGig } from '../../server/gigs/matching/match-gig.ts'
import { type PreparedProfile, prepareProfile } from '../../server/gigs/matching/prepared-profile.ts'
import { parseGig } from '../../server/gigs/parsing/parse-gig.ts'
import { ROLES } from '../../server/gigs/parsing/roles.ts'
import curated from '../../server/gigs/vocabulary/curated-skills.json' with { type: 'json' }

const asked = process.argv.slice(2).map(Number)
const SIZES = asked.length > 0 ? asked : [1_000, 10_000, 100_000, 1_000_000]
const GIGS = 200
const ROUNDS = 5
/** Beyond it, the peers' copies no longer fit beside the index. */
const PEERS_UP_TO = 100_000

let seed = 42
/** Reproducible: mulberry32. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
/** Skills are asked for and known as words are: a few by many, most by few. */
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() ** 2.5 * items.length)] as T
const some = <T>(items: readonly T[], count: number): T[] => [
  ...new Set(Array.from({ length: count }, () => pick(items))),
]

const skills = curated.map(({ name }) => name)
const roles = ROLES.map(({ name }) => name)
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'America/Bogota', 'UTC']
const countries = ['DE', 'US', 'JP', 'CO', 'GB', 'ES', 'IN', 'BR']

function profile(index: number): PreparedProfile {
  const input = profileInput.parse({
    skills: some(skills, 4 + Math.floor(random() * 10)).map((name) => ({
      name,
      level: pick(['working', 'expert', 'learning'] as const),
    })),
    roles: [pick(roles)],
    seniority: pick(['senior', 'mid', 'junior', 'lead'] as const),
    rateFloor: { amountCents: 100 * (20 + Math.floor(random() * 90)), currency: 'EUR', period: 'hour' },
    timeZone: pick(zones),
    places: [pick(countries)],
  })
  return prepareProfile({ memberId: `m${index}`, communityId: 'c', updatedAt: 0 }, input, 0)
}

function gig(index: number): OpenGig {
  const must = some(skills, 3 + Math.floor(random() * 4))
  const text = `You need:\n${must.map((skill) => `- ${skill}`).join('\n')}\n\nRemote. ${40 + Math.floor(random() * 80)} EUR per hour.`
  return {
    id: `g${index}`,
    communityId: 'c',
    title: '',
    company: null,
    source: { name: 'Bench' },
    postedAt: 0,
    updatedAt: 0,
    postedBy: null,
    nicheIds: [],
    early: null,
    parsed: parseGig(`Senior ${pick(roles)}`, text),
  }
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const heapMb = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1024 / 1024
}

const rows: string[] = []
for (const size of SIZES) {
  const index = new MatchIndex()
  const gigs = Array.from({ length: GIGS }, (_, at) => gig(at))
  for (const one of gigs) index.setGig(one)
  const before = heapMb()
  const all: PreparedProfile[] = []
  for (let at = 0; at < size; at += 1) {
    const one = profile(at)
    index.setProfile(one)
    if (size <= PEERS_UP_TO) all.push(one)
  }
  const memory = heapMb() - before
  heapMb()
  // As in a hub that has been up for a while: compiled.
  for (let round = 0; round < ROUNDS; round += 1) for (const one of gigs) index.goodMatches(one)
  let found = 0
  let looked = 0
  const ours =
    cpuMs(() => {
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const one of gigs) {
          const answer = index.goodMatches(one)
          found += answer.found.length / ROUNDS
          looked += answer.looked / ROUNDS
        }
      }
    }) / ROUNDS
  const rarity = index.rarity('c')
  const scans = gigs.slice(0, Math.max(2, Math.min(GIGS, Math.round(500_000 / size))))
  // Warm as well; what each knows is worked out on the way, as a scan would keep it.
  for (const { parsed } of scans.slice(0, 1)) for (const person of all) scoreGig(parsed, person, rarity)
  let scanned = 0
  const naive =
    all.length === 0
      ? undefined
      : cpuMs(() => {
          for (const { parsed } of scans) {
            for (const person of all) {
              const score = scoreGig(parsed, person, rarity)
              if (score > 0 && score >= person.profile.alerts.threshold) scanned += 1
            }
          }
        })
  const same = scans.reduce((sum, one) => sum + index.goodMatches(one).found.length, 0)
  if (naive !== undefined && scanned !== same) throw new Error(`the index found ${same}, a scan ${scanned}`)
  const explained = gigs.flatMap((one) =>
    index
      .goodMatches(one)
      .found.slice(0, 20)
      .map(({ person }) => ({ one, person })),
  )
  const explain = cpuMs(() => {
    for (const { one, person } of explained) index.match(one.parsed, person)
  })
  const updates = Array.from({ length: 2000 }, (_, at) => profile(at % size))
  const update = cpuMs(() => {
    for (const one of updates) index.setProfile(one)
  })
  let search: number | undefined
  if (size <= PEERS_UP_TO) {
    const mini = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] })
    mini.addAll(
      all.map(({ memberId, profile }) => ({
        id: memberId,
        text: [...profile.skills.map(({ name }) => name), ...profile.roles].join(' '),
      })),
    )
    const queries = gigs.slice(0, 50).map(({ parsed }) => [...parsed.skills.must, ...parsed.roles].join(' '))
    for (const query of queries) mini.search(query)
    search =
      cpuMs(() => {
        for (const query of queries) mini.search(query)
      }) / queries.length
  }
  const perGig = ours / GIGS
  const perScan = naive === undefined ? undefined : naive / scans.length
  const ratio = (value: number | undefined) => (value === undefined ? '–' : `${(value / perGig).toFixed(0)} ×`)
  const row = [
    size.toLocaleString('en'),
    perGig.toFixed(3),
    Math.round(1000 / perGig).toLocaleString('en'),
    Math.round(looked / GIGS).toLocaleString('en'),
    (found / GIGS).toFixed(1),
    ratio(perScan),
    ratio(search),
    ((explain / Math.max(1, explained.length)) * 1000).toFixed(0),
    ((update / updates.length) * 1000).toFixed(0),
    memory.toFixed(0),
  ]
  rows.push(`| ${row.join(' | ')} |`)
  console.log(row.join('\t'))
}

writeSection('matching', [
  measuredOn(['minisearch']),
  '',
  '| profiles | ms CPU a gig | gigs a second | looked at | matched | a look at everybody | minisearch | µs to give reasons | µs to change a profile | MB |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...rows,
])
