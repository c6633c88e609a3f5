import type { JSONContent } from '@tiptap/core'
import { MarkdownManager } from '@tiptap/markdown'
import type { Node } from '@tiptap/pm/model'
import { documentSchema } from './body.ts'
import { documentExtensions } from './extensions.ts'

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
  const root = documentSchema().nodeFromJSON({
    type: 'doc',
    content: content.length > 0 ? content : [{ type: 'paragraph' }],
  })
  // Whatever the text was, only what a document may hold goes in.
  root.check()
  return (root.toJSON() as JSONContent).content ?? []
}
