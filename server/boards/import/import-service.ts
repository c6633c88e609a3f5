import type { Readable } from 'node:stream'
import type * as Y from 'yjs'
import { readBoard } from '../../../shared/board.ts'
import type { ImportProblem } from '../../../shared/board-api.ts'
import { LABEL_COLORS } from '../../../shared/board-kinds.ts'
import { addColumn, addField, addLabel, addLane, updateColumn } from '../../../shared/board/change-board.ts'
import {
  addCards,
  addChecklist,
  addCheckItem,
  type NewCard,
  setField,
  updateCard,
} from '../../../shared/board/change-card.ts'
import { HubError } from '../../../shared/errors.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { SyncService } from '../../sync/sync-service.ts'
import type { BoardPermit } from '../board-service.ts'
import type { CommentService } from '../comment-service.ts'
import { type Imported, type ImportedCard } from './imported.ts'
import { readCardsCsv } from './read-cards-csv.ts'
import { readExport } from './read-export.ts'
import { readTrello } from './read-trello.ts'

export interface ImportServiceDeps {
  sync: SyncService
  comments: CommentService
  members: MemberService
  now: () => number
  newId: () => string
}

/** A Trello board of a few thousand cards with all that was said about them. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_PROBLEMS = 100

/** Cards from elsewhere: added to what is on the board, matched to its columns, lanes, labels and members by name. */
export class ImportService {
  readonly #deps: ImportServiceDeps

  constructor(deps: ImportServiceDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'too_large', or 'invalid_input' for a file that is not what it is said to be. */
  async import(
    permit: BoardPermit,
    format: 'json' | 'csv',
    content: Readable,
  ): Promise<{ cards: number; problems: ImportProblem[]; problemCount: number }> {
    const imported = readAs(format, await textOf(content))
    const members = await this.#deps.members.list(permit.communityId)
    const memberIds = new Map(members.map(({ id, name }) => [key(name), id]))
    const made = await this.#deps.sync.edit(permit.documentId, permit.memberId, (doc) =>
      this.#write(doc, imported, memberIds, permit.memberId),
    )
    await this.#deps.comments.addImported(
      permit,
      made.flatMap(({ id, card }) =>
        card.isTemplate ? [] : card.comments.map((comment) => ({ cardId: id, ...comment })),
      ),
    )
    const { problems } = imported
    return { cards: made.length, problems: problems.slice(0, MOST_PROBLEMS), problemCount: problems.length }
  }

  #write(
    doc: Y.Doc,
    imported: Imported,
    memberIds: ReadonlyMap<string, string>,
    createdBy: string,
  ): { id: string; card: ImportedCard }[] {
    const { newId, now } = this.#deps
    const board = readBoard(doc)
    const columns = new Map([...board.archived.columns, ...board.columns].map(({ id, name }) => [key(name), id]))
    const columnFor = (name: string) => {
      const known = name === '' ? board.columns[0]?.id : columns.get(key(name))
      if (known !== undefined) return known
      const id = newId()
      addColumn(doc, { id, name: name.slice(0, 80) || 'Imported' })
      columns.set(key(name), id)
      return id
    }
    for (const { name, wipLimit, archived } of imported.columns) {
      if (columns.has(key(name))) continue
      updateColumn(doc, columnFor(name), { wipLimit, archivedAt: archived ? now() : null })
    }
    const lanes = finder(board.lanes, (id, name) => addLane(doc, { id, name: name.slice(0, 80) }), newId)
    const colors = new Map(imported.labels.map(({ name, color }) => [key(name), color]))
    // A table names labels without a colour: each gets the next one.
    let next = board.labels.length
    const colorOf = (name: string) => colors.get(key(name)) ?? LABEL_COLORS[(next += 1) % LABEL_COLORS.length] ?? 'gray'
    const labels = finder(
      board.labels,
      (id, name) => addLabel(doc, { id, name: name.slice(0, 30), color: colorOf(name) }),
      newId,
    )
    const kinds = new Map(imported.fields.map((field) => [key(field.name), field]))
    const fields = finder(
      board.fields,
      (id, name) => {
        const { kind = 'text', options = [] } = kinds.get(key(name)) ?? {}
        addField(doc, { id, name: name.slice(0, 80), kind, options })
      },
      newId,
    )
    const byColumn = new Map<string, NewCard[]>()
    const made = imported.cards.map((card) => {
      const id = newId()
      const columnId = columnFor(card.column)
      const unknown = card.people.filter((name) => !memberIds.has(key(name)))
      const column = byColumn.get(columnId) ?? []
      byColumn.set(columnId, column)
      column.push({
        id,
        title: card.title,
        // Who is not a member here is still named.
        description: [card.description, unknown.join(', ')].filter(Boolean).join('\n\n').slice(0, 50_000),
        columnId,
        laneId: card.lane === null ? null : lanes(card.lane),
        labels: card.labels.map(labels),
        assignees: card.people.flatMap((name) => memberIds.get(key(name)) ?? []),
        dueOn: card.dueOn,
        isTemplate: card.isTemplate,
        createdAt: now(),
        createdBy,
      })
      return { id, card }
    })
    for (const [columnId, cards] of byColumn) addCards(doc, cards, columnId)
    for (const { id, card } of made) {
      for (const { name, items } of card.checklists) {
        const listId = newId()
        addChecklist(doc, id, { id: listId, name: name.slice(0, 120) })
        for (const item of items.slice(0, 200)) {
          addCheckItem(doc, id, listId, { id: newId(), text: item.text.slice(0, 500), done: item.done })
        }
      }
      for (const [name, value] of Object.entries(card.fields)) setField(doc, id, fields(name), value)
      if (card.archived) updateCard(doc, id, { archivedAt: now() })
    }
    return made
  }
}

function readAs(format: 'json' | 'csv', text: string): Imported {
  if (format === 'csv') return readCardsCsv(text)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new HubError('invalid_input', 'The file is not valid JSON.', { cause })
  }
  const imported = readExport(json) ?? readTrello(json)
  if (imported === undefined) {
    throw new HubError('invalid_input', 'The file is neither a Trello export nor an export of a Guildhall board.')
  }
  return imported
}

async function textOf(content: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    size += (chunk as Buffer).length
    if (size > MOST_BYTES) throw new HubError('too_large', 'The file is too large: 16 MB at most.')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Finds a thing of the board by its name, and makes it where there is none. */
function finder(
  known: readonly { id: string; name: string }[],
  make: (id: string, name: string) => void,
  newId: () => string,
): (name: string) => string {
  const ids = new Map(known.map(({ id, name }) => [key(name), id]))
  return (name) => {
    const found = ids.get(key(name))
    if (found !== undefined) return found
    const id = newId()
    make(id, name)
    ids.set(key(name), id)
    return id
  }
}

function key(name: string): string {
  return name.trim().toLowerCase()
}
