import type { MarkedText } from '../../shared/search.ts'
import type { Term } from './words.ts'
import { fold } from './words.ts'

const BEFORE = 60
const LENGTH = 220
/** A fold of one character, kept: texts repeat themselves. */
const folded = new Map<string, string>()
const MAX_FOLDED = 20_000

/** The text with every term marked. */
export function marked(text: string, terms: readonly Term[]): MarkedText {
  return segments(text, findAll(sameLength(text), terms))
}

/** A piece of the text around the first term that it holds; its beginning when it holds none. */
export function snippet(text: string, terms: readonly Term[]): MarkedText {
  const flat = text.replace(/\s+/g, ' ')
  const comparable = sameLength(flat)
  const first = Math.min(...terms.map((term) => indexOf(comparable, term, 0)).filter((at) => at >= 0))
  const from = Number.isFinite(first) ? wordStart(flat, Math.max(0, first - BEFORE)) : 0
  const to = Math.min(flat.length, from + LENGTH)
  const piece = flat.slice(from, to)
  const found = segments(piece, findAll(comparable.slice(from, to), terms))
  if (from > 0) found.unshift({ text: '…', match: false })
  if (to < flat.length) found.push({ text: '…', match: false })
  return found
}

/** Whether a text holds what the terms without spaces stand for: their pairs may be found apart. */
export function holdsRuns(text: string, terms: readonly Term[]): boolean {
  const long = terms.filter(({ words }) => words.length > 1)
  if (long.length === 0) return true
  const comparable = fold(text)
  return long.every((term) => comparable.includes(term.text))
}

function findAll(comparable: string, terms: readonly Term[]): [from: number, to: number][] {
  const found: [number, number][] = []
  for (const term of terms) {
    for (let at = indexOf(comparable, term, 0); at >= 0; at = indexOf(comparable, term, at + term.text.length)) {
      found.push([at, at + term.text.length])
    }
  }
  return found.toSorted((a, b) => a[0] - b[0])
}

/** A word begins where no letter stands before; in scripts without spaces, anywhere. */
function indexOf(comparable: string, { text, isPrefix }: Term, from: number): number {
  for (let at = comparable.indexOf(text, from); at >= 0; at = comparable.indexOf(text, at + 1)) {
    if (!isPrefix || !/[a-z0-9\u00df-\u052f]/.test(comparable[at - 1] ?? ' ')) return at
  }
  return -1
}

function segments(text: string, ranges: readonly (readonly [number, number])[]): MarkedText {
  const made: MarkedText = []
  let at = 0
  for (const [from, to] of ranges) {
    if (from < at) continue
    if (from > at) made.push({ text: text.slice(at, from), match: false })
    made.push({ text: text.slice(from, to), match: true })
    at = to
  }
  if (at < text.length || made.length === 0) made.push({ text: text.slice(at), match: false })
  return made
}

function wordStart(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.indexOf(' ', at)
  return space >= 0 && space - at < BEFORE / 2 ? space + 1 : at
}

/** Folded character by character, so that a place in it is the same place in the text. */
function sameLength(text: string): string {
  let made = ''
  for (const unit of text) {
    if (unit.length > 1) {
      made += unit
      continue
    }
    made += unit < '\u0080' ? unit.toLowerCase() : foldedUnit(unit)
  }
  return made
}

function foldedUnit(unit: string): string {
  const known = folded.get(unit)
  if (known !== undefined) return known
  const all = fold(unit)
  const one = all.length === 1 ? all : unit
  if (folded.size < MAX_FOLDED) folded.set(unit, one)
  return one
}
