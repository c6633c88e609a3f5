/**
 * `npm run bench:deliveries`: gig alerts through the whole hub (feed, matching, outbox, bots) to the stand-ins of both
 * platforms, without and with faults. Writes its table into docs/benchmarks.md.
 */
import { measuredOn, writeSection } from '../write-section.ts'
import { BotWorld } from '../../test/bots/bot-world.ts'
import { GigFeed, offerSkills } from '../../test/bots/gig-feed.ts'
import type { Fault } from '../../test/standins/faults.ts'

const IS_QUICK = process.argv.includes('--quick')
const PEOPLE = IS_QUICK ? 10 : 50
const GIGS = IS_QUICK ? 3 : 10
const GIVE_UP_MS = 10 * 60_000
/** Requests a second that Discord takes from one bot; messages a second that Slack takes in one channel. */
const DISCORD_LIMIT = 50
const SLACK_LIMIT = 1
const FAULTS: readonly Fault[] = [
  { kind: 'rate_limited', retryAfterMs: 1000 },
  { kind: 'status', status: 502 },
  { kind: 'drop' },
  { kind: 'lose_answer' },
]

type Platform = 'discord' | 'slack'

interface Run {
  alerts: number
  seconds: number
  /** From the transaction that stored the gig to the message on the platform. */
  waits: number[]
  duplicates: number
  losses: number
}

/** Every gig fits every person, each of whom is linked on one platform. */
async function run(platform: Platform, faultyEvery: number): Promise<Run> {
  await using feed = await GigFeed.start()
  await using world = await BotWorld.start({
    run: [platform],
    hub: { env: { FEED_ALLOW_HOSTS: feed.host } },
    discord: { globalPerSecond: DISCORD_LIMIT },
    slack: { oneMessagePerSecond: true },
  })
  const people = Array.from({ length: PEOPLE }, (_, at) => world[platform].person(`person${at}`))
  for (const { user } of people) await link(world, platform, user.id)
  await until(async () => (await world.status(platform))?.state === 'connected')
  for (let gig = 0; gig < GIGS; gig += 1) feed.offer(`Embedded vision engineer ${gig}`)
  const path = platform === 'discord' ? /channels\/\d+\/messages$/ : /chat\.postMessage$/
  const total = PEOPLE * GIGS
  if (faultyEvery > 0) {
    for (let at = 0; at < total / faultyEvery; at += 1) {
      world[platform].faults.inject(path, FAULTS[at % FAULTS.length] ?? { kind: 'drop' }, { method: 'POST' })
    }
  }
  const startedAt = performance.now()
  await feed.deliver(world.hub)
  await until(async () => (await open(world)) === 0)
  const seconds = (performance.now() - startedAt) / 1000

  const storedAt = new Map<string, number>()
  const rows = await world.hub.hub.queries.selectFrom('deliveries').select(['content', 'created_at']).execute()
  for (const row of rows) storedAt.set((JSON.parse(row.content) as { title: string }).title, row.created_at)
  const waits: number[] = []
  let duplicates = 0
  for (const person of people) {
    const seen = new Set<string>()
    for (const message of person.directMessages) {
      const text = JSON.stringify(message)
      const title = [...storedAt.keys()].find((one) => text.includes(`${one}"`) || text.includes(`${one}\\`))
      if (title === undefined) continue
      if (seen.has(title)) duplicates += 1
      seen.add(title)
      const sentAt = 'sentAt' in message ? message.sentAt : Number(message.ts) * 1000
      waits.push(sentAt - (storedAt.get(title) ?? 0))
    }
  }
  return { alerts: rows.length, seconds, waits, duplicates, losses: total - (waits.length - duplicates) }
}

async function link(world: BotWorld, platform: Platform, personId: string): Promise<void> {
  const member = await world.hub.createMember()
  await offerSkills(world.hub, member)
  await world.hub.hub.queries
    .insertInto('platform_links')
    .values({
      platform,
      workspace_id: platform === 'discord' ? '' : world.slack.state.team.id,
      person_id: personId,
      person_name: personId,
      account_id: member.accountId,
      linked_at: Date.now(),
    })
    .execute()
}

async function open(world: BotWorld): Promise<number> {
  const { count } = await world.hub.hub.queries
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('state', 'in', ['waiting', 'leased'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_MS
  while (!(await isDone())) {
    if (Date.now() > giveUpAt) throw new Error('not done in time')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function quantile(values: readonly number[], q: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  const ms = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
  return (ms / 1000).toFixed(2)
}

const lines: string[] = []
for (const [platform, limit] of [
  ['discord', DISCORD_LIMIT],
  ['slack', SLACK_LIMIT * PEOPLE],
] as const) {
  for (const [name, faultyEvery] of [
    ['none', 0],
    ['every 10th call', 10],
  ] as const) {
    const { alerts, seconds, waits, duplicates, losses } = await run(platform, faultyEvery)
    const rate = alerts / seconds
    const cells = [
      platform === 'discord' ? 'Discord' : 'Slack',
      name,
      alerts,
      rate.toFixed(1),
      `${((rate / limit) * 100).toFixed(0)} %`,
      quantile(waits, 0.5),
      quantile(waits, 0.99),
      duplicates,
      losses,
    ]
    lines.push(`| ${cells.join(' | ')} |`)
    console.log(lines.at(-1))
  }
}

writeSection('deliveries', [
  measuredOn(['discord.js', '@slack/bolt', 'socket.io']),
  '',
  '| platform | faults | alerts | a second | of the limit | s from stored to sent, median | p99 | doubled | lost |',
  '|---|---|---|---|---|---|---|---|---|',
  ...lines,
])
