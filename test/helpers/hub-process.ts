import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The built hub, as `npm start` runs it. */
const MAIN = process.env['TEST_HUB_MAIN'] ?? fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))

/** A hub in a process of its own, which can be killed. */
export class HubProcess implements AsyncDisposable {
  readonly url: string
  readonly collabUrl: string
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>

  private constructor(url: string, child: ChildProcess, ended: Promise<unknown>) {
    this.url = url
    this.collabUrl = `${url.replace('http', 'ws')}/collab`
    this.#child = child
    this.#ended = ended
  }

  /** `env`: its settings; a free port is taken. @throws Error with its output when it does not start. */
  static async start(env: Record<string, string>): Promise<HubProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', GUILDHALL_DEMO: 'false', LOG_LEVEL: 'fatal', ...env },
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    let output = ''
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const found = /running at (http:\S+)/.exec(output)?.[1]
          if (found !== undefined) resolve(found)
        })
      }
      child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${output}`)))
    })
    return new HubProcess(url, child, ended)
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }
}
