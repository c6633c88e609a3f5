import type { ErrorRequestHandler, RequestHandler } from 'express'
import { type ErrorCode, HubError } from '../../../shared/errors.ts'
import type { Log } from '../log.ts'

const STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
}

export const apiNotFound: RequestHandler = (req) => {
  throw new HubError('not_found', `There is no endpoint ${req.method} ${req.path}.`)
}

/**
 * The one place where errors become answers; what was not expected is logged here, and only here. `isStopping`: what is
 * still at work then for somebody who has gone finds the store closed, which is nobody's fault.
 */
export function errorHandler(log: Log, isStopping: () => boolean): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) {
      next(thrown)
      return
    }
    const error = isStopping() ? new HubError('unavailable', 'The hub is stopping.') : toHubError(thrown)
    if (error.code === 'internal') log.error({ err: thrown, method: req.method, path: req.path }, 'request failed')
    const { refused } = error
    if (refused?.why === 'too_fast') res.set('Retry-After', String(Math.ceil(refused.retryAfterMs / 1000)))
    res.status(STATUS[error.code]).json(error.toBody())
  }
}

/** Expected failures as they are; faults of body-parser by their type; anything else is a bug and says nothing of itself. */
export function toHubError(thrown: unknown): HubError {
  if (thrown instanceof HubError) return thrown
  const type = (thrown as { type?: unknown } | null)?.type
  const status = (thrown as { status?: unknown } | null)?.status
  if (type === 'entity.too.large') return new HubError('too_large', 'The request is too large.')
  if (type === 'entity.parse.failed') return new HubError('invalid_input', 'The request is not valid JSON.')
  if (status === 404) return new HubError('not_found', 'There is nothing at this address.')
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new HubError('invalid_input', 'The request is not valid.')
  }
  return new HubError('internal', 'Something went wrong in the hub. It has been logged.', { cause: thrown })
}
