import type { Markup } from '../translation.ts'
import { type Dialect, DIALECTS, type StyleRule, unescapeEntities, withoutTail } from './dialects.ts'
import type { MarkupNode, StyleNode } from './tree.ts'

/** Reads a text in one pass; whatever is not markup is text. Never throws, and `print` gives the same text back. */
export function scan(text: string, markup: Markup): MarkupNode[] {
  return new Scanner(text, DIALECTS[markup]).scan()
}

interface Frame {
  children: MarkupNode[]
  /** Undefined: the root. */
  rule: StyleRule | undefined
  start: number
}

class Scanner {
  readonly #text: string
  readonly #dialect: Dialect
  /** Innermost last. At most one of each style, so that hostile input cannot nest. */
  readonly #frames: Frame[] = [{ children: [], rule: undefined, start: 0 }]
  #at = 0
  /** Where each length of backtick runs begins, ascending. */
  #backticks: Map<number, number[]> | undefined

  constructor(text: string, dialect: Dialect) {
    this.#text = text
    this.#dialect = dialect
  }

  scan(): MarkupNode[] {
    this.#prefixes()
    while (this.#at < this.#text.length) this.#next()
    while (this.#frames.length > 1) this.#dissolve()
    return this.#top().children
  }

  #next(): void {
    const char = this.#text.charAt(this.#at)
    if (char === '\n' || char === '\r') return this.#break(char)
    if (char === '`' && this.#dialect.code && this.#code()) return
    if (char === '~' && this.#dialect.fencesByLength && this.#tildes()) return
    if (this.#dialect.entities && char === '&' && this.#entity()) return
    if (char === '\\' && this.#escape()) return
    if ((char === '[' || char === '<' || char === '!') && this.#link()) return
    if (this.#leaf(char)) return
    const rules = this.#dialect.styles.filter(({ mark }) => mark.startsWith(char))
    if (rules.length > 0) return this.#marks(char, rules)
    this.#textRun()
  }

  /** Letters that begin no markup are taken together: most of what people write. */
  #textRun(): void {
    this.#pushText(this.#match(PLAIN)?.[0] ?? String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0))
  }

  #break(char: string): void {
    const raw = char === '\r' && this.#text.charAt(this.#at + 1) === '\n' ? '\r\n' : char
    if (!this.#dialect.stylesSpanLines) while (this.#frames.length > 1) this.#dissolve()
    this.#push({ type: 'break', ...this.#take(raw) })
    this.#prefixes()
  }

  #prefixes(): void {
    for (let depth = 0; depth < MAX_PREFIXES; depth += 1) {
      const found = this.#prefix()
      if (found === undefined) return
      // A style does not go on in what is another block.
      while (this.#frames.length > 1) this.#dissolve()
      this.#push({ type: 'prefix', role: found.role, ...this.#take(found.raw) })
      if (found.role === 'heading' || found.role === 'subtext') return
    }
  }

  #prefix() {
    for (const { role, pattern } of this.#dialect.prefixes) {
      const raw = this.#match(pattern)?.[0]
      if (raw !== undefined) return { role, raw }
    }
    return undefined
  }

  #code(): boolean {
    if (!this.#dialect.fencesByLength && this.#text.startsWith('```', this.#at)) return this.#codeBlock('```')
    const length = this.#runOf('`')
    if (length >= 3) return this.#codeBlock('`'.repeat(length))
    const from = this.#at + length
    const end = this.#nextBackticks(length, from)
    if (end === undefined) return this.#pushText('`'.repeat(length))
    const raw = this.#text.slice(this.#at, end + length)
    // In Slack code stays within its line; a break in it would be read as one.
    if (!this.#dialect.stylesSpanLines && raw.includes('\n')) return this.#pushText('`'.repeat(length))
    this.#push({ type: 'code', body: this.#readable(raw.slice(length, -length)), ...this.#take(raw) })
    return true
  }

  /** A block of code between tildes; only at the beginning of a line. */
  #tildes(): boolean {
    const length = this.#runOf('~')
    const before = this.#top().children.at(-1)?.type ?? 'break'
    return length >= 3 && (before === 'break' || before === 'prefix') && this.#codeBlock('~'.repeat(length))
  }

  #codeBlock(fence: string): boolean {
    const closed = this.#text.indexOf(fence, this.#at + fence.length)
    // One that is never closed is meant as code all the same.
    const raw = closed === -1 ? this.#text.slice(this.#at) : this.#text.slice(this.#at, closed + fence.length)
    const inner = closed === -1 ? raw.slice(fence.length) : raw.slice(fence.length, -fence.length)
    const language = /^([\w+#.-]{1,30})\r?\n/.exec(inner)?.[1] ?? ''
    const body = this.#readable(inner.slice(language.length).replace(/^\r?\n/, ''))
    this.#push({ type: 'code-block', language, body, ...this.#take(raw) })
    return true
  }

  #readable(text: string): string {
    return this.#dialect.entities ? unescapeEntities(text) : text
  }

  #nextBackticks(length: number, from: number): number | undefined {
    if (this.#backticks === undefined) {
      this.#backticks = new Map()
      for (const { 0: run, index } of this.#text.matchAll(/`+/g)) {
        const starts = this.#backticks.get(run.length)
        if (starts === undefined) this.#backticks.set(run.length, [index])
        else starts.push(index)
      }
    }
    const starts = this.#backticks.get(length) ?? []
    while (starts[0] !== undefined && starts[0] < from) starts.shift()
    return starts[0]
  }

  #entity(): boolean {
    const raw = this.#match(/&(?:amp|lt|gt);/y)?.[0]
    return raw !== undefined && this.#pushText(raw, unescapeEntities(raw))
  }

  #escape(): boolean {
    const escaped = this.#dialect.escape === undefined ? undefined : this.#match(this.#dialect.escape)
    return escaped !== undefined && this.#pushText(escaped[0], escaped[1])
  }

  #link(): boolean {
    const match = this.#dialect.link === undefined ? undefined : this.#match(this.#dialect.link)
    const { open, label, close, href, wrapped } = match?.groups ?? {}
    if (open === undefined || label === undefined || close === undefined) return false
    const start = this.#at
    // No link holds another one, so this goes one deep.
    const inner = new Scanner(label, { ...this.#dialect, link: undefined, prefixes: [] }).scan()
    this.#at += open.length + label.length + close.length
    this.#push({
      type: 'link',
      href: this.#dialect.entities ? unescapeEntities(href ?? '') : (href ?? wrapped ?? ''),
      open,
      close,
      children: inner.map((node) => moved(node, start + open.length)),
      start,
      end: this.#at,
    })
    return true
  }

  #leaf(char: string): boolean {
    for (const rule of this.#dialect.leaves) {
      if (rule.first !== char) continue
      const match = this.#match(rule.pattern)
      const leaf = match === undefined ? undefined : rule.read(match)
      if (match === undefined || leaf === undefined) continue
      const raw = leaf.type === 'url' && char !== '<' ? withoutTail(match[0]) : match[0]
      if (raw.endsWith('://')) continue
      this.#push({ ...leaf, ...this.#take(raw) })
      return true
    }
    return false
  }

