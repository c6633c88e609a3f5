import type { Answer } from '../api-server.ts'
import { rateLimited } from './refusals.ts'

export interface RateLimits {
  /** Messages per channel and window; Discord's own is about 5 in 5 s. */
  messages: { limit: number; windowMs: number }
  /** All routes together; 50 a second at Discord. */
  globalPerSecond: number
}

/** Fixed windows, per route and major parameter, told in the headers of each answer. */
export class RateLimiter {
  readonly #limits: RateLimits
  readonly #now: () => number
  readonly #windows = new Map<string, { from: number; used: number }>()

  constructor(limits: RateLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  take(
    route: { method: string; path: RegExp },
    parts: string[],
  ): { headers: Record<string, string>; refusal?: Answer } {
    const all = this.#use('global', 1000)
    if (all.used > this.#limits.globalPerSecond) return { headers: {}, refusal: rateLimited(all.left, 'global') }
    const isPost = route.method === 'POST' && route.path.source.endsWith('messages$')
    const { limit, windowMs } = isPost ? this.#limits.messages : { limit: 1000, windowMs: 1000 }
    const bucket = `${route.method}${route.path.source}`
    const window = this.#use(`${bucket}:${parts[0] ?? ''}`, windowMs)
    if (window.used > limit) return { headers: {}, refusal: rateLimited(window.left, 'user') }
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - window.used),
      'x-ratelimit-reset': ((this.#now() + window.left) / 1000).toFixed(3),
      'x-ratelimit-reset-after': (window.left / 1000).toFixed(3),
      'x-ratelimit-bucket': Buffer.from(bucket).toString('hex').slice(0, 32),
    }
    return { headers }
  }

  #use(key: string, windowMs: number): { used: number; left: number } {
    const now = this.#now()
    let window = this.#windows.get(key)
    if (window === undefined || now - window.from >= windowMs) {
      window = { from: now, used: 0 }
      this.#windows.set(key, window)
    }
    window.used += 1
    return { used: window.used, left: window.from + windowMs - now }
  }
}
