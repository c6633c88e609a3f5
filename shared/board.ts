import * as Y from 'yjs'
import {
  DUE_FILTERS,
  FIELD_KINDS,
  type DueFilter,
  type FieldKind,
  LABEL_COLORS,
  type LabelColor,
  RELATION_KINDS,
  type RelationKind,
} from './board-kinds.ts'

/**
 * A board inside a Y.Doc. Everything is a map by id, never an array: concurrent moves in a Y.Array duplicate the card.
 * Order is a jittered fractional key, ties broken by id, so that all replicas agree.
 *
 * columns: Y.Map<columnId, Y.Map{ name, order, wipLimit, archivedAt }>
 * lanes:   Y.Map<laneId, Y.Map{ name, order }>
 * labels:  Y.Map<labelId, Y.Map{ name, color }>
 * fields:  Y.Map<fieldId, Y.Map{ name, kind, order, options }>
 * filters: Y.Map<filterId, Y.Map{ name, filter }>
 * cards:   Y.Map<cardId, Y.Map{ title, description, columnId, laneId, order, labels, assignees, dueOn, archivedAt, cover, … }>
 *          with `template: true` it is no card of a column, but what new cards are made after.
 *          description is a Y.Text of Markdown, so that two people write in it at once (schema 1: a string).
 *          labels and assignees are Y.Map<id, true>: adding one and removing another at once keeps both edits.
 *          What came with schema 2 has a key of its own per thing, e.g. `item:<id>`: two people who add the first one at once
 *          would each make a nested map, and one of the two would be lost.
 */
export interface Column {
  id: string
  name: string
  order: string
  /** Null: no limit. */
  wipLimit: number | null
}

/** A swimlane: a row across all columns. */
export interface Lane {
  id: string
  name: string
  order: string
}

export interface Label {
  id: string
  name: string
  color: LabelColor
}

/** A field that the team has added to all cards of the board. */
export interface Field {
  id: string
  name: string
  kind: FieldKind
  order: string
  /** Of a select. */
  options: string[]
}

/** Text, option or ISO date; number; tick. */
export type FieldValue = string | number | boolean

export interface CheckItem {
  id: string
  text: string
  done: boolean
  order: string
}

export interface Checklist {
  id: string
  name: string
  order: string
  items: CheckItem[]
}

/** An attachment; its bytes are under the same id at the hub. */
export interface CardFile {
  id: string
  name: string
  type: string
  bytes: number
}

export interface Relation {
  kind: RelationKind
  cardId: string
}

export interface Card {
  id: string
  title: string
  /** Markdown. */
  description: string
  columnId: string
  laneId: string | null
  order: string
  labels: string[]
  /** Member ids. */
  assignees: string[]
  /** ISO date, without a time. */
  dueOn: string | null
  checklists: Checklist[]
  files: CardFile[]
  /** Id of the file that is shown on the card. */
  cover: string | null
  /** By field id. */
  fields: Record<string, FieldValue>
  /** As they stand on this card; the other card knows nothing of them. */
  relations: Relation[]
  /** Stands in no column: new cards are made after it. */
  isTemplate: boolean
  archivedAt: number | null
  /** Unix epoch, ms. */
  createdAt: number
  createdBy: string | null
}

/** What a filter asks for; what is absent does not matter. */
export interface CardFilter {
  /** Every word is in the card. */
  text?: string | undefined
  /** Any of these; '' stands for none. */
  labels?: string[] | undefined
  assignees?: string[] | undefined
  due?: DueFilter | undefined
  /** By field id; any of these values as text, '' stands for none. */
  fields?: Record<string, string[]> | undefined
}

export interface SavedFilter {
  id: string
  name: string
  filter: CardFilter
}

export type ColumnWithCards = Column & { cards: Card[] }

export interface Board {
  columns: ColumnWithCards[]
  lanes: Lane[]
  labels: Label[]
  fields: Field[]
  filters: SavedFilter[]
  /** By title. */
  templates: Card[]
  /** Columns with the cards in them, and cards that were archived one by one, last archived first. */
  archived: { columns: ColumnWithCards[]; cards: Card[] }
}

