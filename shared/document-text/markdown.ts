import type { JSONContent } from '@tiptap/core'
import { MarkdownManager } from '@tiptap/markdown'
import type { Node } from '@tiptap/pm/model'
import { documentSchema } from './body.ts'
import { documentExtensions } from './extensions.ts'
import { isSafeAddress } from './safe-address.ts'

let manager: MarkdownManager | undefined

function markdown(): MarkdownManager {
  manager ??= new MarkdownManager({ extensions: documentExtensions() })
  return manager
}

export function toMarkdown(body: Node): string {
  return `${markdown()
    .serialize(body.toJSON() as JSONContent)
    .trim()}\n`
}

/** The blocks that a Markdown text stands for; HTML in it stays as it is written, as text. */
export function blocksOfMarkdown(text: string): JSONContent[] {
  const { content = [] } = markdown().parse(text.replaceAll('\r\n', '\n'))
  const blocks = content.flatMap(withImagesApart)
  const root = filled({ type: 'doc', content: blocks })
  // Whatever the text was, only what a document may hold goes in.
  root.check()
  return (root.toJSON() as JSONContent).content ?? []
}

/** Markdown has list items and cells with nothing in them; here there is an empty paragraph. */
function filled({ type: name = '', attrs, marks = [], content = [], text }: JSONContent): Node {
  const schema = documentSchema()
  const ownMarks = marks.map((mark) => schema.markFromJSON(mark))
  if (text !== undefined) return schema.text(text, ownMarks)
  const node = schema.nodes[name]?.createAndFill(attrs ?? null, content.map(filled), ownMarks)
  if (node === undefined || node === null) throw new RangeError(`no document holds '${name}' like this`)
  return node
}

/** In Markdown a picture may stand within a line; here it is a block of its own, and the line goes on below it. */
function withImagesApart(block: JSONContent): JSONContent[] {
  const { content } = block
  if (content === undefined) return isShown(block) ? [block] : []
  if (!content.some(({ type }) => type === 'image')) return [{ ...block, content: content.flatMap(withImagesApart) }]
  const parts: JSONContent[] = []
  for (const child of content) {
    const last = parts.at(-1)
    if (child.type === 'image') parts.push(...withImagesApart(child))
    else if (last !== undefined && last.type === block.type) last.content?.push(child)
    else parts.push({ ...block, content: [child] })
  }
  return parts
}

function isShown({ type, attrs }: JSONContent): boolean {
  return type !== 'image' || isSafeAddress(String(attrs?.['src'] ?? ''))
}
