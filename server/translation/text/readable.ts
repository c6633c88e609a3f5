import { unescapeEntities } from '../../../shared/chat-markup/dialects.ts'
import type { Markup } from '../../../shared/translation.ts'

interface Readable {
  /** Without the platform's escapes. */
  value: string
  /** Where each letter of it stands in what was written; one more for its end. */
  places: readonly number[]
  /** Letters that a backslash stands before. */
  escapes: readonly number[]
}

const ESCAPE = /\\([^0-9A-Za-z\s\u{10000}-\u{10ffff}])/gu
const ENTITY = /&(?:amp|lt|gt);/g
const WRITTEN: Record<Markup, RegExp | undefined> = {
  discord: ESCAPE,
  markdown: ESCAPE,
  slack: ENTITY,
  plain: undefined,
}

/** A text without markup as it is read, so that an escape in the middle of a name or a path hides neither. */
export function readable(written: string, markup: Markup): Readable {
  const places: number[] = []
  const escapes: number[] = []
  let value = ''
  const asWritten = (from: number, to: number) => {
    for (let place = from; place < to; place += 1) places.push(place)
    value += written.slice(from, to)
  }
  let at = 0
  const pattern = WRITTEN[markup]
  for (const { 0: raw, 1: escaped, index } of pattern === undefined ? [] : written.matchAll(pattern)) {
    asWritten(at, index)
    if (escaped !== undefined) escapes.push(value.length)
    places.push(index)
    value += escaped ?? unescapeEntities(raw)
    at = index + raw.length
  }
  asWritten(at, written.length)
  places.push(written.length)
  return { value, places, escapes }
}
