import type { Mark, Node } from '@tiptap/pm/model'
import { type Transform, Transform as NewTransform } from '@tiptap/pm/transform'

/** Stands where a suggestion splits or joins blocks, so that its mark has something to hold on to. */
export const ZERO_WIDTH = '\u200B'

export type Decision = 'accept' | 'reject'

/** All that one suggestion puts in and takes out. */
export interface Suggestion {
  id: string
  inserted: string
  deleted: string
  /** It splits blocks, or joins them. */
  splits: boolean
  joins: boolean
  from: number
  to: number
}

interface Stretch {
  from: number
  to: number
  id: string
  kind: 'insertion' | 'deletion'
}

export function suggestionMarkOf(node: Node): Mark | undefined {
  return node.marks.find(({ type }) => type.name === 'insertion' || type.name === 'deletion')
}

/** In the order of the text. */
export function suggestionsIn(body: Node): Suggestion[] {
  const byId = new Map<string, Suggestion>()
  for (const stretch of stretchesOf(body)) {
    const { from, to, id, kind } = stretch
    const known = byId.get(id) ?? { id, inserted: '', deleted: '', splits: false, joins: false, from, to }
    const text = body
      .textBetween(from, to, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '')
      .replaceAll(ZERO_WIDTH, '')
    // Over a border of blocks, there is the border itself, too.
    const crosses = body.resolve(from).parent !== body.resolve(to).parent
    byId.set(id, {
      ...known,
      to,
      inserted: kind === 'insertion' ? joined(known.inserted, text) : known.inserted,
      deleted: kind === 'deletion' ? joined(known.deleted, text) : known.deleted,
      splits: known.splits || (crosses && kind === 'insertion'),
      joins: known.joins || (crosses && kind === 'deletion'),
    })
  }
  return [...byId.values()]
}

/** Makes suggestions part of the text, or takes them back; all of them, or those of the given ids. */
export function settleSuggestions(transform: Transform, decision: Decision, ids?: ReadonlySet<string>): void {
  const { insertion, deletion } = transform.doc.type.schema.marks
  const dropped = decision === 'accept' ? 'deletion' : 'insertion'
  const stretches = stretchesOf(transform.doc).filter(({ id }) => ids === undefined || ids.has(id))
  // From the end, so that what is still to come keeps its place.
  for (const { from, to, kind } of stretches.toReversed()) {
    if (kind === dropped) {
      transform.delete(from, to)
      continue
    }
    transform.removeMark(from, to, insertion)
    transform.removeMark(from, to, deletion)
    for (const at of zeroWidthsIn(transform.doc, from, to).toReversed()) transform.delete(at, at + 1)
  }
}

/** The text as it stands: what is suggested is not in it until it is accepted. */
export function withoutSuggestions(body: Node): Node {
  const transform = new NewTransform(body)
  settleSuggestions(transform, 'reject')
  return transform.doc
}

/** Runs of one suggestion, over the borders of blocks where it goes on behind them. */
function stretchesOf(body: Node): Stretch[] {
  const found: Stretch[] = []
  body.descendants((node, pos, parent, index) => {
    if (!node.isInline) return true
    const mark = suggestionMarkOf(node)
    if (mark === undefined) return false
    const kind = mark.type.name === 'insertion' ? 'insertion' : 'deletion'
    const id = String(mark.attrs['id'])
    const to = pos + node.nodeSize
    const last = found.at(-1)
    if (last !== undefined && last.kind === kind && last.id === id && follows(body, last.to, pos, index, parent)) {
      last.to = to
    } else found.push({ from: pos, to, id, kind })
    return false
  })
  return found
}

/** Directly, or across the end of one block of text and the start of the next. */
function follows(body: Node, end: number, start: number, index: number, parent: Node | null): boolean {
  if (end === start) return true
  if (index !== 0 || parent === null) return false
  const $end = body.resolve(end)
  if ($end.parentOffset !== $end.parent.content.size) return false
  // Nothing but borders in between.
  return body.textBetween(end, start, '', '\uFFFC') === '' && !hasTextblock(body, end, start)
}

function hasTextblock(body: Node, from: number, to: number): boolean {
  let found = false
  body.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock && pos >= from && pos + node.nodeSize <= to) found = true
    return !found
  })
  return found
}

function zeroWidthsIn(body: Node, from: number, to: number): number[] {
  const found: number[] = []
  body.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return true
    const text = node.text ?? ''
    for (let at = text.indexOf(ZERO_WIDTH); at !== -1; at = text.indexOf(ZERO_WIDTH, at + 1)) {
      if (pos + at >= from && pos + at < to) found.push(pos + at)
    }
    return false
  })
  return found
}

function joined(before: string, after: string): string {
  return before === '' || after === '' ? before + after : `${before} … ${after}`
}
