import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { ChatFeed } from '../../bots/chats/chat-feed.ts'
import { ChatFiles } from '../../bots/chats/chat-files.ts'
import { heard } from '../../bots/chats/chat-platform.ts'
import { DeliveryLoop, TAKES } from '../../bots/delivery-loop.ts'
import { renderChatPost } from '../../bots/discord/render-chat.ts'
import { BotSocket } from '../../shared/bot-socket.ts'
import { render } from '../../shared/chat-markup/render.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { startHub, type TestHub } from '../../test/helpers/start-hub.ts'
import { TRICKY_MESSAGES } from '../../test/helpers/tricky-messages.ts'
import type { EngineCall, FromEngine, ToEngine } from './engine.ts'

export const LINKS = 10
const TARGETS = ['de', 'ja']
const ENGINE_MS = 200
/** Servers run for days: by then their code is compiled. */
const WARM_UP_S = 15
const DRAIN_MS = 60_000
const GUILD = 'G1'
/**
 * A message is told by a number in its words (no tricky one has its like), and before the engine by letters that say the
 * same: a number may be hidden from it.
 */
const FIRST = 500_000
const LETTERS = 'bcdfghjklm'
const QUIET = { error: console.error, warn: () => {}, info: () => {}, debug: () => {} }

/** Where a message has got to, in Unix milliseconds. */
interface Carried {
  link: number
  toldAt: number
  /** By channel: when its copy was handed to the platform's SDK. */
  handedAt: Map<string, number>
}

export interface OwnShare {
  /** Of each message, by when the last of its copies was handed over. */
  ms: number[]
  messages: number
  lost: number
  calls: number
}

