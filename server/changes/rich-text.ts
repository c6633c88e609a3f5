import * as Y from 'yjs'
import type { ItemId } from './contents.ts'

/** A member who is named in a text. */
export interface Mention {
  memberId: string
  /** Of the block that it stands in. */
  excerpt: string
  item: ItemId | undefined
}

const MAX_TEXT = 100_000
const MAX_MENTIONS = 1000
const MAX_EXCERPT = 240

/** A text as the editor keeps it, without its marks: a line per block, and the members who are mentioned in it. */
export function readRichText(root: unknown): { text: string; mentions: Mention[] } {
  const lines: string[] = []
  const mentions: Mention[] = []
  let length = 0

  const read = (node: unknown): void => {
    if (length > MAX_TEXT) return
    if (node instanceof Y.XmlText || node instanceof Y.Text) {
      add(textOf(node))
      return
    }
    if (!(node instanceof Y.XmlFragment)) return
    if (node instanceof Y.XmlElement && node.nodeName === 'mention') {
      readMention(node)
      return
    }
    const children = node.toArray()
    // What holds text, or a mention, is a line of its own; what holds blocks is not.
    if (children.some((child) => child instanceof Y.XmlText || isMention(child))) lines.push('')
    for (const child of children) read(child)
  }
  const add = (text: string) => {
    length += text.length
    lines[Math.max(0, lines.length - 1)] = (lines.at(-1) ?? '') + text
  }
  const readMention = (node: Y.XmlElement) => {
    const { id, label, kind } = node.getAttributes()
    add(label === undefined ? '' : `@${label}`)
    if (id === undefined || (kind ?? 'member') !== 'member' || mentions.length === MAX_MENTIONS) return
    const line = Math.max(0, lines.length - 1)
    mentions.push({ memberId: id, item: node._item?.id, excerpt: String(line) })
  }

  read(root)
  return {
    text: lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, MAX_TEXT),
    // Only now is the whole line known.
    mentions: mentions.map((mention) => ({
      ...mention,
      excerpt: (lines[Number(mention.excerpt)] ?? '').trim().slice(0, MAX_EXCERPT),
    })),
  }
}

function isMention(node: unknown): boolean {
  return node instanceof Y.XmlElement && node.nodeName === 'mention'
}

/** `toString` would write the marks as tags. */
function textOf(node: Y.Text): string {
  return (node.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')
}
