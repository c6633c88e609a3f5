import type { RichBlock, RichText, Span } from './rich-text.ts'
import { webUrl } from './web-url.ts'

const MAX_URL = 2000
/** Deeper than this, marks stay as they are written: nobody nests bold in italic in bold. */
const MAX_DEPTH = 4

type Style = Omit<Span, 'text'>

/** Reads what people write in chats: paragraphs, headings, lists, quotes, code, and marks within a line. */
export function parseMarkdown(markdown: string): RichText {
  const blocks: RichBlock[] = []
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')
  for (let at = 0; at < lines.length;) {
    const taken = takeCode(lines, at) ?? takeList(lines, at) ?? takeQuote(lines, at) ?? takeParagraph(lines, at)
    if (taken.block !== undefined) blocks.push(taken.block)
    at = taken.next
  }
  return blocks
}

interface Taken {
  block: RichBlock | undefined
  next: number
}

const LIST_ITEM = /^\s{0,3}(?:[-*+]|(\d{1,3})[.)])\s+(.+)$/
const QUOTE = /^>\s?(.*)$/
const HEADING = /^#{1,6}\s+(.+?)\s*#*$/

function takeCode(lines: readonly string[], at: number): Taken | undefined {
  if (lines[at]?.startsWith('```') !== true) return undefined
  const end = lines.findIndex((line, index) => index > at && line.startsWith('```'))
  const text = lines.slice(at + 1, end === -1 ? undefined : end).join('\n')
  return { block: text.trim() === '' ? undefined : { kind: 'code', text }, next: end === -1 ? lines.length : end + 1 }
}

function takeList(lines: readonly string[], at: number): Taken | undefined {
  const first = LIST_ITEM.exec(lines[at] ?? '')
  if (first === null) return undefined
  const ordered = first[1] !== undefined
  const items: Span[][] = []
  let next = at
  for (let item = LIST_ITEM.exec(lines[next] ?? ''); item !== null; item = LIST_ITEM.exec(lines[next] ?? '')) {
    if ((item[1] !== undefined) !== ordered) break
    items.push(parseSpans(item[2] ?? ''))
    next += 1
  }
  return { block: { kind: 'list', ordered, items }, next }
}

function takeQuote(lines: readonly string[], at: number): Taken | undefined {
  const quoted: string[] = []
  let next = at
  for (let line = QUOTE.exec(lines[next] ?? ''); line !== null; line = QUOTE.exec(lines[next] ?? '')) {
    quoted.push(line[1] ?? '')
    next += 1
  }
  if (next === at) return undefined
  const text = quoted.join('\n')
  return { block: text.trim() === '' ? undefined : { kind: 'quote', spans: parseSpans(text) }, next }
}

function takeParagraph(lines: readonly string[], at: number): Taken {
  const heading = HEADING.exec(lines[at] ?? '')
  if (heading !== null) return { block: { kind: 'heading', spans: parseSpans(heading[1] ?? '') }, next: at + 1 }
  let next = at
  while (next < lines.length && isPlain(lines[next] ?? '')) next += 1
  // A line that only looks like the start of something else is taken as it is.
  if (next === at) next = at + 1
  const text = lines.slice(at, next).join('\n').trim()
  return { block: text === '' ? undefined : { kind: 'paragraph', spans: parseSpans(text) }, next }
}

function isPlain(line: string): boolean {
  if (line.trim() === '' || line.startsWith('```')) return false
  return !LIST_ITEM.test(line) && !QUOTE.test(line) && !HEADING.test(line)
}

/** One pass over the line: what begins first wins, and of those that begin together the first of these. */
const MARKS =
  /(?<!\\)(?:`(?<code>[^`\n]+)`|\[(?<label>[^[\]\n]+)\]\((?<url>[^()\s]+)\)|\*\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*\*|~~(?<strike>[^\s~](?:[^~\n]*[^\s~])?)~~|(?<![\w*])\*(?<star>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])|(?<!\w)_(?<line>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w))/g

function parseSpans(text: string, style: Style = {}, depth = 0): Span[] {
  const spans: Span[] = []
  const plain = (part: string) => {
    if (part !== '') spans.push({ text: unescape(part), ...style })
  }
  let from = 0
  for (const match of depth < MAX_DEPTH ? text.matchAll(MARKS) : []) {
    const marked = markedSpans(match.groups ?? {}, style, depth)
    if (marked === undefined) continue
    plain(text.slice(from, match.index))
    spans.push(...marked)
    from = match.index + match[0].length
  }
  plain(text.slice(from))
  return spans
}

function markedSpans(groups: Record<string, string | undefined>, style: Style, depth: number): Span[] | undefined {
  const { code, label, url, bold, strike } = groups
  if (code !== undefined) return [{ text: code, ...style, code: true }]
  if (bold !== undefined) return parseSpans(bold, { ...style, bold: true }, depth + 1)
  if (strike !== undefined) return parseSpans(strike, { ...style, strike: true }, depth + 1)
  if (label === undefined)
    return parseSpans(groups['star'] ?? groups['line'] ?? '', { ...style, italic: true }, depth + 1)
  const href = webUrl(url, MAX_URL)
  return href === undefined ? undefined : parseSpans(label, { ...style, href }, depth + 1)
}

function unescape(text: string): string {
  return text.replace(/\\([\\`*_~[\]()#>+.!-])/g, '$1')
}
