interface Waiting<In, Out> {
  input: In
  resolve: (output: Out) => void
  reject: (error: unknown) => void
}

export interface GathererOptions {
  /** Done together at most. */
  most: number
  /** How long the first one waits for others; 0: it does not, but what comes while it is done waits for its end. */
  waitMs: number
}

/** Does together what comes together, one lot after the other: many small writes become few transactions. */
export class Gatherer<In, Out> {
  readonly #options: GathererOptions
  readonly #work: (inputs: readonly In[]) => Promise<readonly Out[]>
  #waiting: Waiting<In, Out>[] = []
  #running: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  /** @param work - answers for each input, in order; if it rejects, all of them do. */
  constructor(options: GathererOptions, work: (inputs: readonly In[]) => Promise<readonly Out[]>) {
    this.#options = options
    this.#work = work
  }

  add(input: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject })
      this.#begin()
    })
  }

  /** Resolves when nothing waits. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running !== undefined) {
      this.#run()
      await this.#running
    }
  }

  #begin(): void {
    const { most, waitMs } = this.#options
    if (this.#running !== undefined) return
    if (waitMs === 0 || this.#waiting.length >= most) this.#run()
    else this.#timer ??= setTimeout(() => this.#run(), waitMs)
  }

  #run(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#running !== undefined || this.#waiting.length === 0) return
    this.#running = this.#doSome(this.#waiting.splice(0, this.#options.most)).finally(() => {
      this.#running = undefined
      if (this.#waiting.length > 0) this.#begin()
    })
  }

  async #doSome(some: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outputs = await this.#work(some.map(({ input }) => input))
      for (const [index, { resolve, reject }] of some.entries()) {
        const output = outputs[index]
        if (index < outputs.length) resolve(output as Out)
        else reject(new Error('what was gathered has no answer'))
      }
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }
}
