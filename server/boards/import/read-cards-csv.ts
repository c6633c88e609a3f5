import { HubError } from '../../../shared/errors.ts'
import { parseCsv } from '../../platform/csv.ts'
import { dayOf, type Imported, MOST_CARDS, MOST_FIELDS, titleOf } from './imported.ts'

const KNOWN = {
  title: ['title', 'name', 'card', 'card name', 'summary', 'task', 'task name', 'issue'],
  description: ['description', 'desc', 'body', 'notes', 'card description', 'details'],
  column: ['column', 'list', 'list name', 'status', 'state', 'section', 'section/column', 'stage'],
  lane: ['lane', 'swimlane', 'epic'],
  labels: ['labels', 'label', 'tags', 'tag'],
  people: ['assignees', 'assignee', 'assigned to', 'members', 'member', 'owner'],
  due: ['due', 'due date', 'due on', 'deadline', 'date due'],
  archived: ['archived', 'closed'],
} as const

type KnownHeader = keyof typeof KNOWN

/**
 * Cards from a table whose first row names the columns; a column of another name becomes a field of the board.
 * @throws HubError 'invalid_input' where no column can be the title.
 */
export function readCardsCsv(text: string): Imported {
  const [head, ...rows] = parseCsv(text)
  const headers = head?.cells.map((cell) => cell.trim()) ?? []
  const kinds = headers.map(kindOf)
  if (!kinds.includes('title')) {
    throw new HubError('invalid_input', 'No column of the file is called Title (or Name, Summary, Task).')
  }
  const extra = headers.filter((name, at) => kinds[at] === undefined && name !== '').slice(0, MOST_FIELDS)
  const imported: Imported = {
    columns: [],
    labels: [],
    fields: [...new Set(extra)].map((name) => ({ name, kind: 'text', options: [] })),
    cards: [],
    problems: [],
  }
  for (const { line, cells } of rows) {
    if (imported.cards.length >= MOST_CARDS) {
      imported.problems.push({ row: line, message: `Only the first ${MOST_CARDS} cards are taken.` })
      break
    }
    const cell = (kind: KnownHeader) => unguarded(cells[kinds.indexOf(kind)] ?? '').trim()
    const title = titleOf(cell('title'))
    if (title === undefined) {
      imported.problems.push({ row: line, message: 'This row has no title.' })
      continue
    }
    const due = cell('due')
    const dueOn = dayOf(due) ?? null
    if (due !== '' && dueOn === null) {
      imported.problems.push({
        row: line,
        message: `'${due.slice(0, 40)}' is not a date like 2026-01-31; the card has none.`,
      })
    }
    imported.cards.push({
      title,
      description: cell('description'),
      column: cell('column'),
      lane: cell('lane') || null,
      labels: listOf(cell('labels')),
      people: listOf(cell('people')),
      dueOn,
      checklists: [],
      fields: Object.fromEntries(
        headers.flatMap((name, at) => {
          const value = unguarded(cells[at] ?? '').trim()
          return kinds[at] === undefined && extra.includes(name) && value !== '' ? [[name, value.slice(0, 2_000)]] : []
        }),
      ),
      comments: [],
      archived: /^(true|yes|1|x)$/i.test(cell('archived')),
      isTemplate: false,
    })
  }
  return imported
}

function kindOf(header: string): KnownHeader | undefined {
  const name = header.toLowerCase()
  return (Object.keys(KNOWN) as KnownHeader[]).find((kind) => KNOWN[kind].some((known) => known === name))
}

function listOf(cell: string): string[] {
  return [...new Set(cell.split(/[,;|\n]/).map((part) => part.trim()))].filter(Boolean).slice(0, 50)
}

/** What our own export put before a cell that looks like a formula. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
