import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { CommentAnchor } from '../../../../shared/document-comments.ts'

export interface Place {
  from: number
  to: number
}

interface Anchored {
  id: string
  anchor: CommentAnchor
}

interface CommentState {
  threads: readonly Anchored[]
  active: string | null
  places: ReadonlyMap<string, Place>
  decorations: DecorationSet
}

type CommentMeta = Partial<Pick<CommentState, 'threads' | 'active'>>

const key = new PluginKey<CommentState>('comments')
const NONE: CommentState = { threads: [], active: null, places: new Map(), decorations: DecorationSet.empty }
/** How much of the text before the quote is kept, to tell two of the same words apart. */
const BEFORE = 40
const LONGEST_QUOTE = 500

/** Marks the words that threads are about. Where they are is found anew as the text changes. */
export const CommentPlaces = Extension.create<{ onChoose: (threadId: string) => void }>({
  name: 'commentPlaces',
  addOptions: () => ({ onChoose: () => {} }),
  addProseMirrorPlugins() {
    const { onChoose } = this.options
    return [
      new Plugin<CommentState>({
        key,
        state: {
          init: () => NONE,
          apply: (transaction, last, _before, state) => {
            const meta = transaction.getMeta(key) as CommentMeta | undefined
            const next = { ...last, ...meta }
            const isRemote = transaction.getMeta(ySyncPluginKey) !== undefined
            if (meta?.threads !== undefined || (transaction.docChanged && isRemote)) {
              return decorated({ ...next, places: placesOf(state, next.threads) }, state.doc)
            }
            if (transaction.docChanged) {
              const places = new Map<string, Place>()
              for (const [id, { from, to }] of last.places) {
                const moved = { from: transaction.mapping.map(from, 1), to: transaction.mapping.map(to, -1) }
                if (moved.from < moved.to) places.set(id, moved)
              }
              return decorated({ ...next, places }, state.doc)
            }
            return meta === undefined ? last : decorated(next, state.doc)
          },
        },
        props: {
          decorations: (state) => key.getState(state)?.decorations,
          handleClick: (view, pos) => {
            const places = key.getState(view.state)?.places ?? new Map<string, Place>()
            // Of several at one place, the shortest: the others are reached beside it.
            const [hit] = [...places]
              .filter(([, { from, to }]) => from <= pos && pos <= to)
              .toSorted(([, a], [, b]) => a.to - a.from - (b.to - b.from))
            if (hit !== undefined) onChoose(hit[0])
            return false
          },
        },
      }),
    ]
  },
})

export function showThreads(editor: Editor, threads: readonly Anchored[]): void {
  dispatch(editor, { threads })
}

export function showActiveThread(editor: Editor, active: string | null): void {
  dispatch(editor, { active })
}

/** Where the words of each thread are now; those whose words are gone are not in it. */
export function commentPlaces(state: EditorState): ReadonlyMap<string, Place> {
  return key.getState(state)?.places ?? NONE.places
}

/** What a thread about the selection hangs on; undefined where nothing is selected. */
export function anchorOfSelection(editor: Editor): CommentAnchor | undefined {
  const { state } = editor
  const { from, to } = state.selection
  const quote = textOf(state.doc, from, to).slice(0, LONGEST_QUOTE)
  const binding = bindingOf(state)
  if (quote.trim() === '' || binding === undefined) return undefined
  const { $from } = state.selection
  const relative = (at: number) =>
    toBase64(
      Y.encodeRelativePosition(
        absolutePositionToRelativePosition(at, binding.type, binding.mapping) as Y.RelativePosition,
      ),
    )
  return {
    start: relative(from),
    end: relative(to),
    quote,
    before: textOf(state.doc, Math.max($from.start(), from - BEFORE), from),
  }
}

function dispatch(editor: Editor, meta: CommentMeta): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, meta).setMeta('addToHistory', false))
}

function placesOf(state: EditorState, threads: readonly Anchored[]): Map<string, Place> {
  const binding = bindingOf(state)
  const places = new Map<string, Place>()
  let text: TextMap | undefined
  for (const { id, anchor } of threads) {
    let place = binding === undefined ? undefined : placeOfPositions(binding, anchor, state.doc)
    if (place === undefined) {
      text ??= textMap(state.doc)
      place = placeOfWords(text, anchor)
    }
    if (place !== undefined) places.set(id, place)
  }
  return places
}

/** Undefined where one of them is gone, or all that was between them. */
function placeOfPositions(binding: ProsemirrorBinding, { start, end }: CommentAnchor, doc: Node): Place | undefined {
  if (start === null || end === null) return undefined
  const absolute = (position: string) => {
    const relative = Y.decodeRelativePosition(fromBase64(position))
    return relativePositionToAbsolutePosition(binding.doc, binding.type, relative, binding.mapping)
  }
  try {
    const [from, to] = [absolute(start), absolute(end)]
    return from === null || to === null || from >= to || to > doc.content.size ? undefined : { from, to }
  } catch {
    // Written by another client: what it means is not known, the words may be.
    return undefined
  }
}

interface TextMap {
  text: string
  /** Where in `text` each piece begins, and where that is in the document. */
  pieces: { at: number; pos: number }[]
}

function textMap(doc: Node): TextMap {
  let text = ''
  const pieces: TextMap['pieces'] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock && text !== '') text += '\n'
    if (node.isText) {
      pieces.push({ at: text.length, pos })
      text += node.text ?? ''
    }
  })
  return { text, pieces }
}

/** A block that becomes a heading, or is split, is another one for Yjs; its words are the same. */
function placeOfWords({ text, pieces }: TextMap, { quote, before }: CommentAnchor): Place | undefined {
  const exact = text.indexOf(before + quote)
  const at = exact === -1 ? text.indexOf(quote) : exact + before.length
  if (at === -1) return undefined
  const posOf = (index: number) => {
    const piece = pieces.findLast((candidate) => candidate.at <= index)
    return piece === undefined ? undefined : piece.pos + index - piece.at
  }
  const from = posOf(at)
  const last = posOf(at + quote.length - 1)
  return from === undefined || last === undefined || last + 1 <= from ? undefined : { from, to: last + 1 }
}

function decorated(state: CommentState, doc: Node): CommentState {
  const decorations = [...state.places].map(([id, { from, to }]) =>
    Decoration.inline(from, to, { class: 'comment-place', 'data-active': String(id === state.active) }),
  )
  return { ...state, decorations: DecorationSet.create(doc, decorations) }
}

function bindingOf(state: EditorState): ProsemirrorBinding | undefined {
  const sync = ySyncPluginKey.getState(state) as { binding?: ProsemirrorBinding } | undefined
  return sync?.binding
}

function textOf(doc: Node, from: number, to: number): string {
  return doc.textBetween(from, to, '\n')
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCodePoint(...bytes))
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.codePointAt(0) ?? 0)
}
