/**
 * What people write in a chat, taken apart without losing a byte: `print(scan(text, markup)) === text`, and every node
 * knows where it stood. One tree for all platforms; `render.ts` writes it for another.
 */

interface Span {
  /** UTF-16 offsets into the scanned text; `text.slice(start, end)` is the printed node. */
  start: number
  end: number
}

export type TextStyle = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'

export interface TextNode extends Span {
  type: 'text'
  raw: string
  /** As it is read: without the platform's escapes. */
  value: string
}

export interface BreakNode extends Span {
  type: 'break'
  raw: string
}

/** What begins a line and says what the line is. */
export interface PrefixNode extends Span {
  type: 'prefix'
  raw: string
  /** 'quote-rest': Discord's `>>> `, which quotes all that follows. */
  role: 'quote' | 'quote-rest' | 'heading' | 'subtext' | 'bullet' | 'number'
}

export interface CodeNode extends Span {
  type: 'code'
  raw: string
  body: string
}

export interface CodeBlockNode extends Span {
  type: 'code-block'
  raw: string
  language: string
  body: string
}

export interface UrlNode extends Span {
  type: 'url'
  raw: string
  href: string
}

export interface MentionNode extends Span {
  type: 'mention'
  raw: string
  target: 'user' | 'role' | 'channel' | 'group' | 'command' | 'everyone' | 'here'
  /** '' for everyone and here. */
  id: string
  /** As the platform wrote it beside the id; '' where it did not. */
  label: string
}

export interface EmojiNode extends Span {
  type: 'emoji'
  raw: string
  name: string
  /** Of a Discord server's own emoji. */
  id?: string
}

export interface TimeNode extends Span {
  type: 'time'
  raw: string
  epochSeconds: number
}

/** Anything else that the platform reads in its own way. */
export interface OpaqueNode extends Span {
  type: 'opaque'
  raw: string
  label: string
}

export interface StyleNode extends Span {
  type: 'style'
  style: TextStyle
  open: string
  close: string
  children: MarkupNode[]
}

export interface LinkNode extends Span {
  type: 'link'
  href: string
  open: string
  close: string
  children: MarkupNode[]
}

export type MarkupNode =
  | TextNode
  | BreakNode
  | PrefixNode
  | CodeNode
  | CodeBlockNode
  | UrlNode
  | MentionNode
  | EmojiNode
  | TimeNode
  | OpaqueNode
  | StyleNode
  | LinkNode

/** The text that the nodes were scanned from. */
export function print(nodes: readonly MarkupNode[]): string {
  return nodes.map((node) => ('children' in node ? node.open + print(node.children) + node.close : node.raw)).join('')
}

/** As it is read, without any markup; mentions and emoji by their names. */
export function plainText(nodes: readonly MarkupNode[]): string {
  return nodes.map(readNode).join('')
}

function readNode(node: MarkupNode): string {
  switch (node.type) {
    case 'text':
      return node.value
    case 'code':
    case 'code-block':
      return node.body
    case 'url':
      return node.href
    case 'mention':
      return node.label === '' ? node.raw : node.label
    case 'opaque':
      return node.label
    case 'style':
    case 'link':
      return plainText(node.children)
    case 'prefix':
      return ''
    case 'emoji':
    case 'time':
    case 'break':
      return node.raw
  }
}
