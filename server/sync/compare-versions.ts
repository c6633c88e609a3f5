import * as Y from 'yjs'
import type { z } from 'zod'
import { type DocumentChange, MOST_CHANGES } from '../../shared/document-versions.ts'
import type { Authored } from './authorship.ts'
import { authorsOf, historyDocument } from './history.ts'
import type { ClockRange } from './update-shape.ts'
import type { StoredHistory } from './update-log.ts'

type Json = z.infer<ReturnType<typeof z.json>>

interface AuthoredRange extends ClockRange {
  author: string | null
  at: number
}

/** A stretch of one item that came or went as a whole. */
interface Stretch {
  item: Y.Item
  from: number
  to: number
  isInsertion: boolean
  by: { author: string | null; at: number } | undefined
}

/** What is other at the end of the history than at `from`. At most `MOST_CHANGES`, in the order of the document's items. */
export function compareVersions(history: StoredHistory, from: number): { changes: DocumentChange[]; isCut: boolean } {
  let before = Y.emptySnapshot
  const doc = historyDocument(history, from, (marked) => (before = Y.snapshot(marked)))
  try {
    const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]))
    const changes = new ChangeList(roots)
    for (const stretch of changed(doc, before, authorsOf(history))) {
      changes.add(stretch)
      if (changes.length > MOST_CHANGES) break
    }
    return { changes: changes.list.slice(0, MOST_CHANGES), isCut: changes.length > MOST_CHANGES }
  } finally {
    doc.destroy()
  }
}

function* changed(doc: Y.Doc, before: Y.Snapshot, authors: readonly Authored[]): Iterable<Stretch> {
  const written = rangesByClient(authors, 'structs')
  const deleted = rangesByClient(authors, 'deletes')
  for (const [client, structs] of doc.store.clients) {
    const seen = before.sv.get(client) ?? 0
    const gone = rangesOf(before.ds.clients.get(client))
    for (const item of structs) {
      if (!(item instanceof Y.Item) || !item.countable) continue
      const end = item.id.clock + item.length
      if (end <= seen && !item.deleted) continue
      for (let from = item.id.clock, to = end; from < end; from = to, to = end) {
        if (from < seen) to = Math.min(to, seen)
        const wasGone = at(gone, from)
        to = Math.min(to, wasGone?.to ?? next(gone, from))
        const wasThere = from < seen && wasGone === undefined
        if (wasThere === !item.deleted) continue
        const by = at((wasThere ? deleted : written).get(client) ?? [], from)
        to = Math.min(to, by?.to ?? next((wasThere ? deleted : written).get(client) ?? [], from))
        yield { item, from, to, isInsertion: !wasThere, by }
      }
    }
  }
}

/** Makes a member's words of stretches: what follows each other is one change, and a key's old and new value are one. */
class ChangeList {
  readonly list: DocumentChange[] = []
  readonly #roots: ReadonlyMap<unknown, string>
  readonly #keys = new Map<string, DocumentChange>()

  constructor(roots: ReadonlyMap<unknown, string>) {
    this.#roots = roots
  }

  get length(): number {
    return this.list.length
  }

  add({ item, from, to, isInsertion, by }: Stretch): void {
    const path = this.#pathOf(item)
    const value = valueOf(item, from, to)
    if (path === undefined || value === undefined) return
    const author = by?.author ?? null
    const at = by?.at ?? null
    if (item.parentSub !== null) {
      this.#set(path, value, isInsertion, author, at)
      return
    }
    const kind = isInsertion ? 'inserted' : 'removed'
    const last = this.list.at(-1)
    if (last?.kind === kind && last.author === author && last.at === at && samePath(last.path, path)) {
      if (typeof last.value === 'string' && typeof value === 'string') {
        last.value += value
        return
      }
    }
    this.list.push({ kind, path, value, author, at })
  }

  #set(path: string[], value: Json, isInsertion: boolean, author: string | null, at: number | null): void {
    const key = JSON.stringify(path)
    let change = this.#keys.get(key)
    if (change === undefined) {
      change = { kind: 'set', path, author, at }
      this.#keys.set(key, change)
      this.list.push(change)
    }
    if (isInsertion) {
      change.value = value
      change.author = author
      change.at = at
    } else {
      change.before = value
    }
  }

  /** @returns undefined for what hangs on nothing: its parent was never there. */
  #pathOf(item: Y.Item): string[] | undefined {
    const path: string[] = []
    let current: Y.Item | null = item
    while (current !== null) {
      if (current.parentSub !== null) path.unshift(current.parentSub)
      const { parent }: Y.Item = current
      if (!(parent instanceof Y.AbstractType)) return undefined
      if (parent instanceof Y.XmlElement) path.unshift(parent.nodeName)
      current = parent._item
      if (current !== null) continue
      const root = this.#roots.get(parent)
      if (root === undefined) return undefined
      path.unshift(root)
    }
    return path
  }
}

function valueOf(item: Y.Item, from: number, to: number): Json | undefined {
  const { content, id } = item
  if (content instanceof Y.ContentString) return content.str.slice(from - id.clock, to - id.clock)
  if (content instanceof Y.ContentAny) return content.arr.slice(from - id.clock, to - id.clock).map(toJson)[0] ?? null
  if (content instanceof Y.ContentEmbed) return toJson(content.embed)
  // What is in a type has stretches of its own.
  return undefined
}

/** As near as JSON comes to a Yjs value: big integers are text. */
function toJson(value: unknown): Json {
  const json = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))
  return json === undefined ? null : (JSON.parse(json) as Json)
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index])
}

function rangesByClient(authors: readonly Authored[], kind: 'structs' | 'deletes'): Map<number, AuthoredRange[]> {
  const ranges = new Map<number, AuthoredRange[]>()
  for (const { author, at, [kind]: some } of authors) {
    for (const range of some) {
      const of = ranges.get(range.client) ?? []
      ranges.set(range.client, of)
      of.push({ ...range, author, at })
    }
  }
  for (const [client, of] of ranges) ranges.set(client, withoutOverlap(of))
  return ranges
}

/** Sorted by clock. What is told twice (a client that came back says all it has) belongs to who said it first. */
function withoutOverlap(ranges: readonly AuthoredRange[]): AuthoredRange[] {
  const taken: AuthoredRange[] = []
  for (const range of ranges) {
    let from = range.from
    let index = firstEndingAfter(taken, from)
    while (from < range.to) {
      const other = taken[index]
      const to = Math.min(range.to, other?.from ?? range.to)
      if (from < to) {
        taken.splice(index, 0, { ...range, from, to })
        index += 1
      }
      from = Math.max(to, other?.to ?? to)
      index += 1
    }
  }
  return taken
}

function rangesOf(items: readonly { clock: number; len: number }[] | undefined): { from: number; to: number }[] {
  return (items ?? []).map(({ clock, len }) => ({ from: clock, to: clock + len }))
}

/** The range that holds the clock. `ranges` are sorted, and none overlaps another. */
function at<T extends { from: number; to: number }>(ranges: readonly T[], clock: number): T | undefined {
  const index = firstEndingAfter(ranges, clock)
  const range = ranges[index]
  return range !== undefined && range.from <= clock ? range : undefined
}

/** Where the next range after a clock that none holds begins. */
function next(ranges: readonly { from: number; to: number }[], clock: number): number {
  return ranges[firstEndingAfter(ranges, clock)]?.from ?? Number.POSITIVE_INFINITY
}

function firstEndingAfter(ranges: readonly { to: number }[], clock: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.to ?? 0) > clock) high = middle
    else low = middle + 1
  }
  return low
}
