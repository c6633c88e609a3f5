import { type MarkupNode, print, type TextNode } from '../../../shared/chat-markup/tree.ts'
import { UNSPACED } from './scripts.ts'

/** 'un**believ**able' is one word: no part of it can be translated, so the whole stands as a string. */
export function withWholeWords(nodes: readonly MarkupNode[]): (MarkupNode | string)[] {
  const out: (MarkupNode | string)[] = []
  let taken = 0
  for (const [index, node] of nodes.entries()) {
    const rest = node.type === 'text' && taken > 0 ? cut(node, taken) : node
    taken = 0
    if (rest.type !== 'style') {
      out.push(rest)
      continue
    }
    const before = out.at(-1)
    const next = nodes[index + 1]
    const inner = print(rest.children)
    const head = typeof before === 'object' && before.type === 'text' ? lettersAt(before.raw, /[\p{L}\p{M}]+$/u) : ''
    const tail = next?.type === 'text' ? lettersAt(next.raw, /^[\p{L}\p{M}]+/u) : ''
    if ((head === '' && tail === '') || !/^[\p{L}\p{M}]+$/u.test(inner) || UNSPACED.test(inner)) {
      out.push(rest)
      continue
    }
    if (head !== '' && typeof before === 'object' && before.type === 'text') {
      out.pop()
      if (head.length < before.raw.length) out.push({ ...before, raw: before.raw.slice(0, -head.length) })
    }
    taken = tail.length
    out.push(head + print([rest]) + tail)
  }
  return out.filter((node) => typeof node === 'string' || node.type !== 'text' || node.raw !== '')
}

function cut(node: TextNode, letters: number): TextNode {
  return { ...node, raw: node.raw.slice(letters) }
}

function lettersAt(text: string, place: RegExp): string {
  const letters = place.exec(text)?.[0] ?? ''
  return UNSPACED.test(letters) ? '' : letters
}
