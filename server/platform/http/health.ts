import { sql } from 'kysely'
import { Router } from 'express'
import type { Database } from '../database.ts'
import type { Metrics } from '../metrics.ts'
import type { RedisConnections } from '../redis.ts'

export interface HealthDeps {
  database: Database
  redis: RedisConnections | undefined
  metrics: Metrics
  isStopping: () => boolean
}

const CHECK_MS = 2_000

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: for Prometheus. */
export function healthRoutes({ database, redis, metrics, isStopping }: HealthDeps): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/readyz', async (_req, res) => {
    const checks = {
      stopping: isStopping(),
      database: await answers(database),
      // Without Redis a node serves its own members; it is said, not a reason to take the node away.
      redis: redis === undefined ? 'off' : redis.isReady() ? 'ok' : 'away',
    }
    const ready = !checks.stopping && checks.database
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks })
  })
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return router
}

async function answers(database: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), CHECK_MS)))
  const asked = sql`select 1`.execute(database.queries).then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
