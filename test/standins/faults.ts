/** What a test can make go wrong with one call. */
export type Fault =
  /** 429 in the platform's own form; nothing is carried out. */
  | { kind: 'rate_limited'; retryAfterMs: number; global?: boolean }
  /** An answer with this status and a body that is not the API's (as load balancers send); nothing is carried out. */
  | { kind: 'status'; status: number }
  /** The connection ends before anything is carried out. */
  | { kind: 'drop' }
  /** Never answered, nothing carried out; the connection stays open until the stand-in closes. */
  | { kind: 'hang' }
  /** Carried out, but the connection ends before the answer. */
  | { kind: 'lose_answer' }
  /** The platform's own refusal, word for word; nothing is carried out. */
  | { kind: 'answer'; status: number; body: unknown }

interface Injected {
  method: string | undefined
  path: RegExp
  fault: Fault
  left: number
}

export class Faults {
  readonly #injected: Injected[] = []

  /** The next `times` calls whose path matches (and method, if given) fail like this. Faults queue up in order. */
  inject(path: RegExp, fault: Fault, { times = 1, method }: { times?: number; method?: string } = {}): void {
    this.#injected.push({ method, path, fault, left: times })
  }

  take(method: string, path: string): Fault | undefined {
    const found = this.#injected.find(
      (one) => one.left > 0 && (one.method === undefined || one.method === method) && one.path.test(path),
    )
    if (found === undefined) return undefined
    found.left -= 1
    return found.fault
  }

  clear(): void {
    this.#injected.length = 0
  }
}
