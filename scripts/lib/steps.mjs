/**
 * What `npm start`, `npm test` and `guildhall` need before they can run: packages and a build.
 * Plain Node without dependencies: in a fresh clone there are none yet.
 */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const OLDEST_NODE = [20, 19]
const SOURCES = [
  'shared',
  'server',
  'bots',
  'client',
  'package-lock.json',
  'tsconfig.json',
  join('scripts', 'build-hub.mjs'),
  join('scripts', 'lib', 'bundle.mjs'),
]
const INSTALL_STAMP = join(ROOT, 'node_modules', '.guildhall-installed')
const BUILD_STAMP = join(ROOT, 'dist', '.built')
const LOCK = join(ROOT, 'node_modules', '.guildhall-building')

/** Ends the process when this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  console.error(`Guildhall needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Settings of a file .env, where there is one; what the environment says already stays. */
export function loadSettings() {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

/** Installs the packages of the lockfile, unless that was done. */
export function ensureInstalled(say) {
  const wanted = hashOf(readFileSync(join(ROOT, 'package-lock.json')))
  if (readIfThere(INSTALL_STAMP) === wanted) return
  // Somebody who works on Guildhall has run `npm install`; npm notes the same lockfile there.
  if (isUpToDate()) {
    writeFileSync(INSTALL_STAMP, wanted)
    return
  }
  say('Installing packages (npm ci); this takes about a minute …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--include=dev'], say)
  writeFileSync(INSTALL_STAMP, wanted)
}

/** Builds hub and web client into dist/, unless sources are as they were at the last build. */
export function ensureBuilt(say) {
  const wanted = fingerprint()
  if (readIfThere(BUILD_STAMP) === wanted) return
  const unlock = lock(say)
  try {
    if (readIfThere(BUILD_STAMP) === wanted) return // another process has just done it
    say('Building the hub and the web client …')
    rmSync(BUILD_STAMP, { force: true })
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true })
    run('node', [join('scripts', 'build-hub.mjs')], say)
    run('npx', ['--no-install', 'vite', 'build', 'client', '--logLevel', 'warn'], say)
    // Written last: a build that was cut off is done again.
    writeFileSync(BUILD_STAMP, wanted)
  } finally {
    unlock()
  }
}

function isUpToDate() {
  const hidden = join(ROOT, 'node_modules', '.package-lock.json')
  return existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs
}

/** Names, sizes and times of all sources: quick enough for every start. */
function fingerprint() {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return
    if (stat.isDirectory()) for (const name of readdirSync(path).toSorted()) visit(join(path, name))
    else hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`)
  }
  for (const source of SOURCES) visit(join(ROOT, source))
  return hash.digest('hex')
}

/** One build at a time; a lock of a process that is gone is taken over. */
function lock(say) {
  mkdirSync(dirname(LOCK), { recursive: true })
  for (let waited = false; ; waited = true) {
    try {
      const file = openSync(LOCK, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(LOCK, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isAlive(Number(readIfThere(LOCK)))) {
      rmSync(LOCK, { force: true })
      continue
    }
    if (!waited) say('Another process is building; waiting for it …')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function run(command, args, say) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    // Standard output belongs to the command that was asked for.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  say(`'${command} ${args.join(' ')}' failed${error === undefined ? '' : `: ${error.message}`}.`)
  process.exit(1)
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