export type CardMap = Y.Map<unknown>

const COLLECTIONS = ['columns', 'lanes', 'labels', 'fields', 'filters', 'cards'] as const
type Collection = (typeof COLLECTIONS)[number]

/** The maps that a board is made of: what undo watches. */
export function boardMaps(doc: Y.Doc): Y.Map<unknown>[] {
  return COLLECTIONS.map((name) => doc.getMap<unknown>(name))
}

/** Reads what is there and tolerates what is not: another client may write anything into its own board. */
export function readBoard(doc: Y.Doc): Board {
  return arrangeBoard(
    doc,
    entries(doc, 'cards').map(([id, map]) => readCard(id, map)),
  )
}

/** A board from cards that are read already. */
export function arrangeBoard(doc: Y.Doc, cards: readonly Card[]): Board {
  const all = entries(doc, 'columns').map(([id, map]) => ({
    id,
    name: text(map, 'name'),
    order: text(map, 'order'),
    wipLimit: number(map, 'wipLimit'),
    archivedAt: number(map, 'archivedAt'),
  }))
  all.sort(byOrder)
  const byColumn = new Map<string, Card[]>(all.map((column) => [column.id, []]))
  const shown = all.filter(({ archivedAt }) => archivedAt === null)
  // A card whose column was deleted while it was moved there is shown in the first column, never lost.
  const home = shown[0] === undefined ? undefined : byColumn.get(shown[0].id)
  const [templates, placed] = [cards.filter((card) => card.isTemplate), cards.filter((card) => !card.isTemplate)]
  const live = placed.filter(({ archivedAt }) => archivedAt === null).toSorted(byOrder)
  for (const card of live) (byColumn.get(card.columnId) ?? home)?.push(card)
  const withCards = ({ id, name, order, wipLimit }: Column) => ({
    id,
    name,
    order,
    wipLimit,
    cards: byColumn.get(id) ?? [],
  })
  return {
    columns: shown.map(withCards),
    lanes: entries(doc, 'lanes')
      .map(([id, map]) => ({ id, name: text(map, 'name'), order: text(map, 'order') }))
      .toSorted(byOrder),
    labels: entries(doc, 'labels').map(([id, map]) => ({ id, name: text(map, 'name'), color: color(map) })),
    fields: entries(doc, 'fields')
      .map(([id, map]) => readField(id, map))
      .toSorted(byOrder),
    filters: entries(doc, 'filters').map(([id, map]) => ({
      id,
      name: text(map, 'name'),
      filter: readFilter(map.get('filter')),
    })),
    templates: templates.toSorted((a, b) => a.title.localeCompare(b.title) || byOrder(a, b)),
    archived: {
      columns: all.filter(({ archivedAt }) => archivedAt !== null).map(withCards),
      cards: placed
        .filter(({ archivedAt }) => archivedAt !== null)
        .toSorted((a, b) => (b.archivedAt ?? 0) - (a.archivedAt ?? 0)),
    },
  }
}

