import type { Node } from '@tiptap/pm/model'
import { toMarkdown } from '../../../shared/document-text/markdown.ts'
import { withoutSuggestions } from '../../../shared/document-text/suggestions.ts'

export interface Block {
  index: number
  /** In the document, of the block itself. */
  pos: number
  /** '' when there is nothing to see in it. */
  markdown: string
  /** False of a picture or a line: it stands there as it is. */
  hasWords: boolean
}

/** The blocks of a document as Markdown; what is only suggested is left out. */
export function blocksOf(doc: Node): Block[] {
  const blocks: Block[] = []
  doc.forEach((node, pos, index) => {
    const hasWords = node.textContent.replaceAll('\u200B', '').trim() !== ''
    const isSeen = hasWords || node.isLeaf
    blocks.push({
      index,
      pos,
      markdown: isSeen
        ? toMarkdown(withoutSuggestions(doc.copy(doc.content.cut(pos, pos + node.nodeSize)))).trim()
        : '',
      hasWords,
    })
  })
  return blocks
}
