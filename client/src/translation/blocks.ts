import type { Node } from '@tiptap/pm/model'
import { toMarkdown } from '../../../shared/document-text/markdown.ts'
import { withoutSuggestions } from '../../../shared/document-text/suggestions.ts'

export interface Block {
  index: number
  /** In the document, of the block itself. */
  pos: number
  /** '' when there is nothing to read in it. */
  markdown: string
}

/** The blocks of a document as Markdown; what is only suggested is left out. */
export function blocksOf(doc: Node): Block[] {
  const blocks: Block[] = []
  doc.forEach((node, pos, index) => {
    const hasText = node.textContent.replaceAll('\u200B', '').trim() !== ''
    blocks.push({
      index,
      pos,
      markdown: hasText
        ? toMarkdown(withoutSuggestions(doc.copy(doc.content.cut(pos, pos + node.nodeSize)))).trim()
        : '',
    })
  })
  return blocks
}
