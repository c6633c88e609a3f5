import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server of a test's own, which may be killed and started again on the same port and data. */
export interface FragileServer extends AsyncDisposable {
  readonly url: string
  kill(): Promise<void>
  start(): Promise<void>
}

/** `undefined` where `npm test` found no Redis. */
export const redisServer = process.env['TEST_REDIS_SERVER']
/** Folder of PostgreSQL's programs. */
export const postgresBin = process.env['TEST_POSTGRES_BIN']

export async function fragileRedis(): Promise<FragileServer> {
  if (redisServer === undefined) throw new Error('TEST_REDIS_SERVER is not set; run the tests with `npm test`')
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = new Fragile(`redis://127.0.0.1:${port}`, port, () => spawn(redisServer, args, { stdio: 'ignore' }))
  await server.start()
  return server
}

/** A cluster that fsyncs: what it has committed it must still have after `kill -9`. */
export async function fragilePostgres(): Promise<FragileServer> {
  if (postgresBin === undefined) throw new Error('TEST_POSTGRES_BIN is not set; run the tests with `npm test`')
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-postgres-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const user = unprivileged()
  if (user !== undefined) for (const path of [folder, data]) chownSync(path, user.uid, user.gid)
  const options = { ...user, cwd: folder }
  const made = spawnSync(
    join(postgresBin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    options,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr.toString()}`)
  const port = await freePort()
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
  ]
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const run = () => spawn(join(postgresBin, 'postgres'), args, { ...options, stdio: 'ignore' })
  const server = new Fragile(url, port, run, () => rmSync(folder, { recursive: true, force: true }))
  await server.start()
  return server
}

class Fragile implements FragileServer {
  readonly url: string
  readonly #port: number
  readonly #run: () => ChildProcess
  readonly #cleanUp: () => void
  #child: ChildProcess | undefined

  constructor(url: string, port: number, run: () => ChildProcess, cleanUp: () => void = () => {}) {
    this.url = url
    this.#port = port
    this.#run = run
    this.#cleanUp = cleanUp
  }

  async start(): Promise<void> {
    this.#child = this.#run()
    while (!(await answers(this.#port))) {
      if (this.#child.exitCode !== null) throw new Error(`${this.url} ended with ${this.#child.exitCode}`)
    }
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    // PostgreSQL's own children must go, too: SIGQUIT is its immediate shutdown, without a checkpoint.
    child.kill(this.url.startsWith('postgres') ? 'SIGQUIT' : 'SIGKILL')
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    this.#cleanUp()
  }
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => setTimeout(() => resolve(false), 50))
  })
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres']).stdout.toString())
  return { uid: id('-u'), gid: id('-g') }
}