export function readCard(id: string, map: CardMap): Card {
  const lists = new Map<string, Checklist>()
  const items: (CheckItem & { list: string })[] = []
  const files: CardFile[] = []
  const fields: Record<string, FieldValue> = {}
  const relations: Relation[] = []
  for (const [key, value] of map) {
    const [kind, rest = ''] = split(key)
    if (kind === 'list' && value instanceof Y.Map) {
      lists.set(rest, { id: rest, name: text(value, 'name'), order: text(value, 'order'), items: [] })
    } else if (kind === 'item' && value instanceof Y.Map) {
      const done = value.get('done') === true
      items.push({ id: rest, list: text(value, 'list'), text: text(value, 'text'), done, order: text(value, 'order') })
    } else if (kind === 'file') {
      const file = readFile(rest, value)
      if (file !== undefined) files.push(file)
    } else if (kind === 'field' && ['string', 'number', 'boolean'].includes(typeof value)) {
      fields[rest] = value as FieldValue
    } else if (kind === 'rel') {
      const [name, cardId] = split(rest)
      const known = RELATION_KINDS.find((one) => one === name)
      if (known !== undefined && cardId !== undefined) relations.push({ kind: known, cardId })
    }
  }
  for (const { list, ...item } of items.toSorted(byOrder)) lists.get(list)?.items.push(item)
  return {
    id,
    title: text(map, 'title'),
    description: longText(map, 'description'),
    columnId: text(map, 'columnId'),
    laneId: text(map, 'laneId') || null,
    order: text(map, 'order'),
    labels: keys(map, 'labels'),
    assignees: keys(map, 'assignees'),
    dueOn: text(map, 'dueOn') || null,
    checklists: [...lists.values()].toSorted(byOrder),
    files: files.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    cover: text(map, 'cover') || null,
    fields,
    relations: relations.toSorted((a, b) => (`${a.kind}:${a.cardId}` < `${b.kind}:${b.cardId}` ? -1 : 1)),
    isTemplate: map.get('template') === true,
    archivedAt: number(map, 'archivedAt'),
    createdAt: number(map, 'createdAt') ?? 0,
    createdBy: text(map, 'createdBy') || null,
  }
}

export function entries(doc: Y.Doc, collection: Collection): [string, CardMap][] {
  return [...doc.getMap<unknown>(collection)].filter((entry): entry is [string, CardMap] => entry[1] instanceof Y.Map)
}

export function byOrder(a: { order: string; id: string }, b: { order: string; id: string }): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function readField(id: string, map: CardMap): Field {
  const options = map.get('options')
  return {
    id,
    name: text(map, 'name'),
    kind: FIELD_KINDS.find((kind) => kind === map.get('kind')) ?? 'text',
    order: text(map, 'order'),
    options: strings(options) ?? [],
  }
}

function readFilter(value: unknown): CardFilter {
  if (typeof value !== 'object' || value === null) return {}
  const { text: words, labels, assignees, due, fields } = value as Record<string, unknown>
  const dueKind = DUE_FILTERS.find((kind) => kind === due)
  const byField = Object.entries(typeof fields === 'object' && fields !== null ? fields : {}).flatMap(
    ([id, wanted]) => {
      const values = strings(wanted)
      return values === undefined ? [] : [[id, values] as const]
    },
  )
  const [labelIds, memberIds] = [strings(labels), strings(assignees)]
  return {
    ...(typeof words === 'string' && words !== '' ? { text: words } : {}),
    ...(labelIds === undefined ? {} : { labels: labelIds }),
    ...(memberIds === undefined ? {} : { assignees: memberIds }),
    ...(dueKind === undefined ? {} : { due: dueKind }),
    ...(byField.length === 0 ? {} : { fields: Object.fromEntries(byField) }),
  }
}

function readFile(id: string, value: unknown): CardFile | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, type, bytes } = value as Record<string, unknown>
  if (typeof name !== 'string' || typeof type !== 'string' || typeof bytes !== 'number') return undefined
  return { id, name, type, bytes }
}

/** At the first colon: ids may hold none. */
function split(key: string): [string, string | undefined] {
  const at = key.indexOf(':')
  return at === -1 ? [key, undefined] : [key.slice(0, at), key.slice(at + 1)]
}

function strings(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.filter((one): one is string => typeof one === 'string')
}

function text(map: CardMap, key: string): string {
  const value = map.get(key)
  return typeof value === 'string' ? value : ''
}

function longText(map: CardMap, key: string): string {
  const value = map.get(key)
  return value instanceof Y.Text ? value.toJSON() : text(map, key)
}

function number(map: CardMap, key: string): number | null {
  const value = map.get(key)
  return typeof value === 'number' ? value : null
}

function keys(map: CardMap, key: string): string[] {
  const value = map.get(key)
  return value instanceof Y.Map ? [...value.keys()].toSorted() : []
}

function color(map: CardMap): LabelColor {
  return LABEL_COLORS.find((name) => name === map.get('color')) ?? 'gray'
}
