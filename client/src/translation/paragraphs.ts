export interface Paragraph {
  text: string
  /** In the whole. */
  start: number
}

/** What stands between empty lines. */
export function paragraphsOf(text: string): Paragraph[] {
  const places: { start: number; end: number }[] = []
  let open: { start: number; end: number } | undefined
  let at = 0
  for (const line of text.split('\n')) {
    const end = at + line.trimEnd().length
    if (line.trim() === '') open = undefined
    else if (open !== undefined) open.end = end
    else places.push((open = { start: at + line.length - line.trimStart().length, end }))
    at += line.length + 1
  }
  return places.map(({ start, end }) => ({ text: text.slice(start, end), start }))
}