/** A model in a process of its own. */
export class EngineProcess {
  readonly #child: ChildProcess
  readonly url: string

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
  }

  static async start(): Promise<EngineProcess> {
    const child = fork(new URL('engine.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
    const [message] = (await once(child, 'message')) as [FromEngine]
    return new EngineProcess(child, 'url' in message ? message.url : '')
  }

  take(ms: number): void {
    this.#child.send({ latencyMs: ms } satisfies ToEngine)
  }

  /** Since it was last asked. */
  async calls(): Promise<EngineCall[]> {
    this.#child.send('report' satisfies ToEngine)
    const [message] = (await once(this.#child, 'message')) as [FromEngine]
    return 'calls' in message ? message.calls : []
  }

  close(): void {
    this.#child.disconnect()
  }
}

/**
 * The whole way of messages through the hub and its bot, in one process: from the moment that the platform's SDK gives a
 * message until the copies in two other languages are rendered for it. What the engine took is taken off.
 */
export async function measureOwnShare(engine: EngineProcess, perSecond: number, seconds: number): Promise<OwnShare> {
  await using hub = await startHub({
    env: { OPENAI_BASE_URL: engine.url, OPENAI_MODEL: 'stand-in', OPENAI_API_KEY: 'none' },
  })
  engine.take(ENGINE_MS)
  await engine.calls()
  await linkAll(hub)
  const carried = new Map<number, Carried>()
  const socket = new BotSocket({ hubUrl: hub.url, token: hub.hub.botToken, platform: 'discord' })
  await once(socket.socket as unknown as NodeJS.EventEmitter, 'connect')
  let posted = 0
  const loop = new DeliveryLoop({
    hub: socket,
    log: QUIET,
    platform: {
      canSend: true,
      send: ({ content, target }) => {
        posted += 1
        const parts = content.type === 'chat_post' ? renderChatPost(content, GUILD) : []
        const channelId = target.kind === 'channel' ? target.channelId : ''
        const text = parts.map(({ content: part }) => part).join(' ')
        carried.get(serialOf(text))?.handedAt.set(channelId, now())
        const messageId = `9${String(posted).padStart(18, '0')}`
        return Promise.resolve({ status: 'sent', receipt: { parts: [{ channelId, messageId }] } })
      },
    },
  })
  socket.socket.on('deliveries:available', () => loop.wake())
  socket.socket.on('deliveries:leased', (deliveries) => loop.take(deliveries))
  const askedAt = performance.now()
  loop.accept(await socket.request('hello', { name: 'bench', workspaces: [], inviteUrl: null, takes: TAKES }), askedAt)
  const files = new ChatFiles({ hubUrl: hub.url, token: hub.hub.botToken, platform: 'discord', log: QUIET })
  const caughtUp: number[] = []
  const missed = () => {
    caughtUp.push(now())
    return Promise.resolve([])
  }
  const feeds = Array.from({ length: LINKS }, (_, link) => {
    return new ChatFeed(channel(link, 'en'), { hub: socket, files, log: QUIET, platform: { missed } })
  })
  for (const feed of feeds) feed.catchUp()
  // What is heard before is read from the platform, which here has nothing.
  while (caughtUp.length < LINKS) await sleep(10)

  const texts = TRICKY_MESSAGES.filter(({ markup, text }) => markup === 'discord' && text.length < 400)
  const total = perSecond * (WARM_UP_S + seconds)
  const began = performance.now()
  for (let at = 0; at < total; at += 1) {
    await sleep(Math.max(0, began + (at * 1000) / perSecond - performance.now()))
    const link = at % LINKS
    carried.set(at, { link, toldAt: now(), handedAt: new Map() })
    const words = `${texts[at % texts.length]?.text ?? ''}\nThis was message ${FIRST + at} ${codeOf(at)}`
    feeds[link]?.hear(
      heard({
        kind: 'posted',
        message: {
          messageId: `8${String(at).padStart(18, '0')}`,
          placeId: channel(link, 'en').channelId,
          author: { personId: `P${at % 37}`, name: `Person ${at % 37}`, imageUrl: null },
          markdown: render(scan(words, 'discord'), 'discord', 'markdown'),
          sentAt: Date.now(),
          threadId: null,
          replyToId: null,
          title: null,
          files: [],
          lostFiles: [],
        },
      }),
    )
  }
  const giveUpAt = performance.now() + DRAIN_MS
  const isOut = ({ handedAt }: Carried) => handedAt.size === TARGETS.length
  while (![...carried.values()].every(isOut) && performance.now() < giveUpAt) await sleep(50)
  const calls = await engine.calls()
  for (const feed of feeds) await feed.close()
  await loop[Symbol.asyncDispose]()
  socket.close()
  const measured = [...carried].filter(([at]) => at >= WARM_UP_S * perSecond).map(([, one]) => one)
  return {
    ms: measured.filter(isOut).map((one) => ownShareOf(one, carried, calls)),
    messages: measured.length,
    lost: measured.filter((one) => !isOut(one)).length,
    calls: calls.length,
  }
}

/** One conversation in three channels each: people write in English, and read in German and Japanese. */
async function linkAll(hub: TestHub): Promise<void> {
  const params = { communityId: hub.communityId }
  for (let link = 0; link < LINKS; link += 1) {
    const { id } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: `Room ${link}` } })
    for (const language of ['en', ...TARGETS]) {
      const { workspaceId, channelId } = channel(link, language)
      await hub.hub.queries
        .insertInto('linked_channels')
        .values({
          id: `${language}${link}`,
          community_id: hub.communityId,
          room_id: id,
          platform: 'discord',
          workspace_id: workspaceId,
          workspace_name: 'Bench',
          channel_id: channelId,
          channel_name: channelId,
          kind: 'channel',
          language,
          state: 'active',
          problem: null,
          asked_by: null,
          linked_by: hub.owner.member.id,
          created_at: Date.now(),
          seen_id: null,
          from_position: 0,
          carried_revision: 0,
        })
        .execute()
    }
  }
}

function channel(link: number, language: string) {
  return { workspaceId: GUILD, channelId: `C-${language}-${link}` }
}

/**
 * A channel keeps its order: a message waits for the engine while that has it, or one of the same conversation before it.
 * All the rest is the hub's.
 */
function ownShareOf(one: Carried, carried: ReadonlyMap<number, Carried>, calls: readonly EngineCall[]): number {
  const outAt = Math.max(...one.handedAt.values())
  const waits = calls
    .filter(({ texts }) => texts.some((text) => isBefore(carried.get(codedIn(text)), one)))
    .map(({ arrivedAt, endedAt }) => [Math.max(arrivedAt, one.toldAt), Math.min(endedAt, outAt)] as const)
    .filter(([from, to]) => to > from)
    .toSorted(([a], [b]) => a - b)
  let waited = 0
  let until = 0
  for (const [from, to] of waits) {
    waited += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return outAt - one.toldAt - waited
}

function isBefore(other: Carried | undefined, one: Carried): boolean {
  return other !== undefined && other.link === one.link && other.toldAt <= one.toldAt
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

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
