import type * as Y from 'yjs'
import type { LabelColor } from '../board-kinds.ts'
import { addColumn, addLabel, addLane } from './change-board.ts'

/** Names of columns, lanes and labels are in the words of the template's language: they are the team's own from then on. */
export interface BoardTemplate {
  columns: readonly { name: string; wipLimit?: number }[]
  lanes: readonly string[]
  labels: readonly { name: string; color: LabelColor }[]
}

/** Adds what a template has; what is on the board stays. */
export function applyTemplate(doc: Y.Doc, template: BoardTemplate, newId: () => string): void {
  doc.transact(() => {
    for (const { name, wipLimit } of template.columns) addColumn(doc, { id: newId(), name, wipLimit: wipLimit ?? null })
    for (const name of template.lanes) addLane(doc, { id: newId(), name })
    for (const label of template.labels) addLabel(doc, { id: newId(), ...label })
  })
}

/** The columns that a new board starts with. */
export function initBoard(doc: Y.Doc, newId: () => string): void {
  for (const name of ['Backlog', 'In progress', 'Done']) addColumn(doc, { id: newId(), name })
}
