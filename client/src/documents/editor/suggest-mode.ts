import {
  isSuggestChangesEnabled,
  suggestChanges,
  suggestChangesKey,
  transformToSuggestionTransaction,
} from '@handlewithcare/prosemirror-suggest-changes'
import { type Editor, Extension } from '@tiptap/core'
import type { Mark, Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { readSuggestionId, suggestionId } from '../../../../shared/document-text/suggestion-marks.ts'
import {
  type Decision,
  settleSuggestions,
  suggestionMarkOf,
  ZERO_WIDTH,
} from '../../../../shared/document-text/suggestions.ts'
import { newId } from '../../lib/new-id.ts'

export interface SuggestModeOptions {
  memberId: string
  /** What was tried cannot be a suggestion. */
  onRefused: () => void
}

/** While it is on, what the member writes is suggested: marked as put in or taken out, until somebody decides. */
export const SuggestMode = Extension.create<SuggestModeOptions>({
  name: 'suggestMode',
  addOptions: () => ({ memberId: '', onRefused: () => {} }),
  addProseMirrorPlugins: () => [suggestChanges()],
  dispatchTransaction({ transaction, next }) {
    const { state } = this.editor
    if (!isToBeSuggested(state, transaction)) return next(transaction)
    const id = suggestionId(this.options.memberId, Date.now(), newId().slice(0, 8))
    const suggested = transformToSuggestionTransaction(transaction, state, () => id)
    if (!keepToText(suggested)) return this.options.onRefused()
    giveToAuthors(suggested, state.doc, id)
    next(suggested)
  },
})

export function isSuggesting(editor: Editor): boolean {
  return isSuggestChangesEnabled(editor.state)
}

export function setSuggesting(editor: Editor, enabled: boolean): void {
  editor.view.dispatch(editor.state.tr.setMeta(suggestChangesKey, { skip: true, enabled }))
}

/** Makes suggestions part of the text, or takes them back; without ids, all of them. */
export function decide(editor: Editor, decision: Decision, ids?: readonly string[]): void {
  const { tr } = editor.state
  settleSuggestions(tr, decision, ids === undefined ? undefined : new Set(ids))
  editor.view.dispatch(tr.setMeta(suggestChangesKey, { skip: true }))
}

function isToBeSuggested(state: EditorState, transaction: Transaction): boolean {
  if (!transaction.docChanged || !isSuggestChangesEnabled(state)) return false
  const sync = transaction.getMeta(ySyncPluginKey) as
    | { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean }
    | undefined
  if (sync?.isChangeOrigin === true || sync?.isUndoRedoOperation === true) return false
  const meta = transaction.getMeta(suggestChangesKey) as { skip?: boolean } | undefined
  return meta?.skip !== true
}

const TEXT_ONLY = new Set(['insertion', 'deletion'])

/**
 * Marks on blocks are not synced: they go over to the text that is in the blocks.
 * @returns false where there is no text that could hold them: a picture, a table, another kind of block.
 */
function keepToText(transaction: Transaction): boolean {
  const marked: { pos: number; node: Node; mark: Mark }[] = []
  let isPossible = true
  transaction.doc.descendants((node, pos) => {
    if (node.isInline) return false
    for (const mark of node.marks) {
      if (!TEXT_ONLY.has(mark.type.name) || !holdsOnlyText(node)) isPossible = false
      marked.push({ pos, node, mark })
    }
    return true
  })
  if (!isPossible) return false
  for (const { pos, node, mark } of marked.toReversed()) {
    transaction.removeNodeMark(pos, mark)
    const blocks: { from: number; size: number }[] = []
    if (node.isTextblock) blocks.push({ from: pos + 1, size: node.content.size })
    node.descendants((child, at) => {
      if (child.isTextblock) blocks.push({ from: pos + 1 + at + 1, size: child.content.size })
      return !child.isTextblock
    })
    for (const { from, size } of blocks.toReversed()) {
      if (size === 0) transaction.insertText(ZERO_WIDTH, from)
      transaction.addMark(from, from + Math.max(1, size), mark)
    }
  }
  return true
}

function holdsOnlyText(node: Node): boolean {
  if (node.type.spec.tableRole !== undefined) return false
  if (node.isTextblock) return true
  let holds = node.childCount > 0
  node.forEach((child) => (holds &&= !child.isInline && holdsOnlyText(child)))
  return holds
}

/**
 * The library joins what is suggested beside a suggestion with it, whoever made that. Here everybody keeps their own:
 * what was there keeps its id, what is new has mine, or that of my suggestion beside it.
 */
function giveToAuthors(transaction: Transaction, before: Node, id: string): void {
  const { doc } = transaction
  const me = readSuggestionId(id).memberId
  const from = doc.content.findDiffStart(before.content)
  const end = doc.content.findDiffEnd(before.content)
  if (from === null || end === null) return
  const inverted = transaction.mapping.invert()
  const fixes: { from: number; to: number; mark: Mark }[] = []
  doc.nodesBetween(
    Math.max(0, Math.min(from, end.a) - 1),
    Math.min(doc.content.size, Math.max(from, end.a) + 1),
    (node, pos) => {
      const mark = node.isInline ? suggestionMarkOf(node) : undefined
      if (mark === undefined) return true
      for (let at = pos; at < pos + node.nodeSize; at += 1) {
        const old = inverted.mapResult(at, 1)
        const was = old.deletedAfter ? null : before.nodeAt(old.pos)
        const oldMark = was === null ? undefined : suggestionMarkOf(was)
        const mine = readSuggestionId(String(mark.attrs['id'])).memberId === me ? String(mark.attrs['id']) : id
        const wanted = oldMark?.type === mark.type ? String(oldMark.attrs['id']) : mine
        if (wanted === mark.attrs['id']) continue
        const last = fixes.at(-1)
        const fixed = mark.type.create({ id: wanted })
        if (last !== undefined && last.to === at && last.mark.eq(fixed)) last.to = at + 1
        else fixes.push({ from: at, to: at + 1, mark: fixed })
      }
      return false
    },
  )
  const { selection } = transaction
  for (const fix of fixes) transaction.addMark(fix.from, fix.to, fix.mark)
  if (fixes.length > 0 && selection instanceof TextSelection) {
    transaction.setSelection(TextSelection.create(transaction.doc, selection.anchor, selection.head))
  }
}
