import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'

/** Scrolling less than this changes nothing in what is in the page. */
const STEP = 160
const OVERSCAN = 2 * STEP

interface Seen {
  /** In pixels from the top of the list, in whole steps. */
  top: number
  /** Of the scroller. */
  height: number
  /** Counts changes of measured heights. */
  version: number
}

/** What of a long list can be seen: where it is scrolled to, and how high its rows are. */
export class ListWindow {
  readonly #heights = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  readonly #rows = new ResizeObserver((entries) => this.#onRows(entries))
  #seen: Seen = { top: 0, height: 0, version: 0 }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly seen = (): Seen => this.#seen

  heightOf(key: string): number | undefined {
    return this.#heights.get(key)
  }

  /** A row, with its key in `data-card`, from when it is in the page until it leaves. */
  readonly measure = (row: HTMLElement | null): (() => void) | undefined => {
    if (row === null) return undefined
    this.#rows.observe(row)
    return () => this.#rows.unobserve(row)
  }

  /** @returns what lets go of it. */
  attach(scroller: HTMLElement): () => void {
    const look = () => {
      const top = Math.floor(scroller.scrollTop / STEP) * STEP
      const height = scroller.clientHeight
      if (top !== this.#seen.top || height !== this.#seen.height) this.#change({ ...this.#seen, top, height })
    }
    const size = new ResizeObserver(look)
    size.observe(scroller)
    scroller.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      size.disconnect()
      scroller.removeEventListener('scroll', look)
      this.#rows.disconnect()
    }
  }

  #onRows(entries: readonly ResizeObserverEntry[]): void {
    let changed = false
    for (const { target, borderBoxSize } of entries) {
      const key = target.getAttribute('data-card')
      const height = borderBoxSize[0]?.blockSize
      // While it is dragged it is no row of the list, and one that has just left has no height.
      if (key === null || height === undefined || height === 0 || target.matches('[data-dragging="true"]')) continue
      if (this.#heights.get(key) === height) continue
      this.#heights.set(key, height)
      changed = true
    }
    if (changed) this.#change({ ...this.#seen, version: this.#seen.version + 1 })
  }

  #change(seen: Seen): void {
    this.#seen = seen
    for (const listener of this.#listeners) listener()
  }
}

export interface WindowedRows {
  /** Indexes of the rows that are in the page, ascending. */
  indexes: readonly number[]
  /** Pixels from the top of the list, by index. */
  offsets: readonly number[]
  /** Height of the whole list. */
  total: number
  measure: ListWindow['measure']
}

interface WindowedListOptions {
  keys: readonly string[]
  scroller: { readonly current: HTMLElement | null }
  usualHeight: number
  gap: number
  /** Stay in the page wherever the list is scrolled to: what is dragged, and what has the focus. */
  keep: readonly (string | undefined)[]
}

/** The rows of a list that can be seen, with where they are: thousands of rows cost as much as a screenful. */
export function useWindowedList({ keys, scroller, usualHeight, gap, keep }: WindowedListOptions): WindowedRows {
  const [list] = useState(() => new ListWindow())
  useEffect(() => (scroller.current === null ? undefined : list.attach(scroller.current)), [list, scroller])
  const seen = useSyncExternalStore(list.subscribe, list.seen)
  const { version } = seen
  const places = useMemo(() => {
    const offsets: number[] = []
    let at = 0
    for (const key of keys) {
      offsets.push(at)
      // A version without a change of heights is none: it is what makes this run again.
      at += (version >= 0 ? list.heightOf(key) : undefined) ?? usualHeight
      at += gap
    }
    return { offsets, total: Math.max(0, at - gap) }
  }, [keys, list, version, usualHeight, gap])
  const first = firstFrom(places.offsets, seen.top - OVERSCAN)
  const last = firstFrom(places.offsets, seen.top + seen.height + STEP + OVERSCAN)
  const indexes = new Set(Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at))
  for (const key of keep) {
    const index = key === undefined ? -1 : keys.indexOf(key)
    if (index !== -1) indexes.add(index)
  }
  return { ...places, indexes: [...indexes].toSorted((a, b) => a - b), measure: list.measure }
}

/** The first row that begins at or after a height. */
function firstFrom(offsets: readonly number[], height: number): number {
  let [low, high] = [0, offsets.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) < height) low = middle + 1
    else high = middle
  }
  return low
}
