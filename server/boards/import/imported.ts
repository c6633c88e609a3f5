import type { ImportProblem } from '../../../shared/board-api.ts'
import type { FieldKind, LabelColor } from '../../../shared/board-kinds.ts'

/** What every format is read into: things by their names, people too. */
export interface Imported {
  columns: { name: string; wipLimit: number | null; archived: boolean }[]
  labels: { name: string; color: LabelColor }[]
  fields: { name: string; kind: FieldKind; options: string[] }[]
  cards: ImportedCard[]
  problems: ImportProblem[]
}

export interface ImportedCard {
  title: string
  description: string
  column: string
  lane: string | null
  labels: string[]
  people: string[]
  dueOn: string | null
  checklists: { name: string; items: { text: string; done: boolean }[] }[]
  fields: Record<string, string | number | boolean>
  comments: { authorName: string | null; text: string; at: number }[]
  archived: boolean
  isTemplate: boolean
}

export const MOST_CARDS = 5_000
export const MOST_COLUMNS = 200
export const MOST_LANES = 200
export const MOST_LABELS = 200
export const MOST_FIELDS = 30
const TITLE = 500

/** A title on one line; undefined for one that says nothing. */
export function titleOf(text: string): string | undefined {
  return text.replace(/\s+/g, ' ').trim().slice(0, TITLE) || undefined
}

/** The day of an ISO date or time; undefined for anything else. */
export function dayOf(text: string): string | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:$|[T ])/.exec(text.trim())?.[1]
  return day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : undefined
}
