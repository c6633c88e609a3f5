import { DOMSerializer, type Fragment, type Mark, type Node } from '@tiptap/pm/model'
import { isSafeAddress } from './safe-address.ts'

const VOID = new Set(['br', 'hr', 'img', 'input', 'col'])
const ADDRESSES = new Set(['href', 'src'])

/** The text as HTML, by the schema's own rules and without a DOM. All that came from outside is escaped. */
export function toHtml(body: Node): string {
  return fragmentHtml(body.content, DOMSerializer.fromSchema(body.type.schema))
}

function fragmentHtml(fragment: Fragment, serializer: DOMSerializer): string {
  return fragment.content.map((node) => nodeHtml(node, serializer)).join('')
}

function nodeHtml(node: Node, serializer: DOMSerializer): string {
  const render = serializer.nodes[node.type.name]
  const inner = node.isText
    ? escaped(node.text ?? '')
    : render === undefined
      ? ''
      : specHtml(render(node), fragmentHtml(node.content, serializer))
  return node.marks.reduceRight((html, mark) => markHtml(mark, html, serializer), inner)
}

function markHtml(mark: Mark, inner: string, serializer: DOMSerializer): string {
  const render = serializer.marks[mark.type.name]
  return render === undefined ? inner : specHtml(render(mark, true), inner)
}

/** `spec`: a `DOMOutputSpec`; `inner` takes the place of its hole. */
function specHtml(spec: unknown, inner: string): string {
  if (spec === 0) return inner
  if (typeof spec === 'string') return escaped(spec)
  if (!Array.isArray(spec)) return ''
  const [tag, ...rest] = spec as [string, ...unknown[]]
  const [first] = rest
  const hasAttributes = typeof first === 'object' && first !== null && !Array.isArray(first)
  const children = hasAttributes ? rest.slice(1) : rest
  const open = `<${tag}${hasAttributes ? attributesHtml(first as Record<string, unknown>) : ''}>`
  if (VOID.has(tag)) return open
  return `${open}${children.map((child) => specHtml(child, inner)).join('')}</${tag}>`
}

function attributesHtml(attributes: Record<string, unknown>): string {
  let html = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const text = String(value)
    if (ADDRESSES.has(name) && !isSafeAddress(text)) continue
    html += ` ${name}="${escaped(text)}"`
  }
  return html
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