  /** A run of one character may close several styles and open others: `***`. */
  #marks(char: string, rules: readonly StyleRule[]): void {
    let left = this.#runOf(char)
    const end = this.#at + left
    const before = this.#text.charAt(this.#at - 1)
    const after = this.#text.charAt(end)
    while (left > 0) {
      const fits = rules.filter(({ mark }) => mark.length <= left)
      const closing = this.#closable(fits.filter((rule) => rule.canClose(before, after)))
      const opening = fits.find((rule) => rule.canOpen(before, after) && after !== '')
      if (closing !== undefined) {
        this.#close(closing)
        left -= closing.mark.length
      } else if (opening === undefined) {
        this.#pushText(char)
        left -= 1
      } else {
        this.#open(opening)
        left -= opening.mark.length
      }
    }
  }

  /** The innermost open style that may be closed now. */
  #closable(rules: readonly StyleRule[]): StyleRule | undefined {
    for (const { rule, children } of this.#frames.toReversed()) {
      if (rule !== undefined && rules.includes(rule) && children.length > 0) return rule
    }
    return undefined
  }

  #open(rule: StyleRule): void {
    while (this.#frames.some((frame) => frame.rule === rule)) this.#dissolve()
    this.#frames.push({ children: [], rule, start: this.#at })
    this.#at += rule.mark.length
  }

  #close(rule: StyleRule): void {
    while (this.#top().rule !== rule) this.#dissolve()
    const { children, start } = this.#top()
    this.#frames.pop()
    const { style, mark } = rule
    this.#at += mark.length
    const node: StyleNode = { type: 'style', style, open: mark, close: mark, children, start, end: this.#at }
    this.#push(node)
  }

  /** A style that was never closed is text. */
  #dissolve(): void {
    const { rule, children, start } = this.#top()
    if (rule === undefined) return
    this.#frames.pop()
    this.#push({ type: 'text', raw: rule.mark, value: rule.mark, start, end: start + rule.mark.length })
    for (const child of children) this.#push(child)
  }

  #runOf(char: string): number {
    let end = this.#at
    while (this.#text.charAt(end) === char) end += 1
    return end - this.#at
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text) ?? undefined
  }

  /** Goes on behind `raw`. */
  #take(raw: string): { raw: string; start: number; end: number } {
    const start = this.#at
    this.#at += raw.length
    return { raw, start, end: this.#at }
  }

  #pushText(raw: string, value = raw): true {
    this.#push({ type: 'text', value, ...this.#take(raw) })
    return true
  }

  #push(node: MarkupNode): void {
    const { children } = this.#top()
    const last = children.at(-1)
    if (node.type === 'text' && last?.type === 'text') {
      last.raw += node.raw
      last.value += node.value
      last.end = node.end
    } else children.push(node)
  }

  #top(): Frame {
    return this.#frames.at(-1) ?? { children: [], rule: undefined, start: 0 }
  }
}

const PLAIN = /(?:[^\n\r`&\\[<!:@*_~|hH]|[hH](?!ttps?:))+/y
/** '> > - ' is three. */
const MAX_PREFIXES = 8

function moved(node: MarkupNode, by: number): MarkupNode {
  const { start, end } = node
  const place = { start: start + by, end: end + by }
  return 'children' in node
    ? { ...node, ...place, children: node.children.map((child) => moved(child, by)) }
    : { ...node, ...place }
}
