import { TRICKY_MESSAGES } from '../../test/helpers/tricky-messages.ts'
import type { EngineCall, FromEngine, ToEngine } from './servers/engine.ts'
import { Forked } from './forked.ts'

export const LINKS = 10
/** People write in English, and read in these. */
export const TARGETS = ['de', 'ja']
const ENGINE_MS = 200
/** Servers run for days: by then their code is compiled, which takes some 2,000 messages. */
const WARM_UP_S = 45
const DRAIN_MS = 60_000
/**
 * A message is told by a number in its words (no tricky one has its like), and before the engine by letters that say the
 * same: a number may be hidden from it.
 */
const FIRST = 500_000
const LETTERS = 'bcdfghjklm'

/** Where a message has got to, in Unix milliseconds. */
interface Carried {
  link: number
  toldAt: number
  /** By target: when its copy was handed to the platform's SDK. */
  handedAt: Map<string, number>
}

/** What is measured: it carries messages of some conversations into two other languages. */
export interface Carrier extends AsyncDisposable {
  /** As a platform's SDK gives it: one of a conversation, in Discord's markup. `at` numbers them all. */
  tell(link: number, words: string, at: number): void
  /** All that it had of the model. */
  calls(): Promise<OwnCall[]>
}

/** A call of the model as who makes it accounts for it: from asking the SDK until the answer is read, in milliseconds. */
export interface OwnCall {
  ms: number
  /** In Unix milliseconds. */
  endedAt: number
}

/** To be called with each copy when it is rendered, at the moment at which it would be given to a platform's SDK. */
export type Handed = (text: string, target: string) => void

export interface OwnShare {
  /** Of each message, by when the last of its copies was handed over: all but the engine. */
  ms: number[]
  /** All but the model itself: with the SDK, and the way to the model and back. */
  withCalls: number[]
  messages: number
  lost: number
  calls: number
}

/** A model in a process of its own. */
export class EngineProcess {
  readonly #process: Forked
  readonly url: string

  private constructor(forked: Forked, url: string) {
    this.#process = forked
    this.url = url
  }

  static async start(): Promise<EngineProcess> {
    const forked = new Forked('engine.js')
    const said = await forked.hears<FromEngine>()
    return new EngineProcess(forked, 'url' in said ? said.url : '')
  }

  take(ms: number): void {
    this.#process.child.send({ latencyMs: ms } satisfies ToEngine)
  }

  /** Since it was last asked. */
  async calls(): Promise<EngineCall[]> {
    this.#process.child.send('report' satisfies ToEngine)
    const said = await this.#process.hears<FromEngine>()
    return 'calls' in said ? said.calls : []
  }

  async close(): Promise<void> {
    await this.#process.end()
  }
}

/**
 * What a carrier takes of its own for each message: from the moment at which it is told of it until its copies in two other
 * languages are handed over. What the engine took is taken off: its calls, as the carrier accounts for them.
 */
export async function measureOwnShare(
  engine: EngineProcess,
  { perSecond, seconds }: { perSecond: number; seconds: number },
  start: (engineUrl: string, handed: Handed) => Promise<Carrier>,
): Promise<OwnShare> {
  const carried = new Map<number, Carried>()
  const handed: Handed = (text, target) => carried.get(serialOf(text))?.handedAt.set(target, now())
  await using carrier = await start(engine.url, handed)
  engine.take(ENGINE_MS)
  await engine.calls()
  const texts = TRICKY_MESSAGES.filter(({ markup, text }) => markup === 'discord' && text.length < 400)
  const total = perSecond * (WARM_UP_S + seconds)
  const began = performance.now()
  for (let at = 0; at < total; at += 1) {
    await sleep(Math.max(0, began + (at * 1000) / perSecond - performance.now()))
    const link = at % LINKS
    carried.set(at, { link, toldAt: now(), handedAt: new Map() })
    carrier.tell(link, `${texts[at % texts.length]?.text ?? ''}\nThis was message ${FIRST + at} ${codeOf(at)}`, at)
  }
  const giveUpAt = performance.now() + DRAIN_MS
  const isOut = ({ handedAt }: Carried) => handedAt.size === TARGETS.length
  while (![...carried.values()].every(isOut) && performance.now() < giveUpAt) await sleep(50)
  const calls = await engine.calls()
  const own = await carrier.calls()
  if (own.length !== calls.length)
    throw new Error(`${own.length} calls were made, and ${calls.length} came to the model`)
  const measured = [...carried].filter(([at]) => at >= WARM_UP_S * perSecond)
  const sharesBeside = (took: readonly Took[]) => {
    const shares = ownShares(carried, took)
    return measured.filter(([, one]) => isOut(one)).map(([at]) => shares.get(at) ?? NaN)
  }
  // Neither knows of the other's: the first that ended here is the first that ended there.
  const inOrder = own.toSorted(byEnd)
  return {
    ms: sharesBeside(calls.toSorted(byEnd).map(({ texts }, index) => ({ texts, ms: inOrder[index]?.ms ?? 0 }))),
    withCalls: sharesBeside(calls.map(({ texts, arrivedAt, endedAt }) => ({ texts, ms: endedAt - arrivedAt }))),
    messages: measured.length,
    lost: measured.filter(([, one]) => !isOut(one)).length,
    calls: calls.length,
  }
}

/** For which texts, how long. */
interface Took {
  texts: readonly string[]
  ms: number
}

function byEnd(a: { endedAt: number }, b: { endedAt: number }): number {
  return a.endedAt - b.endedAt
}

/**
 * What a message took beyond what it would take if all but what is taken off took no time: then it would be out when that
 * has done it, or with the one before it in its conversation, for a channel keeps its order.
 */
function ownShares(carried: ReadonlyMap<number, Carried>, takenOff: readonly Took[]): Map<number, number> {
  const engineMs = new Map<number, number>()
  for (const { texts, ms } of takenOff) {
    for (const at of new Set(texts.map(codedIn))) engineMs.set(at, (engineMs.get(at) ?? 0) + ms)
  }
  const shares = new Map<number, number>()
  const before = new Map<number, number>()
  for (const [at, { link, toldAt, handedAt }] of carried) {
    const soonest = Math.max(toldAt + (engineMs.get(at) ?? 0), before.get(link) ?? 0)
    before.set(link, soonest)
    shares.set(at, Math.max(...handedAt.values()) - soonest)
  }
  return shares
}

function serialOf(text: string): number {
  return Number(/\b5\d{5}\b/.exec(text)?.[0] ?? 0) - FIRST
}

function codeOf(at: number): string {
  return `zq${[...String(FIRST + at)].map((digit) => LETTERS[Number(digit)]).join('')}`
}

function codedIn(text: string): number {
  const letters = /\bzq([b-m]{6})\b/.exec(text)?.[1] ?? ''
  return Number([...letters].map((letter) => LETTERS.indexOf(letter)).join('')) - FIRST
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
