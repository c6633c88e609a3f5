import type { Markup } from '../../../shared/translation.ts'
import { scan } from '../../../shared/chat-markup/scan.ts'
import type { MarkupNode } from '../../../shared/chat-markup/tree.ts'

/**
 * Whether two texts hold the same markup: each link, mention, emoji, code, style and line, none more and none less.
 * The order within a line may differ, for languages differ there. `replaced`: what glossary terms wrote.
 */
export function hasSameMarkup(source: string, result: string, markup: Markup): boolean {
  const [a, b] = [signature(scan(source, markup)), signature(scan(result, markup))]
  return a.length === b.length && a.every((line, index) => line === b[index])
}

/** Line by line, sorted within each. */
function signature(nodes: readonly MarkupNode[]): string[] {
  const lines: string[][] = [[]]
  const visit = (node: MarkupNode, inside: string) => {
    const line = lines.at(-1)
    if (node.type === 'style' || node.type === 'link') {
      const name = node.type === 'style' ? node.style : `link ${node.href}`
      line?.push(inside + name)
      for (const child of node.children) visit(child, inside)
    } else if (node.type !== 'text') line?.push(`${inside}${node.type} ${node.raw}`)
  }
  for (const node of nodes) {
    if (node.type === 'break') lines.push([])
    else visit(node, '')
  }
  return lines.map((line) => line.toSorted().join('\n'))
}
