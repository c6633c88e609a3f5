import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { codeLanguages } from './code-languages.ts'

type Languages = typeof codeLanguages
interface Coloured {
  type: string
  value?: string
  properties?: { className?: unknown }
  children?: readonly unknown[]
}

const key = new PluginKey<DecorationSet>('code-highlight')
const ARRIVED = 'languages arrived'
let languages: Languages | undefined

/** Colours code blocks. What colours them is loaded when there is one. */
export const CodeHighlight = Extension.create({
  name: 'codeHighlight',
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: (_config, { doc }) => DecorationSet.create(doc, inRange(doc, 0, doc.content.size)),
        apply: (transaction, set) => {
          const { doc } = transaction
          if (transaction.getMeta(key) === ARRIVED) {
            return DecorationSet.create(doc, inRange(doc, 0, doc.content.size))
          }
          return transaction.docChanged ? recoloured(set.map(transaction.mapping, doc), transaction) : set
        },
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => {
        let isGone = false
        const load = async () => {
          languages = (await import('./code-languages.ts')).codeLanguages
          if (!isGone) view.dispatch(view.state.tr.setMeta(key, ARRIVED).setMeta('addToHistory', false))
        }
        let isLoading = false
        const look = () => {
          if (isLoading || languages !== undefined || !hasCode(view.state.doc)) return
          isLoading = true
          // Without them, code is black and white.
          load().catch(() => (isLoading = false))
        }
        look()
        return { update: look, destroy: () => (isGone = true) }
      },
    }),
  ],
})

function hasCode(doc: Node): boolean {
  let found = false
  doc.descendants((node) => {
    if (isColoured(node)) found = true
    return !found && !node.isTextblock
  })
  return found
}

function isColoured(node: Node): boolean {
  return node.type.name === 'codeBlock' && typeof node.attrs['language'] === 'string'
}

/** Only the blocks that the transaction touched are read again. */
function recoloured(set: DecorationSet, transaction: Transaction): DecorationSet {
  const { doc } = transaction
  let from = doc.content.size
  let to = 0
  transaction.mapping.maps.forEach((map, index) => {
    const rest = transaction.mapping.slice(index + 1)
    map.forEach((_oldStart, _oldEnd, start, end) => {
      from = Math.min(from, rest.map(start, -1))
      to = Math.max(to, rest.map(end, 1))
    })
  })
  if (from > to) return set
  let next = set
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.type.name !== 'codeBlock') return !node.isTextblock
    next = next.remove(next.find(pos, pos + node.nodeSize)).add(doc, inRange(doc, pos, pos + node.nodeSize))
    return false
  })
  return next
}

function inRange(doc: Node, from: number, to: number): Decoration[] {
  const decorations: Decoration[] = []
  if (languages === undefined) return decorations
  const known = languages
  doc.nodesBetween(from, to, (node, pos) => {
    if (!isColoured(node)) return !node.isTextblock
    const language = String(node.attrs['language'])
    if (!known.registered(language)) return false
    let at = pos + 1
    const take = (part: Coloured, classes: readonly string[]) => {
      const own = Array.isArray(part.properties?.className) ? part.properties.className.map(String) : []
      const all = [...classes, ...own]
      if (part.type === 'text') {
        const end = at + (part.value?.length ?? 0)
        if (all.length > 0) decorations.push(Decoration.inline(at, end, { class: all.join(' ') }))
        at = end
      }
      for (const child of part.children ?? []) take(child as Coloured, all)
    }
    take(known.highlight(language, node.textContent), [])
    return false
  })
  return decorations
}
