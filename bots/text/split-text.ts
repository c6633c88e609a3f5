const FENCE = '```'
/** What closes a code block at the end of a part and opens it again in the next. */
const FENCE_ROOM = 2 * (FENCE.length + 1) + 24

/** No part is filled less, so that a text of ten parts' length never becomes twenty. */
const LEAST_FILLED = 0.6

/**
 * Splits Markdown into parts of at most `limit` UTF-16 units, at the best place near the end of each: between
 * paragraphs, lines, sentences, words. A code block that is split is closed and opened again.
 */
export function splitText(markdown: string, limit: number): string[] {
  const parts: string[] = []
  let rest = markdown.trim()
  let fence = ''
  while (rest !== '') {
    const opened = fence === '' ? rest : `${fence}\n${rest}`
    if (opened.length <= limit) {
      parts.push(opened)
      break
    }
    const at = breakIn(rest, limit - FENCE_ROOM)
    const head = rest.slice(0, at)
    rest = rest.slice(at).replace(/^\s*\n|^ +/, '')
    const body = fence === '' ? head : `${fence}\n${head}`
    fence = openFence(body)
    parts.push(fence === '' ? body.trimEnd() : `${body.trimEnd()}\n${FENCE}`)
  }
  return parts.filter((part) => part.trim() !== '')
}

function breakIn(text: string, limit: number): number {
  const window = text.slice(0, limit)
  const least = Math.floor(limit * LEAST_FILLED)
  for (const pattern of ['\n\n', '\n', '. ', ' ']) {
    const at = window.lastIndexOf(pattern)
    if (at >= least) return at + (pattern === '. ' ? 1 : 0)
  }
  return /[\uD800-\uDBFF]$/.test(window) ? limit - 1 : limit
}

/** @returns the opening line of the code block that the text leaves open, '' if it leaves none open. */
function openFence(text: string): string {
  let open = ''
  for (const line of text.split('\n')) {
    if (line.startsWith(FENCE)) open = open === '' ? line.slice(0, FENCE.length + 20).trimEnd() : ''
  }
  return open
}
