import type { Markup } from '../../../shared/translation.ts'
import { encodeText } from '../../../shared/chat-markup/render.ts'
import { scan } from '../../../shared/chat-markup/scan.ts'
import { type MarkupNode, print } from '../../../shared/chat-markup/tree.ts'
import { splitLong } from './split-long.ts'
import { protectedSpans, type Term } from './protected-spans.ts'
import { type Held, type HeldAtom, type MaskedText, OPEN, type Segment, SHUT, wordsOf } from './segment.ts'

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
  const asIs = (raw: string, kind: HeldAtom['kind'] = 'markup') => hold({ kind, raw, becomes: raw })
  const maskWords = (words: string) => {
    let masked = ''
    let at = 0
    for (const { start, end, kind, becomes } of protectedSpans(words, terms)) {
      const raw = encodeText(words.slice(start, end), markup)
      masked += words.slice(at, start)
      masked += hold({ kind, raw, becomes: becomes === undefined ? raw : encodeText(becomes, markup) })
      at = end
    }
    return masked + words.slice(at)
  }
  const maskNode = (node: MarkupNode): string => {
    if (node.type === 'text') return markup === 'slack' ? maskWords(node.value) : maskEscaped(node.raw)
    if (node.type !== 'style' && node.type !== 'link') return asIs(node.raw)
    if (isDunder(node)) return asIs(print([node]))
    const number = held.push({ kind: 'pair', node })
    return `${OPEN}${number}${SHUT}${node.children.map(maskNode).join('')}${OPEN}/${number}${SHUT}`
  }
  const maskEscaped = (raw: string) => {
    if (markup === 'plain') return maskWords(raw)
    // What was escaped stays so: the engine would see a mark, or lose the backslash.
    return raw
      .split(/(\\[^0-9A-Za-z\s])/)
      .map((piece, index) => (index % 2 === 1 ? asIs(piece) : maskWords(piece)))
      .join('')
  }
  const all = nodes.map(maskNode).join('')
  const [, before = '', masked = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(all) ?? []
  return hasWords(masked) ? { before, masked, after, held } : print(nodes)
}

/** Python's '__init__' looks like a style, and is a name. */
function isDunder(node: MarkupNode): boolean {
  return /^__(?:all|call|class|del|dict|doc|enter|eq|exit|file|getattr|getitem|hash|init|iter|len|main|name|new|next|repr|setattr|setitem|str|version)__$/.test(
    print([node]),
  )
}

/** Letters of any script, outside of what is held. A single Latin letter is no word. */
function hasWords(masked: string): boolean {
  const words = wordsOf(masked)
  return (
    /\p{L}{2}/u.test(words) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(words)
  )
}
