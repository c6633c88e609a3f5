/**
 * `npm run bench:translation`: the hub's own share of a translated message, what the memory saves on a busy day, and the
 * memory of engines that are kept alive. Writes its figures into docs/benchmarks.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { startHub, type TestHub } from '../../test/helpers/start-hub.ts'
import { TRICKY_MESSAGES } from '../../test/helpers/tricky-messages.ts'
import { type OpenAiStandin, startOpenAiStandin } from '../../test/standins/openai/openai-standin.ts'
import { AuditService } from '../../server/members/audit-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { createEventBus } from '../../server/platform/event-bus.ts'
import { composeTranslation, type TranslationModule } from '../../server/compose-translation.ts'
import { ApertiumEngine } from '../../server/translation/engines/apertium-engine.ts'
import { measuredOn, writeSection } from '../write-section.ts'

const IS_QUICK = process.argv.includes('--quick')
const LINKS = 10
const PER_SECOND = 50
const SECONDS = IS_QUICK ? 3 : 15
const DAY_MESSAGES = IS_QUICK ? 300 : 1_500
const MODEL_MS = 200
const TARGETS = ['de', 'ja']

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function translationOf(hub: TestHub, model: OpenAiStandin): TranslationModule {
  const { queries, members, log } = hub.hub
  return composeTranslation({
    config: {
      model: { baseUrl: model.url, model: 'stand-in', apiKey: undefined, inputPrice: 0, outputPrice: 0 },
      modelAllowHosts: [],
      modelIdleMs: 10_000,
      apertiumModes: '/usr/share/apertium/modes',
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
}

/** Everything but the model: what a message took, less what the model was made to take. */
async function ownShare(hub: TestHub, model: OpenAiStandin): Promise<number[]> {
  const translation = translationOf(hub, model)
  model.latencyMs = MODEL_MS
  const texts = TRICKY_MESSAGES.filter(({ markup, text }) => markup !== 'plain' && text.length < 400)
  const shares: number[] = []
  const send = async (at: number) => {
    const { text, markup } = texts[at % texts.length] ?? { text: '', markup: 'plain' as const }
    const started = performance.now()
    const source = {
      communityId: hub.communityId,
      roomId: `link_${at % LINKS}`,
      text: `${text} (${at} of them)`,
      markup,
      from: 'en',
    }
    const answers = await translation.translator.translateTo(source, TARGETS)
    if (answers.some(({ state }) => state === 'translated')) shares.push(performance.now() - started - MODEL_MS)
  }
  const sent: Promise<void>[] = []
  const began = performance.now()
  for (let at = 0; at < PER_SECOND * SECONDS; at += 1) {
    await sleep(Math.max(0, began + (at * 1000) / PER_SECOND - performance.now()))
    sent.push(send(at))
  }
  await Promise.all(sent)
  translation.close()
  // The first ones load the client and find out what the server knows.
  return shares.slice(PER_SECOND)
}

/** A day of a chat: what is said often is said often, and three languages read it. */
async function busyDay(hub: TestHub, model: OpenAiStandin) {
  const translation = translationOf(hub, model)
  model.latencyMs = 20
  model.requests.length = 0
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
  translation.close()
  const items = model.requests.reduce((sum, { items }) => sum + items.length, 0)
  return { asked, items, calls: model.requests.length }
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

await using model = await startOpenAiStandin()
await using hub = await startHub()
const shares = await ownShare(hub, model)
const day = await busyDay(hub, model)
const engines = await memoryOfApertium()
const [median, p99] = [quantile(shares, 0.5), quantile(shares, 0.99)]
const met = (isMet: boolean) => (isMet ? 'yes' : '**no**')
const lines = [
  measuredOn(['openai', 'eld']),
  '',
  '| figure | measured | goal | met |',
  '|---|---:|---:|---|',
  `| own share of a message, median, ms (${PER_SECOND} a second, ${LINKS} links, two languages each) | ${median.toFixed(1)} | 5 | ${met(median <= 5)} |`,
  `| own share of a message, p99, ms | ${p99.toFixed(1)} | 25 | ${met(p99 <= 25)} |`,
  `| busy day: translations that came from memory | ${Math.round((1 - day.items / day.asked) * 100)} % of ${day.asked} | | |`,
  `| busy day: calls for the others, several texts each | ${day.calls} for ${day.items} | | |`,
  ...engines.map(
    ({ pair, megabytes, ms }) =>
      `| Apertium kept alive, ${pair}: memory; a sentence, median | ${Math.round(megabytes)} MB; ${ms.toFixed(1)} ms | | |`,
  ),
]
if (IS_QUICK) console.log(lines.join('\n'))
else writeSection('translation', lines)
