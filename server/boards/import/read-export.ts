import { z } from 'zod'
import { boardEndpoints } from '../../../shared/board-api.ts'
import type { Imported, ImportedCard } from './imported.ts'

export const EXPORT_FORMAT = 'guildhall-board'

/** What `export-board.ts` writes. */
const boardExport = z.object({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(1),
  // A file of before there were templates has none.
  board: boardEndpoints.read.answer.partial({ filters: true, templates: true }),
  /** Names by member id, at the time of the export. */
  members: z.record(z.string(), z.string()),
})

type Column = z.output<typeof boardExport>['board']['columns'][number]

/** @returns undefined where it is no export of a hub. */
export function readExport(json: unknown): Imported | undefined {
  const parsed = boardExport.safeParse(json)
  if (!parsed.success) return undefined
  const { board, members } = parsed.data
  const labels = new Map(board.labels.map(({ id, name }) => [id, name]))
  const lanes = new Map(board.lanes.map(({ id, name }) => [id, name]))
  const fields = new Map(board.fields.map(({ id, name }) => [id, name]))
  const cardOf = (
    card: Column['cards'][number],
    column: string,
    state: { archived?: boolean; isTemplate?: boolean } = {},
  ): ImportedCard => ({
    title: card.title,
    description: card.description,
    column,
    lane: (card.laneId === null ? undefined : lanes.get(card.laneId)) ?? null,
    labels: card.labels.flatMap((id) => labels.get(id) ?? []),
    people: card.assignees.flatMap((id) => members[id] ?? []),
    dueOn: card.dueOn,
    checklists: card.checklists,
    fields: Object.fromEntries(
      Object.entries(card.fields).flatMap(([id, value]) => {
        const name = fields.get(id)
        return name === undefined ? [] : [[name, value]]
      }),
    ),
    comments: card.comments.map(({ author, authorName, text, at }) => ({
      authorName: authorName ?? (author === null ? null : (members[author] ?? null)),
      text,
      at,
    })),
    archived: state.archived ?? false,
    isTemplate: state.isTemplate ?? false,
  })
  const columns = [
    ...board.columns.map((column) => ({ ...column, archived: false })),
    ...board.archived.columns.map((column) => ({ ...column, archived: true })),
  ]
  const home = columns[0]?.name ?? ''
  return {
    columns: columns.map(({ name, wipLimit, archived }) => ({ name, wipLimit, archived })),
    labels: board.labels,
    fields: board.fields,
    cards: [
      ...columns.flatMap(({ name, cards }) => cards.map((card) => cardOf(card, name))),
      ...board.archived.cards.map((card) => cardOf(card, home, { archived: true })),
      ...(board.templates ?? []).map((card) => cardOf(card, home, { isTemplate: true })),
    ],
    problems: [],
  }
}
