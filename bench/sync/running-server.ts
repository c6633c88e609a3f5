import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hocuspocusWire, type Wire, yWebsocketWire } from './wire.ts'

/** Where a server is: `url`/document`query`. */
export interface Address {
  url: string
  query: string
}

/** What a process uses. */
export interface Usage {
  /** Reachable: the heap after a collection, and what lies outside it. */
  liveBytes: number
  residentBytes: number
}

/** Of a process, in microseconds. */
export interface Cpu {
  /** Of all its threads, user and system. */
  all: number
  /** Of the event loop's thread. */
  loop: number
  /** Of threads that the server has started itself; what is left is the collector, the compiler and files. */
  threads: number
}

export function each({ all, loop, threads }: Cpu, times: number): Cpu {
  return { all: all / times, loop: loop / times, threads: threads / times }
}

export interface ServerKind {
  name: string
  /** File under `servers/`, compiled: no loader must run in what is measured. */
  file: string
  args: readonly string[]
  wire: Wire
  /** It keeps documents, so that cold load and memory mean something. */
  syncs: boolean
}

const relay = (name: string, mode: string): ServerKind => ({
  name,
  file: 'relay.js',
  args: [`--mode=${mode}`],
  wire: yWebsocketWire,
  syncs: false,
})

export const HUB: ServerKind = { name: 'Guildhall', file: 'hub.js', args: [], wire: yWebsocketWire, syncs: true }
export const HOCUSPOCUS: ServerKind = {
  name: 'hocuspocus + sqlite',
  file: 'hocuspocus.js',
  args: [],
  wire: hocuspocusWire,
  syncs: true,
}
export const Y_WEBSOCKET: ServerKind = {
  name: 'y-websocket-server',
  file: 'y-websocket.js',
  args: [],
  wire: yWebsocketWire,
  syncs: true,
}
export const RELAY_PER_SOCKET = relay('relay, per socket', 'socket')
export const RELAY_PER_FRAME = relay('relay, one frame', 'frame')
export const RELAY_PER_TICK = relay('relay, one write per tick', 'tick')
export const RELAY_LOGGED = relay('relay, one write per tick, logged', 'logged')
export const RELAY_16MS = relay('relay, one write per 16 ms', '16ms')

/** For profiling, e.g. '--cpu-prof --cpu-prof-dir=/tmp/profiles'. */
const FLAGS = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')

/** One server in a process of its own. */
export class RunningServer implements AsyncDisposable {
  readonly kind: ServerKind
  readonly address: Address
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #ownsFolder: boolean

  private constructor(kind: ServerKind, address: Address, child: ChildProcess, folder: string, ownsFolder: boolean) {
    this.kind = kind
    this.address = address
    this.#child = child
    this.#folder = folder
    this.#ownsFolder = ownsFolder
  }

  /** `folder`: of its store, kept; absent: an own one, deleted at the end. */
  static async start(kind: ServerKind, folder?: string): Promise<RunningServer> {
    const store = folder ?? mkdtempSync(join(tmpdir(), 'bench-sync-'))
    const file = (name: string) => fileURLToPath(new URL(`./servers/${name}`, import.meta.url))
    const child = spawn(
      process.execPath,
      [...FLAGS, '--expose-gc', '--import', file('probe.js'), file(kind.file), `--folder=${store}`, ...kind.args],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    )
    const address = await new Promise<Address>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${kind.name} ended with ${code}`)))
      child.once('message', (message: { address: Address }) => resolve(message.address))
    })
    return new RunningServer(kind, address, child, store, folder === undefined)
  }

  urlOf(documentId: string): string {
    return `${this.address.url}/${documentId}${this.address.query}`
  }

  usage(): Promise<Usage> {
    return this.#ask<Usage>('usage')
  }

  /** @returns what the server used while `work` ran. */
  async cpuOf(work: () => Promise<void>): Promise<Cpu> {
    const before = await this.#ask<Cpu>('cpu')
    await work()
    const after = await this.#ask<Cpu>('cpu')
    return { all: after.all - before.all, loop: after.loop - before.loop, threads: after.threads - before.threads }
  }

  async #ask<T>(question: 'cpu' | 'usage'): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      this.#child.once('message', (answer: T) => resolve(answer))
      this.#child.send(question, (error) => {
        if (error !== null) reject(error)
      })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    const cut = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    this.#child.kill('SIGTERM')
    if (this.#child.exitCode === null && this.#child.signalCode === null) await ended
    clearTimeout(cut)
    if (this.#ownsFolder) rmSync(this.#folder, { recursive: true, force: true })
  }
}
