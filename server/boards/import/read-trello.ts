import { z } from 'zod'
import type { LabelColor } from '../../../shared/board-kinds.ts'
import { dayOf, type Imported, type ImportedCard, MOST_CARDS, MOST_COLUMNS, MOST_LABELS, titleOf } from './imported.ts'

const id = z.string().max(64)
const name = z.string().catch('')
const pos = z.number().catch(0)

const list = z.object({ id, name, closed: z.boolean().catch(false), pos })
const label = z.object({ id, name, color: z.string().nullish().catch(null) })
const member = z.object({ id, fullName: name })
const checklist = z.object({
  idCard: id,
  name,
  pos,
  checkItems: z.array(z.object({ name, state: z.string().catch(''), pos })).catch([]),
})
const card = z.object({
  id,
  name: z.string(),
  desc: name,
  idList: id,
  pos,
  closed: z.boolean().catch(false),
  isTemplate: z.boolean().catch(false),
  due: z.string().nullish().catch(null),
  idLabels: z.array(id).catch([]),
  idMembers: z.array(id).catch([]),
  attachments: z.array(z.object({ name, url: z.string() })).catch([]),
})
const comment = z.object({
  type: z.literal('commentCard'),
  date: z.string(),
  data: z.object({ text: z.string(), card: z.object({ id }) }),
  memberCreator: z.object({ fullName: name }).nullish(),
})

/** The board export of Trello: developer.atlassian.com/cloud/trello/rest/api-group-boards, as the app's "Export as JSON" has it. */
const trelloBoard = z.object({
  lists: z.array(z.unknown()),
  cards: z.array(z.unknown()),
  labels: z.array(z.unknown()).catch([]),
  members: z.array(z.unknown()).catch([]),
  checklists: z.array(z.unknown()).catch([]),
  actions: z.array(z.unknown()).catch([]),
})

/** Trello's ten colours in light, normal and dark, as ours. */
const COLORS: Record<string, LabelColor> = {
  green: 'green',
  lime: 'green',
  yellow: 'orange',
  orange: 'orange',
  red: 'red',
  pink: 'red',
  purple: 'violet',
  blue: 'blue',
  sky: 'teal',
  black: 'gray',
}

/** @returns undefined where it is no Trello board. A list, card or comment that is broken costs no other. */
export function readTrello(json: unknown): Imported | undefined {
  const board = trelloBoard.safeParse(json)
  if (!board.success) return undefined
  const { data } = board
  const lists = valid(list, data.lists).toSorted(byPos).slice(0, MOST_COLUMNS)
  const labels = valid(label, data.labels).slice(0, MOST_LABELS)
  const colorOf = (color: string | null | undefined) => COLORS[color?.replace(/_(light|dark)$/, '') ?? ''] ?? 'gray'
  const labelNames = new Map(labels.map((one) => [one.id, one.name || colorOf(one.color)]))
  const people = new Map(valid(member, data.members).map((one) => [one.id, one.fullName]))
  const listNames = new Map(lists.map((one) => [one.id, one.name || 'List']))
  const comments = grouped(valid(comment, data.actions), (action) => action.data.card.id)
  const checklists = grouped(valid(checklist, data.checklists), (one) => one.idCard)
  const imported: Imported = {
    columns: lists.map((one) => ({ name: one.name || 'List', wipLimit: null, archived: one.closed })),
    labels: labels.map((one) => ({ name: one.name || colorOf(one.color), color: colorOf(one.color) })),
    fields: [],
    cards: [],
    problems: [],
  }
  const placed: { pos: number; card: ImportedCard }[] = []
  for (const [at, raw] of data.cards.entries()) {
    const row = at + 1
    if (placed.length >= MOST_CARDS) {
      imported.problems.push({ row, message: `Only the first ${MOST_CARDS} cards are taken.` })
      break
    }
    const parsed = card.safeParse(raw)
    const title = parsed.success ? titleOf(parsed.data.name) : undefined
    if (!parsed.success || title === undefined) {
      imported.problems.push({ row, message: 'This card has no title or no list.' })
      continue
    }
    const one = parsed.data
    const links = one.attachments
      .filter(({ url }) => /^https?:/.test(url))
      .map((file) => `- [${file.name || file.url}](${file.url})`)
    placed.push({
      pos: one.pos,
      card: {
        title,
        description: [one.desc, links.join('\n')].filter(Boolean).join('\n\n'),
        column: listNames.get(one.idList) ?? imported.columns[0]?.name ?? 'List',
        lane: null,
        labels: one.idLabels.flatMap((labelId) => labelNames.get(labelId) ?? []),
        people: one.idMembers.flatMap((memberId) => people.get(memberId) ?? []),
        dueOn: (one.due && dayOf(one.due)) || null,
        checklists: (checklists.get(one.id) ?? []).toSorted(byPos).map((checks) => ({
          name: checks.name || 'Checklist',
          items: checks.checkItems
            .toSorted(byPos)
            .map((item) => ({ text: item.name, done: item.state === 'complete' })),
        })),
        fields: {},
        comments: (comments.get(one.id) ?? []).map((action) => ({
          authorName: action.memberCreator?.fullName ?? null,
          text: action.data.text,
          at: Date.parse(action.date) || 0,
        })),
        archived: one.closed,
        isTemplate: one.isTemplate,
      },
    })
  }
  imported.cards = placed.toSorted(byPos).map((one) => one.card)
  return imported
}

function valid<T extends z.ZodType>(schema: T, values: readonly unknown[]): z.output<T>[] {
  return values.flatMap((value) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? [parsed.data] : []
  })
}

function byPos(a: { pos: number }, b: { pos: number }): number {
  return a.pos - b.pos
}

/** `Map.groupBy` of Node 21. */
function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group === undefined) groups.set(keyOf(value), [value])
    else group.push(value)
  }
  return groups
}
