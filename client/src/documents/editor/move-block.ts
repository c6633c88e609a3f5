import { type Editor, Extension } from '@tiptap/core'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'

/** Where the outermost block at a position begins and ends. */
export function blockAt(editor: Editor, at: number): { from: number; to: number; index: number } | undefined {
  const { doc } = editor.state
  const index = doc.resolve(Math.min(at, doc.content.size)).index(0)
  const node = doc.maybeChild(index)
  if (node === null) return undefined
  let from = 0
  for (let before = 0; before < index; before += 1) from += doc.child(before).nodeSize
  return { from, to: from + node.nodeSize, index }
}

/** Moves a block past its neighbour; the cursor goes along. */
export function moveBlock(editor: Editor, step: -1 | 1, at = editor.state.selection.from): boolean {
  const { state, view } = editor
  const block = blockAt(editor, at)
  const neighbour = block === undefined ? null : state.doc.maybeChild(block.index + step)
  if (block === undefined || neighbour === null || neighbour === undefined) return false
  const node = state.doc.child(block.index)
  const tr = state.tr.delete(block.from, block.to)
  const target = step === -1 ? block.from - neighbour.nodeSize : block.from + neighbour.nodeSize
  tr.insert(target, node)
  const offset = state.selection.from - block.from
  const place = Math.min(Math.max(target + offset, target), target + node.nodeSize)
  tr.setSelection(node.isAtom ? NodeSelection.create(tr.doc, target) : TextSelection.near(tr.doc.resolve(place)))
  view.dispatch(tr.scrollIntoView())
  return true
}

export function duplicateBlock(editor: Editor, at: number): void {
  const block = blockAt(editor, at)
  if (block === undefined) return
  editor.view.dispatch(editor.state.tr.insert(block.to, editor.state.doc.child(block.index)))
}

export function deleteBlock(editor: Editor, at: number): void {
  const block = blockAt(editor, at)
  if (block === undefined) return
  editor.view.dispatch(editor.state.tr.delete(block.from, block.to))
}

/** What the drag handle does by mouse, by keyboard: Alt+Shift with the arrow up or down. */
export const MoveBlock = Extension.create({
  name: 'moveBlock',
  addKeyboardShortcuts() {
    return {
      'Alt-Shift-ArrowUp': () => moveBlock(this.editor, -1),
      'Alt-Shift-ArrowDown': () => moveBlock(this.editor, 1),
    }
  },
})
