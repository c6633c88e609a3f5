import { PRIVATE_RULES } from './private-rules.ts'
import type { ProtectedKind, Rule } from './protection-rule.ts'
import { UNSPACED } from './scripts.ts'
import { TECHNICAL_RULES } from './technical-rules.ts'

export interface ProtectedSpan {
  start: number
  end: number
  kind: ProtectedKind
  /** What is written instead in the other language; absent: the same. */
  becomes?: string
}

export interface Term {
  term: string
  /** Undefined: it stays as it is. */
  becomes: string | undefined
}

const OTHER_SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Arabic', 'Hebrew', 'Cyrillic', 'Thai', 'Devanagari']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('')

/** What a text in Latin letters quotes in another script is a name, or an example. */
const QUOTED: Rule = {
  kind: 'technical',
  pattern: new RegExp(String.raw`[${OTHER_SCRIPTS}][\p{M}ー]*(?:[ ・]?[${OTHER_SCRIPTS}\p{M}ー])*`, 'gu'),
}

/** Outside of what is held already. Japanese endings tell of a sentence; names are written without them. */
function isMostlyLatin(text: string, taken: readonly ProtectedSpan[]): boolean {
  let words = text
  for (const { start, end } of taken) words = words.slice(0, start) + ' '.repeat(end - start) + words.slice(end)
  const count = (pattern: RegExp) => words.match(pattern)?.length ?? 0
  const latin = count(/\p{Script=Latin}/gu)
  const others = count(/\p{L}/gu) - latin
  const weight =
    others + 0.5 * count(/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/gu) + 3 * count(/\p{Script=Hiragana}/gu)
  return others > 0 && latin >= 12 && latin / (latin + weight) >= 0.7
}

/** @returns what must not be changed in a text, in order, without overlaps. */
export function protectedSpans(text: string, terms: readonly Term[]): ProtectedSpan[] {
  const taken: ProtectedSpan[] = []
  const isFree = (start: number, end: number) => !taken.some((span) => start < span.end && end > span.start)
  const signs = new Signs(text)
  const take = ({ kind, pattern, accepts, signs: own }: Rule) => {
    if (own !== undefined && !signs.hasOneOf(own)) return
    for (const { start, end } of found(pattern, text)) {
      if ((accepts?.(text.slice(start, end)) ?? true) && isFree(start, end)) taken.push({ start, end, kind })
    }
  }
  for (const rule of PRIVATE_RULES) take(rule)
  for (const span of termSpans(text, terms)) if (isFree(span.start, span.end)) taken.push(span)
  for (const rule of TECHNICAL_RULES) take(rule)
  if (text.search(QUOTED.pattern) !== -1 && isMostlyLatin(text, taken)) take(QUOTED)
  return taken.toSorted((a, b) => a.start - b.start)
}

/** Most rules look for what most texts have not a letter of. See `Rule.signs`. */
class Signs {
  readonly #text: string
  readonly #hasDigit: boolean

  constructor(text: string) {
    this.#text = text
    this.#hasDigit = /\d/.test(text)
  }

  hasOneOf(signs: string): boolean {
    for (const sign of signs) if (sign === '0' ? this.#hasDigit : this.#text.includes(sign)) return true
    return false
  }
}

/** As `matchAll`, which makes its pattern anew each time: most rules find nothing. */
function found(pattern: RegExp, text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [{ length }] = match
    if (length > 0) spans.push({ start: match.index, end: match.index + length })
    // A code point further, or it would find the same nothing for ever.
    else pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1
  }
  return spans
}

/** Longest first: of 'Core ML' and 'ML', the former. */
function termSpans(text: string, terms: readonly Term[]): ProtectedSpan[] {
  const lower = text.toLowerCase()
  // Some letters change their length: then only what is written the same is found.
  const haystack = lower.length === text.length ? lower : text
  return terms
    .toSorted((a, b) => b.term.length - a.term.length)
    .flatMap(({ term, becomes }) =>
      placesOf(haystack, haystack === lower ? term.toLowerCase() : term)
        // Several of a name that stays are called by it, too.
        .map(({ start, end }) => ({ start, end: becomes === undefined ? end + pluralAt(text, end) : end }))
        .filter(({ start, end }) => isWholeWord(text, start, end))
        .map(({ start, end }): ProtectedSpan => ({
          start,
          end,
          kind: 'term',
          ...(becomes === undefined ? {} : { becomes }),
        })),
    )
}

function pluralAt(text: string, at: number): number {
  return /^e?s(?![\p{L}\p{N}])/u.exec(text.slice(at, at + 3))?.[0].length ?? 0
}

function placesOf(haystack: string, needle: string): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = []
  if (needle === '') return places
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    places.push({ start: at, end: at + needle.length })
  }
  return places
}

const SPACED = /[\p{L}\p{N}]/u

/** Scripts that put no spaces between words have no edges to look at. */
function isWholeWord(text: string, start: number, end: number): boolean {
  const joins = (a: string, b: string) => SPACED.test(a) && SPACED.test(b) && !UNSPACED.test(a) && !UNSPACED.test(b)
  return !joins(text.charAt(start - 1), text.charAt(start)) && !joins(text.charAt(end - 1), text.charAt(end))
}
