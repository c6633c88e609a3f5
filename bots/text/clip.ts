/**
 * Cuts with an ellipsis. Counts UTF-16 units, of which there are never fewer than the code points that platforms count.
 * @returns at most `max` units; never half of a surrogate pair.
 */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut.trimEnd()}…`
}

/** Cuts before escaping, so that no escape is cut in two; the escaped text has at most `max` units. */
export function clipEscaped(text: string, max: number, escape: (text: string) => string): string {
  let room = max
  let escaped = escape(clip(text, room))
  while (escaped.length > max) {
    room -= Math.ceil((escaped.length - max) / 6)
    escaped = escape(clip(text, room))
  }
  return escaped
}

/** One line: names and titles from feeds may hold any white space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
