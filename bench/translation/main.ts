/**
 * `npm run bench:translation`: the hub's own share of a translated message, what the memory saves on a busy day, and the
 * memory of engines that are kept alive. Writes its figures into docs/benchmarks.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { composeTranslation } from '../../server/compose-translation.ts'
import { AuditService } from '../../server/members/audit-service.ts'
import { createEventBus } from '../../server/platform/event-bus.ts'
import { newId } from '../../server/platform/ids.ts'
import { ApertiumEngine } from '../../server/translation/engines/apertium-engine.ts'
import { startHub } from '../../test/helpers/start-hub.ts'
import { machineTime, stolenSince } from '../stolen-time.ts'
import { measuredOn, writeSection } from '../write-section.ts'
import { bareRelay } from './bare-relay.ts'
import { EngineProcess, LINKS, measureOwnShare, type OwnShare } from './carrying.ts'
import { hubCarrier } from './hub-carrier.ts'

const IS_QUICK = process.argv.includes('--quick')
const GOAL_PER_SECOND = 50
/** What decides is measured three times: the machine is not this benchmark's alone. */
const RATES = IS_QUICK ? [10, GOAL_PER_SECOND] : [10, 20, GOAL_PER_SECOND, GOAL_PER_SECOND, GOAL_PER_SECOND]
const SECONDS = IS_QUICK ? 2 : 8
const DAY_MESSAGES = IS_QUICK ? 300 : 1_500

/** A day of a chat: what is said often is said often, and three languages read it. */
async function busyDay(engine: EngineProcess) {
  await using hub = await startHub()
  const { queries, members, log } = hub.hub
  const translation = composeTranslation({
    config: {
      model: { baseUrl: engine.url, model: 'stand-in', apiKey: undefined, inputPrice: 0, outputPrice: 0 },
      modelAllowHosts: [],
      modelIdleMs: 10_000,
      apertiumModes: '/usr/share/apertium/modes',
      bergamotModels: undefined,
    },
    queries,
    members,
    audit: new AuditService({ queries, now: Date.now, newId }),
    events: createEventBus(undefined, log),
    secret: 'a secret that is only good for benchmarks',
    tellAdmins: () => Promise.resolve(),
    log,
    now: Date.now,
    newId,
  })
  engine.take(20)
  await engine.calls()
  const often = ['good morning everyone', 'thanks a lot for the help', 'I am on my way now', 'the build is green again']
  let asked = 0
  for (let at = 0; at < DAY_MESSAGES; at += 10) {
    await Promise.all(
      Array.from({ length: 10 }, async (_, offset) => {
        const index = at + offset
        const text =
          index % 4 === 0
            ? (often[index % often.length] ?? '')
            : `message ${index % Math.ceil(DAY_MESSAGES * 0.8)} is about the plan of this week`
        asked += 3
        await translation.translator.translateTo(
          { communityId: hub.communityId, roomId: `room_${index % 3}`, text, markup: 'markdown', from: 'en' },
          ['de', 'ja', 'es'],
        )
      }),
    )
  }
  await translation.close()
  const calls = await engine.calls()
  return { asked, items: calls.reduce((sum, { texts }) => sum + texts.length, 0), calls: calls.length }
}

async function memoryOfApertium(): Promise<{ pair: string; megabytes: number; ms: number }[]> {
  const measured = []
  for (const [from, to] of [
    ['en', 'es'],
    ['es', 'ca'],
  ] as const) {
    const engine = new ApertiumEngine('/usr/share/apertium/modes')
    if (!(await engine.can(from, to))) continue
    const job = { communityId: '', roomId: undefined, purpose: 'bench', from, to, context: [] }
    await engine.translate({ ...job, segments: ['la casa'] })
    const times: number[] = []
    for (let at = 0; at < 100; at += 1) {
      const started = performance.now()
      await engine.translate({ ...job, segments: [`the house number ${at} is big`] })
      times.push(performance.now() - started)
    }
    const megabytes = engine.processGroups().reduce((sum, group) => sum + residentOf(group), 0)
    measured.push({ pair: `${from} → ${to}`, megabytes, ms: quantile(times, 0.5) })
    engine.close()
  }
  return measured
}

interface Measured {
  perSecond: number
  hub: OwnShare
  bare: OwnShare
  /** See `stolenSince`. */
  stolen: number
}

/** Of all processes of a group. */
function residentOf(group: number): number {
  let kilobytes = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      if (Number(fields[2]) !== group) continue
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It has just ended.
    }
  }
  return kilobytes / 1024
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

/** Median and p99. */
function both(ms: readonly number[]): string {
  return [0.5, 0.99].map((q) => quantile(ms, q).toFixed(1)).join(', ')
}

const engine = await EngineProcess.start()
const shares: Measured[] = []
for (const perSecond of RATES) {
  const pace = { perSecond, seconds: SECONDS }
  // Side by side in time: what else the machine does is the same for both.
  const bare = await measureOwnShare(engine, pace, bareRelay)
  const before = machineTime()
  const hub = await measureOwnShare(engine, pace, hubCarrier)
  shares.push({ perSecond, bare, hub, stolen: stolenSince(before) })
}
const deciding = shares
  .filter(({ perSecond }) => perSecond === GOAL_PER_SECOND)
  .toSorted((a, b) => a.stolen - b.stolen)[0]
const day = await busyDay(engine)
const engines = await memoryOfApertium()
await engine.close()
const lines = [
  measuredOn(['openai', 'eld', 'socket.io']),
  '',
  `| messages a second, over ${LINKS} links | own share, median, p99, ms | that of the bare relay | goal | met | with SDK and way to the model | that of the bare relay | times the relay | stolen from the machine | lost |`,
  '|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|',
  ...shares.map((measured) => {
    const { perSecond, hub, bare, stolen } = measured
    const isMet = hub.lost === 0 && quantile(hub.ms, 0.5) < 5 && quantile(hub.ms, 0.99) < 25
    const cells = [
      perSecond,
      both(hub.ms),
      both(bare.ms),
      measured === deciding ? '5, 25' : '',
      measured === deciding ? (isMet ? 'yes' : '**no**') : '',
      both(hub.withCalls),
      both(bare.withCalls),
      [0.5, 0.99].map((q) => (quantile(hub.withCalls, q) / quantile(bare.withCalls, q)).toFixed(1)).join(', '),
      `${Math.round(stolen * 100)} %`,
      hub.lost + bare.lost,
    ]
    return `| ${cells.join(' | ')} |`
  }),
  '',
  '| figure | measured |',
  '|---|---:|',
  `| busy day: translations that came from memory | ${Math.round((1 - day.items / day.asked) * 100)} % of ${day.asked} |`,
  `| busy day: calls for the others, several texts each | ${day.calls} for ${day.items} |`,
  ...engines.map(
    ({ pair, megabytes, ms }) =>
      `| Apertium kept alive, ${pair}: memory; a sentence, median | ${Math.round(megabytes)} MB; ${ms.toFixed(1)} ms |`,
  ),
]
if (IS_QUICK) console.log(lines.join('\n'))
else writeSection('translation', lines)
