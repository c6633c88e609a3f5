import { z } from 'zod'
import type { Scope } from './tokens.ts'

/** 'public': nobody need be signed in. 'session': a person, in a browser. A scope: a session, or a token that has it. */
export type EndpointAccess = 'public' | 'session' | Scope

/**
 * One HTTP endpoint, described once: the hub mounts it, the hub client calls it, OpenAPI is generated from it.
 * `path` is in Express syntax and begins with `/api/`.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: `/api/${string}`
  readonly summary: string
  readonly tag: string
  readonly access: EndpointAccess
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** 'file': the bytes as they are, not JSON. */
  readonly bodyType: 'json' | 'file'
  readonly answerType: 'json' | 'file'
  /** The status of success. */
  readonly status: 200 | 201 | 204
}

const nothing = z.object({})
type Nothing = typeof nothing

interface EndpointInput<P, Q, B, A> {
  method: Endpoint['method']
  path: `/api/${string}`
  summary: string
  tag: string
  access: EndpointAccess
  params?: P
  query?: Q
  body?: B
  answer?: A
  bodyType?: Endpoint['bodyType']
  answerType?: Endpoint['answerType']
  status?: 200 | 201 | 204
}

export function endpoint<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  Answer extends z.ZodType = z.ZodUndefined,
>(input: EndpointInput<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return {
    method: input.method,
    path: input.path,
    summary: input.summary,
    tag: input.tag,
    access: input.access,
    params: (input.params ?? nothing) as Params,
    query: (input.query ?? nothing) as Query,
    body: (input.body ?? nothing) as Body,
    answer: (input.answer ?? z.undefined()) as Answer,
    bodyType: input.bodyType ?? 'json',
    answerType: input.answerType ?? 'json',
    status: input.status ?? (input.answer === undefined ? 204 : input.method === 'post' ? 201 : 200),
  }
}

/** An id in a path or body: what the hub itself gives out, and what a Yjs app may choose for a document. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.~-]{0,127}$/, 'is not a valid id')

/** What a file is made of, where an endpoint's `bodyType` or `answerType` is 'file'. */
export const fileBytes = z.instanceof(Uint8Array)

/** Unix epoch, milliseconds. */
export const epochMs = z.number().int().nonnegative()

export const communityParams = z.object({ communityId: id })
