interface Waiting<In, Out> {
  input: In
  letters: number
  resolve: (output: Out) => void
  reject: (error: unknown) => void
}

interface Group<In, Out> {
  waiting: Waiting<In, Out>[]
  letters: number
}

export interface BatchLimits {
  jobs: number
  letters: number
  /** What is gathered: what comes before anything else is done, or in one turn of the event loop. */
  within: 'tick' | 'turn'
}

/** Gathers what comes together, by key, and does it at once: nobody waits for company. */
export class Batcher<In, Out> {
  readonly #limits: BatchLimits
  readonly #work: (inputs: readonly In[]) => Promise<Out[]>
  readonly #groups = new Map<string, Group<In, Out>>()

  /** @param work - answers for each input, in order. */
  constructor(limits: BatchLimits, work: (inputs: readonly In[]) => Promise<Out[]>) {
    this.#limits = limits
    this.#work = work
  }

  add(key: string, letters: number, input: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      const open = this.#groups.get(key)
      if (open !== undefined && open.letters + letters > this.#limits.letters) this.#flush(key)
      const group = this.#groups.get(key) ?? this.#begin(key)
      group.waiting.push({ input, letters, resolve, reject })
      group.letters += letters
      if (group.waiting.length >= this.#limits.jobs) this.#flush(key)
    })
  }

  #begin(key: string): Group<In, Out> {
    const group: Group<In, Out> = { waiting: [], letters: 0 }
    this.#groups.set(key, group)
    const flush = () => {
      // It may have been full before.
      if (this.#groups.get(key) === group) this.#flush(key)
    }
    if (this.#limits.within === 'tick') process.nextTick(flush)
    else setImmediate(flush)
    return group
  }

  #flush(key: string): void {
    const group = this.#groups.get(key)
    if (group === undefined) return
    this.#groups.delete(key)
    const { waiting } = group
    this.#work(waiting.map(({ input }) => input)).then(
      (outputs) => {
        for (const [index, { resolve, reject }] of waiting.entries()) {
          const output = outputs[index]
          if (output === undefined) reject(new Error('a batch has lost a job'))
          else resolve(output)
        }
      },
      (error: unknown) => {
        for (const { reject } of waiting) reject(error)
      },
    )
  }
}
