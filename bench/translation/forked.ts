import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { OwnCall } from './carrying.ts'

/** One of `servers/`, in a process of its own. */
export class Forked {
  readonly child: ChildProcess
  readonly #ended: Promise<unknown>

  /** `file`: compiled, for no loader must run in what is measured. */
  constructor(file: string, args: readonly string[] = []) {
    this.child = fork(new URL(`servers/${file}`, import.meta.url), args)
    this.#ended = once(this.child, 'exit')
  }

  /** What it says next. */
  async hears<T>(): Promise<T> {
    const over = this.#ended.then(() => {
      throw new Error('a server of the benchmark has ended')
    })
    const [message] = (await Promise.race([once(this.child, 'message'), over])) as [T]
    return message
  }

  async calls(): Promise<OwnCall[]> {
    this.child.send('calls')
    return await this.hears<OwnCall[]>()
  }

  /** It ends when it is cut off. */
  async end(): Promise<void> {
    this.child.disconnect()
    await this.#ended
  }
}

/** In the process itself: says where it is, then its calls whenever it is asked, and closes when it is no longer needed. */
export function serve(where: object, calls: () => Promise<OwnCall[]>, close: () => Promise<unknown>): void {
  process.on('message', () => void calls().then((all) => process.send?.(all)))
  process.on('disconnect', () => void close().finally(() => process.exit(0)))
  process.send?.(where)
}
