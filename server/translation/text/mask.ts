import type { Markup } from '../../../shared/translation.ts'
import { encodeText } from '../../../shared/chat-markup/render.ts'
import { scan } from '../../../shared/chat-markup/scan.ts'
import { type MarkupNode, print } from '../../../shared/chat-markup/tree.ts'
import { splitLong } from './split-long.ts'
import { protectedSpans, type Term } from './protected-spans.ts'
import { readable } from './readable.ts'
import { type Held, type HeldAtom, type MaskedText, OPEN, type Segment, SHUT, wordsOf } from './segment.ts'
import { withWholeWords } from './whole-words.ts'

/** Texts of chats are short; of documents, blocks are. */
const MOST_REMEMBERED = 500
const LONGEST_REMEMBERED = 2_000
const remembered = new Map<string, MaskedText>()

export function maskText(text: string, markup: Markup, terms: readonly Term[]): MaskedText {
  // Asked for again and again: for its language, each target, and as the context of the next few.
  if (terms.length > 0 || text.length > LONGEST_REMEMBERED) return mask(text, markup, terms)
  const key = `${markup} ${text}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const masked = mask(text, markup, terms)
  if (remembered.size >= MOST_REMEMBERED) {
    const [oldest] = remembered.keys()
    if (oldest !== undefined) remembered.delete(oldest)
  }
  remembered.set(key, masked)
  return masked
}

function mask(text: string, markup: Markup, terms: readonly Term[]): MaskedText {
  const parts: (string | Segment)[] = []
  let line: MarkupNode[] = []
  const flush = () => {
    if (line.length > 0) parts.push(...splitLong(maskLine(line, markup, terms)))
    line = []
  }
  for (const node of scan(text, markup)) {
    if (isApart(node)) {
      flush()
      parts.push(print([node]))
    } else line.push(node)
  }
  flush()
  return parts
}

/** Lines, blocks and the cells of a table are translated each on its own. */
function isApart(node: MarkupNode): boolean {
  if (node.type === 'opaque') return node.raw === '|'
  return node.type === 'break' || node.type === 'prefix' || node.type === 'code-block'
}

function maskLine(nodes: readonly MarkupNode[], markup: Markup, terms: readonly Term[]): string | Segment {
  const held: Held[] = []
  const hold = (atom: HeldAtom) => `${OPEN}${held.push(atom)}${SHUT}`
  const asIs = (raw: string) => hold({ kind: 'markup', raw, becomes: raw })
  const maskWords = (written: string) => {
    const { value, places, escapes } = readable(written, markup)
    const spans = protectedSpans(value, terms)
    const isFree = (place: number) => !spans.some(({ start, end }) => place >= start && place < end)
    // What was escaped stays so: the engine would see a mark, or lose the backslash.
    const free = escapes.filter(isFree).map((start) => ({ start, end: start + 1, kind: 'markup' as const }))
    let masked = ''
    let at = 0
    for (const span of [...spans, ...free].toSorted((a, b) => a.start - b.start)) {
      const raw = written.slice(places[span.start], places[span.end])
      const becomes = 'becomes' in span ? encodeText(span.becomes ?? '', markup) : raw
      masked += value.slice(at, span.start) + hold({ kind: span.kind, raw, becomes })
      at = span.end
    }
    return masked + value.slice(at)
  }
  const maskNode = (node: MarkupNode): string => {
    if (node.type === 'text') return maskWords(node.raw)
    if (node.type !== 'style' && node.type !== 'link') return asIs(node.raw)
    if (isDunder(node)) return asIs(print([node]))
    const number = held.push({ kind: 'pair', node })
    return `${OPEN}${number}${SHUT}${maskAll(node.children)}${OPEN}/${number}${SHUT}`
  }
  const maskAll = (line: readonly MarkupNode[]) =>
    withWholeWords(line)
      .map((node) => (typeof node === 'string' ? asIs(node) : maskNode(node)))
      .join('')
  const all = maskAll(nodes)
  const [, before = '', masked = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(all) ?? []
  const isChanged = held.some((item) => item.kind === 'term' && item.becomes !== item.raw)
  return isChanged || hasWords(masked) ? { before, masked, after, held } : print(nodes)
}

/** Python's '__init__' looks like a style, and is a name. */
function isDunder(node: MarkupNode): boolean {
  return /^__(?:all|call|class|del|dict|doc|enter|eq|exit|file|getattr|getitem|hash|init|iter|len|main|name|new|next|repr|setattr|setitem|str|version)__$/.test(
    print([node]),
  )
}

/** Letters of any script, outside of what is held. A single Latin letter is no word. */
export function hasWords(masked: string): boolean {
  const words = wordsOf(masked)
  return (
    /\p{L}{2}/u.test(words) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(words)
  )
}
