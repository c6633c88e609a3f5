import type { Request, RequestHandler, Response, Router } from 'express'
import type { z } from 'zod'
import type { Endpoint } from '../../../shared/endpoint.ts'
import { HubError, parseOrThrow } from '../../../shared/errors.ts'
import type { Principal } from '../principal.ts'

/** Set on every API request by `authenticated`. */
export interface ApiLocals {
  principal: Principal | undefined
}

export interface ApiRequest<E extends Endpoint> {
  params: z.output<E['params']>
  query: z.output<E['query']>
  body: z.output<E['body']>
  /** Who asks; only public endpoints are reached by nobody. */
  principal: E['access'] extends 'public' ? Principal | undefined : Principal
  headers: Headers
}

/** Nothing, where the endpoint answers nothing. */
type AnswerOf<E extends Endpoint> = z.input<E['answer']> extends undefined ? void : z.input<E['answer']>

/** Mounts an endpoint: checks who asks and what, calls the handler, checks nothing of its own answer but the type. */
export function mount<E extends Endpoint>(
  router: Router,
  endpoint: E,
  handler: (request: ApiRequest<E>) => Promise<AnswerOf<E>>,
): void {
  const handle: RequestHandler = async (req: Request, res: Response) => {
    const { principal } = res.locals as ApiLocals
    requireAccess(endpoint, principal)
    const request = {
      params: parseOrThrow(endpoint.params, req.params, 'address'),
      query: parseOrThrow(endpoint.query, req.query, 'query'),
      body: parseOrThrow(endpoint.body, req.body ?? {}, 'request'),
      principal,
      headers: headersOf(req),
    }
    // The schemas have just made sure of it; the compiler cannot follow through E.
    const answer = await handler(request as ApiRequest<E>)
    if (endpoint.status === 204) res.status(204).end()
    else res.status(endpoint.status).json(answer)
  }
  router[endpoint.method](endpoint.path, handle)
}

/** @throws HubError 'unauthenticated', or 'forbidden' that names the scope that is missing. */
export function requireAccess(endpoint: Endpoint, principal: Principal | undefined): void {
  if (endpoint.access === 'public') return
  if (principal === undefined) throw new HubError('unauthenticated', 'Sign in, or send an API token.')
  if (principal.kind === 'session') return
  if (endpoint.access === 'session') throw new HubError('forbidden', 'This needs a signed-in person, not a token.')
  if (principal.kind === 'token' && !principal.scopes.has(endpoint.access)) {
    throw new HubError('forbidden', `The token lacks the scope '${endpoint.access}'.`)
  }
}

export function headersOf(req: { headers: NodeJS.Dict<string | string[]> }): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}
