import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, vi } from 'vitest'
import type { Me } from '../../shared/members.ts'
import type { Scope } from '../../shared/tokens.ts'

/** The built hub as a process of its own, as `npm start` runs it. */
const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))
const CLI = fileURLToPath(new URL('../../scripts/guildhall.mjs', import.meta.url))

export interface RunningProcess {
  child: ChildProcess
  /** What it has printed so far, on both streams. */
  output: () => string
  /** On standard output alone. */
  answer: () => string
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>
}

export interface StartedHub extends RunningProcess {
  url: string
  dataDir: string
  /** The owner's token, made by the command line beside the running hub. */
  token(...scopes: Scope[]): Promise<string>
  /** The first community's id, as its signed-in owner sees it. */
  communityId(): Promise<string>
}

export interface Processes {
  /** Runs the hub, and waits until it is up. `dataDir`: a fresh one when absent. */
  start(env?: Record<string, string>, dataDir?: string): Promise<StartedHub>
  /** Runs it, whatever becomes of it. */
  run(env: Record<string, string>): RunningProcess
  command(args: readonly string[], env?: Record<string, string>): RunningProcess
  folder(): string
}

/** Processes and folders of one test file; what a test leaves running is ended after it. */
export function useProcesses(): Processes {
  const cleanups: (() => void)[] = []
  afterEach(() => {
    for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
  })

  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'guildhall-process-'))
    cleanups.push(() => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
    return path
  }
  const spawnNode = (file: string, args: readonly string[], env: Record<string, string>): RunningProcess => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    })
    cleanups.push(() => child.kill('SIGKILL'))
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    let answer = ''
    child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
    return { child, ended, output: () => output, answer: () => answer }
  }
  const run = (env: Record<string, string>) =>
    spawnNode(MAIN, [], { DATA_DIR: folder(), PORT: '0', LOG_LEVEL: 'warn', ...env })
  const command = (args: readonly string[], env: Record<string, string> = {}) => spawnNode(CLI, args, env)

  return {
    folder,
    run,
    command,
    async start(env = {}, dataDir = folder()) {
      const started = run({ DATA_DIR: dataDir, ...env })
      await vi.waitFor(() => expect(started.output()).toMatch(/running at http/), { timeout: 30_000, interval: 20 })
      const url = /running at (http:\S+)/.exec(started.output())?.[1] ?? ''
      return {
        ...started,
        url,
        dataDir,
        async token(...scopes) {
          const made = command(['token', 'create', ...scopes.flatMap((scope) => ['--scope', scope])], {
            DATA_DIR: dataDir,
          })
          expect(await made.ended).toBe(0)
          return made.answer().trim()
        },
        async communityId() {
          const link = command(['sign-in-link'], { DATA_DIR: dataDir, PUBLIC_URL: url })
          expect(await link.ended).toBe(0)
          const opened = await fetch(link.answer().trim(), { redirect: 'manual' })
          const cookie = opened.headers
            .getSetCookie()
            .map((value) => value.split(';')[0])
            .join('; ')
          const me = (await (await fetch(`${url}/api/me`, { headers: { cookie } })).json()) as Me
          return me.memberships[0]?.community.id ?? ''
        },
      }
    },
  }
}
