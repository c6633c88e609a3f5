import { splitText } from './split-text.ts'

/**
 * Splits Markdown, and writes each part as its platform reads it, so that no part is longer than `limit` there: what is
 * written anew may be longer than it was.
 */
export function partsOf(markdown: string, limit: number, write: (part: string) => string): string[] {
  for (let room = limit; ; room = Math.floor(room * 0.8)) {
    const parts = splitText(markdown, room).map(write)
    if (parts.every((part) => part.length <= limit) || room < limit / 8)
      return parts.map((part) => part.slice(0, limit))
  }
}
