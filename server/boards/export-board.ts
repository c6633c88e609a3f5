import type { BoardData, CardWithComments } from './board-service.ts'
import { toCsv } from '../platform/csv.ts'
import { EXPORT_FORMAT } from './import/read-export.ts'

export interface ExportInput {
  title: string
  board: BoardData
  /** Names by member id. */
  members: ReadonlyMap<string, string>
}

/** All of a board; `import/read-export.ts` reads it back. */
export function exportJson({ title, board, members }: ExportInput): string {
  const { filters: _personal, ...data } = board
  const named = Object.fromEntries(members)
  return JSON.stringify({ format: EXPORT_FORMAT, version: 1, title, board: data, members: named }, undefined, 2)
}

/** A row per card, archived ones at the end; a column per field of the board. */
export function exportCsv({ board, members }: ExportInput): string {
  const labels = new Map(board.labels.map(({ id, name }) => [id, name]))
  const lanes = new Map(board.lanes.map(({ id, name }) => [id, name]))
  const row = (card: CardWithComments, column: string, archived: boolean) => [
    card.title,
    card.description,
    column,
    (card.laneId === null ? undefined : lanes.get(card.laneId)) ?? '',
    card.labels.flatMap((id) => labels.get(id) ?? []).join(', '),
    card.assignees.flatMap((id) => members.get(id) ?? []).join(', '),
    card.dueOn ?? '',
    card.checklists.flatMap(({ items }) => items.map(({ text, done }) => `${done ? '[x]' : '[ ]'} ${text}`)).join('\n'),
    String(card.comments.length),
    archived ? 'yes' : '',
    ...board.fields.map(({ id }) => String(card.fields[id] ?? '')),
  ]
  const names = new Map([...board.columns, ...board.archived.columns].map(({ id, name }) => [id, name]))
  return toCsv([
    [
      'Title',
      'Description',
      'Column',
      'Lane',
      'Labels',
      'Assignees',
      'Due',
      'Checklist',
      'Comments',
      'Archived',
    ].concat(board.fields.map(({ name }) => name)),
    ...board.columns.flatMap(({ name, cards }) => cards.map((card) => row(card, name, false))),
    ...board.archived.columns.flatMap(({ name, cards }) => cards.map((card) => row(card, name, true))),
    ...board.archived.cards.map((card) => row(card, names.get(card.columnId) ?? '', true)),
  ])
}
