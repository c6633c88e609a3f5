import type * as Y from 'yjs'

/** Makes a shared text read as `next`, by one splice between the beginning and the end that stay. */
export function rewrite(shared: Y.Text, next: string): void {
  const before = shared.toJSON()
  if (before === next) return
  let start = 0
  const shorter = Math.min(before.length, next.length)
  while (start < shorter && before[start] === next[start]) start += 1
  // Never between the two halves of one character.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === next.at(-1 - end)) end += 1
  if (end > 0 && isLowSurrogate(before.charCodeAt(before.length - end))) end -= 1
  const write = () => {
    shared.delete(start, before.length - start - end)
    shared.insert(start, next.slice(start, next.length - end))
  }
  if (shared.doc === null) write()
  else shared.doc.transact(write)
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd8_00 && code < 0xdc_00
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc_00 && code < 0xe0_00
}
