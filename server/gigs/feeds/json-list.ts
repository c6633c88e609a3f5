import { z } from 'zod'
import { FeedError, type FeedItem, type FeedPage, type FeedReader, readItems } from './feed-item.ts'

/** A reader of one JSON answer with a list of gigs in it; `list` finds the list, `read` reads one item of it. */
export function jsonList<S extends z.ZodType>(
  list: z.ZodType<unknown[]>,
  schema: S,
  read: (item: z.output<S>, now: number) => FeedItem | undefined,
): FeedReader {
  return (body, now): FeedPage => {
    const found = list.safeParse(jsonOf(body))
    if (!found.success) throw new FeedError('the answer is not in the form of this feed')
    return { ...readItems(found.data, (raw) => read(schema.parse(raw), now)), ttlMinutes: undefined }
  }
}

/** The list under a name. */
export function listAt(name: string): z.ZodType<unknown[]> {
  return z.looseObject({ [name]: z.array(z.unknown()) }).transform((answer) => answer[name] as unknown[])
}

export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new FeedError('the answer is no JSON')
  }
}

/** A text that may be absent or null; '' then. */
export const words = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

/** A number, also as text; null when it says nothing. */
export const figure = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    const number = Number(value)
    return value === null || value === undefined || value === '' || !Number.isFinite(number) ? null : number
  })

/** A list of texts, which some feeds write as one text with commas. */
export const list = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(','))])
  .nullish()
  .transform((items) => (items ?? []).map((item) => item.trim()).filter((item) => item !== ''))

export const identifier = z.union([z.string().min(1), z.number()]).transform(String)
