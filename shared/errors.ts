import { z } from 'zod'

/** What can go wrong that a client may act upon. Clients branch on the code, never on the message. */
export const ERROR_CODES = [
  'invalid_input',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'rate_limited',
  'unavailable',
  'internal',
] as const

export const errorCode = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof errorCode>

/** One field that was refused; `path` is dotted ('skills.0.level'), '' for the whole. */
export const errorDetail = z.object({ path: z.string(), message: z.string() })
export type ErrorDetail = z.infer<typeof errorDetail>

/** Why a post was refused, for clients to say it in their own words. */
export const refusedPost = z.discriminatedUnion('why', [
  z.object({ why: z.literal('muted'), until: z.number().int() }),
  z.object({ why: z.literal('too_fast'), retryAfterMs: z.number().int() }),
  z.object({ why: z.literal('blocked_word'), word: z.string() }),
])
export type RefusedPost = z.infer<typeof refusedPost>

/** The body of every answer that is not a success. */
export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    message: z.string(),
    details: z.array(errorDetail),
    refused: refusedPost.optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>

export interface HubErrorOptions extends ErrorOptions {
  details?: readonly ErrorDetail[]
  refused?: RefusedPost | undefined
}

/** An expected failure. Its message is safe to show to a member; anything else that is thrown is a bug. */
export class HubError extends Error {
  override readonly name: string = 'HubError'
  readonly code: ErrorCode
  readonly details: readonly ErrorDetail[]
  readonly refused: RefusedPost | undefined

  constructor(code: ErrorCode, message: string, options: HubErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.details = options.details ?? []
    this.refused = options.refused
  }

  toBody(): ErrorBody {
    const { code, message, details, refused } = this
    return { error: { code, message, details: [...details], ...(refused === undefined ? {} : { refused }) } }
  }
}

export class NotFoundError extends HubError {
  override readonly name = 'NotFoundError'

  constructor(what: string, id: string) {
    super('not_found', `There is no ${what} '${id}' here.`)
  }
}

/** @returns the refused fields of a zod error, at most 20: an answer must not grow with hostile input. */
export function detailsOf(error: z.ZodError): ErrorDetail[] {
  return error.issues.slice(0, 20).map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
}

/** @throws HubError 'invalid_input' that names every refused field (up to 20). */
export function parseOrThrow<T extends z.ZodType>(schema: T, input: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new HubError('invalid_input', `The ${what} is not valid.`, { details: detailsOf(parsed.error) })
}
