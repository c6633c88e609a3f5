/** Scripts that write words without spaces between them: there, every two characters that stand together are a word. */
const UNSPACED_SET =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々〆]'
const UNSPACED = new RegExp(UNSPACED_SET, 'u')
const RUN = new RegExp(`${UNSPACED_SET}+|(?:(?!${UNSPACED_SET})[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const MAX_WORD = 64
/** Of a query. */
const MAX_TERMS = 12

/** Accents of Latin, Greek and Cyrillic; vowel signs of Arabic and Hebrew, and the Arabic line that only fills. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]|\u0640/g

/** The form in which words are compared: no case, no accents, no widths. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').normalize('NFC').toLowerCase()
}

/** The words of a text in order, as both databases keep them. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [run] of fold(text).matchAll(RUN)) {
    if (UNSPACED.test(run)) words.push(...pairsOf(run))
    else words.push(run.slice(0, MAX_WORD))
  }
  return words
}

/** One part of a query: found where all of its words are. */
export interface Term {
  /** Folded, as it was typed: to be marked in what was found. */
  text: string
  words: string[]
  /** Words may go on: 'boa' finds 'board'. */
  isPrefix: boolean
}

/** What is asked for; at most 12 terms. */
export function termsOf(query: string): Term[] {
  const terms: Term[] = []
  for (const [run] of fold(query).matchAll(RUN)) {
    if (terms.length === MAX_TERMS) break
    const isUnspaced = UNSPACED.test(run)
    const pairs = isUnspaced ? pairsOf(run) : []
    // The last character of a run is a word, too, so that one alone is found: but here it may stand before others.
    const words = isUnspaced ? (pairs.length > 1 ? pairs.slice(0, -1) : pairs) : [run.slice(0, MAX_WORD)]
    terms.push({ text: run, words, isPrefix: words.length === 1 })
  }
  return terms
}

/** '東京都' is 東京, 京都, 都. */
function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.map((character, index) => character + (characters[index + 1] ?? ''))
}
