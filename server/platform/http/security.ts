import type { IncomingMessage } from 'node:http'
import express, { type RequestHandler } from 'express'
import helmet from 'helmet'
import { HubError } from '../../../shared/errors.ts'
import { createLimiter } from '../limiter.ts'
import type { Authenticate } from '../principal.ts'
import type { RedisConnections } from '../redis.ts'
import { type ApiLocals, headersOf } from './mount.ts'

/** No inline script anywhere. Styles may be inline: the component library sets them on elements. */
export function securityHeaders(https: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: https,
  })
}

export const jsonBody = express.json({ limit: '1mb', strict: true })

/** Finds out who asks, and refuses a session's change from another site's page. */
export function authenticated(
  authenticate: Authenticate,
  isOwnOrigin: (req: IncomingMessage) => boolean,
): RequestHandler {
  return async (req, res, next) => {
    const principal = await authenticate({ headers: headersOf(req) })
    const changes = req.method !== 'GET' && req.method !== 'HEAD'
    if (principal?.kind === 'session' && changes && !isOwnOrigin(req)) {
      throw new HubError('forbidden', 'This request comes from another site.')
    }
    ;(res.locals as ApiLocals).principal = principal
    next()
  }
}

/**
 * Whether a request comes from the hub's own pages. One without `Origin` does not come from a page of another site:
 * browsers send it with every WebSocket handshake and with every request that changes something.
 */
export function ownOrigin(publicUrl: () => string): (req: IncomingMessage) => boolean {
  return (req) => {
    const { origin, host } = req.headers
    if (origin === undefined) return true
    if (origin === publicUrl()) return true
    return host !== undefined && URL.canParse(origin) && new URL(origin).host === host
  }
}

export function rateLimited(options: {
  name: string
  perMinute: number
  redis: RedisConnections | undefined
}): RequestHandler {
  const limiter = createLimiter({ ...options, points: options.perMinute, seconds: 60 })
  return async (req, res, next) => {
    const waitMs = await limiter.take(req.ip ?? 'unknown')
    if (waitMs !== undefined) {
      res.set('Retry-After', String(Math.ceil(waitMs / 1000)))
      throw new HubError('rate_limited', 'Too many requests; try again in a moment.')
    }
    next()
  }
}
