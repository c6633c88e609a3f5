/** The servers and the browser that tests need: found, else installed, else missing. */
import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Chromium without windows: a third less work for the same tests. */
const HEADLESS = 'chromium-headless-shell'

const DEBIAN_PACKAGES = {
  PostgreSQL: ['postgresql'],
  Redis: ['redis-server'],
  Apertium: ['apertium', 'apertium-eng-spa', 'apertium-spa-cat', 'cg3'],
  Chromium: [HEADLESS, 'fonts-noto-core', 'fonts-noto-color-emoji', 'fonts-noto-cjk'],
}

const APERTIUM_MODES = ['eng-spa.mode', 'spa-eng.mode', 'spa-cat.mode', 'cat-spa.mode']

/**
 * Installs with apt-get what is missing, where that is possible: root on a Debian. It goes on beside the rest of the set-up.
 * @returns when all is there that can be had.
 */
export async function installMissing(say) {
  const missing = Object.keys(DEBIAN_PACKAGES).filter((name) => !isThere(name))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || find('apt-get') === undefined) return
  const packages = missing.flatMap((name) => DEBIAN_PACKAGES[name])
  say(`Missing for the tests: ${missing.join(', ')}. Installing with apt-get: ${packages.join(' ')} …`)
  // The tests start their own cluster; Debian's package need not make one.
  if (missing.includes('PostgreSQL') && !existsSync('/etc/postgresql-common/createcluster.conf')) {
    mkdirSync('/etc/postgresql-common', { recursive: true })
    writeFileSync('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n')
  }
  const isDone = await aptGet(packages)
  // Older systems have the whole browser only.
  if (!isDone) await aptGet(packages.map((name) => (name === HEADLESS ? 'chromium' : name)))
}

/** One command, which goes on while this process waits for another. */
async function aptGet(packages) {
  const script = 'apt-get update -q && exec apt-get install -y -q --no-install-recommends "$@"'
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn('sh', ['-c', script, 'sh', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env })
  return await new Promise((resolve) => child.once('close', (code) => resolve(code === 0)))
}

/**
 * Starts what the tests need.
 * @returns the environment for the tests, what is missing, and a function that stops it all.
 */
export async function startServices(say) {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-services-'))
  const children = []
  const env = {}
  const missing = []
  const stop = () => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  process.once('exit', stop)
  try {
    await startPostgres({ folder, children, env, missing, say })
    await startRedis({ folder, children, env, missing, say })
  } catch (error) {
    stop()
    throw error
  }
  const chromium = chromiumPath()
  if (chromium === undefined) missing.push('Chromium (browser tests)')
  else env.CHROMIUM_PATH = chromium
  if (!isThere('Apertium')) missing.push('Apertium with eng-spa and spa-cat (translation on this machine)')
  return { env, missing, stop }
}

async function startPostgres({ folder, children, env, missing, say }) {
  if (process.env.TEST_DATABASE_URL) return
  const bin = postgresBin()
  if (bin === undefined) {
    missing.push('PostgreSQL (store contracts, whole-hub tests on PostgreSQL, several nodes)')
    return
  }
  const data = join(folder, 'postgres')
  mkdirSync(data)
  const as = unprivileged()
  if (as !== undefined) for (const path of [folder, data]) chownSync(path, as.uid, as.gid)
  const port = await freePort()
  const init = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...as, cwd: folder },
  )
  if (init.status !== 0) throw new Error(`initdb failed: ${String(init.stderr)}`)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 300,
    // It lasts as long as the tests do; those of power cuts start one of their own.
    fsync: 'off',
    full_page_writes: 'off',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags], { ...as, cwd: folder, stdio: 'ignore' })
  children.push(child)
  await opened(port, child, 'PostgreSQL')
  env.TEST_DATABASE_URL = `postgres://postgres@127.0.0.1:${port}/postgres`
  env.TEST_POSTGRES_BIN = bin
  say(`PostgreSQL runs on port ${port}.`)
}

async function startRedis({ folder, children, env, missing, say }) {
  if (process.env.TEST_REDIS_URL) return
  const bin = find('redis-server')
  if (bin === undefined) {
    missing.push('Redis (several nodes)')
    return
  }
  const port = await freePort()
  const child = spawn(bin, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: 'ignore',
  })
  children.push(child)
  await opened(port, child, 'Redis')
  env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`
  env.TEST_REDIS_SERVER = bin
  say(`Redis runs on port ${port}.`)
}

function isThere(name) {
  if (name === 'PostgreSQL') return Boolean(process.env.TEST_DATABASE_URL) || postgresBin() !== undefined
  if (name === 'Redis') return Boolean(process.env.TEST_REDIS_URL) || find('redis-server') !== undefined
  if (name === 'Apertium')
    return (
      find('cg-proc') !== undefined &&
      APERTIUM_MODES.every((mode) => existsSync(join('/usr/share/apertium/modes', mode)))
    )
  return chromiumPath() !== undefined
}

function chromiumPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  for (const name of [HEADLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = find(name)
    if (path !== undefined) return path
  }
  return undefined
}

/** Debian keeps the server's programs out of PATH, by version. */
function postgresBin() {
  const versions = '/usr/lib/postgresql'
  const folders = existsSync(versions) ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a)) : []
  const candidates = [...folders.map((version) => join(versions, version, 'bin')), ...path()]
  return candidates.find((folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root. @returns the user to run it as; undefined: this one. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const id = (flag) => Number(spawnSync('id', [flag, name]).stdout?.toString())
    const [uid, gid] = [id('-u'), id('-g')]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody')
}

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function opened(port, child, name) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if (child.exitCode !== null) throw new Error(`${name} ended at once, with code ${child.exitCode}`)
    const ok = await new Promise((resolve) => {
      const socket = createConnection(port, '127.0.0.1')
      socket.once('connect', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
    })
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${name} did not open port ${port} within 30 s`)
}

function find(name) {
  return path()
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

function path() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
