import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RedisConnections } from './redis.ts'

export interface Limiter {
  /** @returns how long to wait when it was too much, ms. */
  take(key: string): Promise<number | undefined>
}

/** So many within so many seconds for each key, counted for all processes together. */
export function createLimiter({
  name,
  points,
  seconds,
  redis,
}: {
  name: string
  points: number
  seconds: number
  redis: RedisConnections | undefined
}): Limiter {
  const memory = new RateLimiterMemory({ points, duration: seconds })
  const limiter =
    redis === undefined
      ? memory
      : new RateLimiterRedis({
          storeClient: redis.commands,
          keyPrefix: `guildhall:rate:${name}`,
          points,
          duration: seconds,
          // With Redis away each process counts for itself: looser, and better than refusing everybody.
          insuranceLimiter: memory,
        })
  return {
    async take(key) {
      try {
        await limiter.consume(key)
        return undefined
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        return refused.msBeforeNext
      }
    },
  }
}
