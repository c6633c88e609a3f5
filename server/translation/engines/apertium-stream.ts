import { nameOfMark, withNamedAcronyms, withoutNames } from './apertium-names.ts'

/** A segment as Apertium's stream has it: what must survive as names and superblanks, its own signs escaped. */
export function toStream(masked: string, nonce: string): string {
  const words = masked.normalize('NFC').replaceAll('’', "'").replace(CONTROLS, ' ')
  const pieces = words.split(/(⟦\/?\d+⟧)/)
  const escaped = pieces
    .map((piece, index) => {
      if (index % 2 === 0) return escape(piece)
      // Around words, or within one, it is none.
      const isName = !/[\p{L}\p{N}]$/u.test(pieces[index - 1] ?? '') && !/^[\p{L}\p{N}]/u.test(pieces[index + 1] ?? '')
      const number = piece.slice(1, -1)
      const isPair = number.startsWith('/') || words.includes(`⟦/${number}⟧`)
      return (isName && !isPair ? nameOfMark(number, words) : undefined) ?? `[${number}]`
    })
    .join('')
  // Its taggers look for the end of the sentence.
  return `[${nonce}]${escaped}${/[.!?…:;]$/.test(words) ? END : `.${END}`}`
}

/** 'no.' alone would be a number's. */
function escape(text: string): string {
  const escaped = text
    .replace(/[\\^$@<>{}[\]/~*+]/g, '\\$&')
    .replace(/(?<!\p{L})no(?=\s*$|\.(?:$|\s+\p{Lu}))/giu, '$&[]')
    .replace(QUOTED, '[$1]$2[$3]')
  return withNamedAcronyms(escaped)
}

/** Between quotation marks that are also apostrophes: 'Map' would be read as "'m" and more. */
const QUOTED =
  /(?<![\p{L}\p{N}])(')(?=\p{L})([^'[\]]{1,200}?(?:(?<=\p{L})'\p{L}[^'[\]]{0,200}?){0,5})(')(?![\p{L}\p{N}])/gu
const CONTROLS = /\p{Cc}/gu
const END = '[end]'

/** @returns undefined when this is not the answer to the segment with that nonce. */
export function fromStream(answer: string, masked: string, nonce: string): string | undefined {
  const start = answer.indexOf(`[${nonce}]`)
  const end = answer.lastIndexOf(END)
  if (start === -1 || end === -1) return undefined
  const inner = answer.slice(0, start) + answer.slice(start + nonce.length + 2, end)
  const added = !/[.!?…:;]$/.test(masked)
  const words = (added ? inner.replace(/\s*\.$/, '') : inner)
    .replace(/(?<!\\)\[(\/?\d+)\]/g, '⟦$1⟧')
    .replaceAll(/(?<!\\)\[('?)\]/g, '$1')
    .replace(/\\([\s\S])/g, '$1')
  return tidy(withoutNames(words, masked), masked)
}

/** Words that were dropped leave their spaces behind. */
function tidy(words: string, masked: string): string {
  // A space that was put inside of a style belongs behind it.
  let text = words.replace(/(\s+)((?:⟦\/\d+⟧)+)/g, '$2$1')
  if (!/ {2}/.test(masked)) text = text.replace(/ {2,}/g, ' ')
  if (!/\s[,.;:!?]/.test(masked)) text = text.replace(/\s+([,.;:!?])(?!\S)/g, '$1')
  text = withoutNewCapitals(text.trim(), masked)
  const [first = ''] = masked.replace(/^(?:⟦\/?\d+⟧|\P{L})*/u, '')
  return withFirst(
    text,
    isUpper(first)
      ? (char) => char.toUpperCase()
      : (char, next) => (isUpper(next) || (char === 'I' && !/\p{L}/u.test(next)) ? char : char.toLowerCase()),
  )
}

const WITHIN = String.raw`(?<=[\p{L}\p{N},;)](?:\s+|'|-)|⟧\s*)`
const CAPITAL_WITHIN = new RegExp(String.raw`${WITHIN}\p{Lu}\p{Ll}`, 'u')
const CAPITALS_WITHIN = new RegExp(String.raw`${WITHIN}(?:\p{Lu}(?=\p{Ll})|[AEIOUY](?=\s))`, 'gu')
/** 'Plan B' */
const LONE_CAPITAL = /(?<![\p{L}\p{N}'])[A-HJ-Z](?![\p{L}\p{N}'])/u

/** After what it does not know, its programs begin a sentence anew. */
function withoutNewCapitals(text: string, masked: string): string {
  const hasOwn = CAPITAL_WITHIN.test(masked) || LONE_CAPITAL.test(masked)
  return hasOwn ? text : text.replace(CAPITALS_WITHIN, (char) => char.toLowerCase())
}

function isUpper(char: string): boolean {
  return char !== char.toLowerCase()
}

/** 'I' and 'API' stay as they are; 'Y' does not. */
function withFirst(text: string, change: (char: string, next: string) => string): string {
  return text.replace(
    /^((?:⟦\/?\d+⟧|[^\p{L}⟦])*)(\p{L})(.?)/su,
    (_, before: string, char: string, next: string) => before + change(char, next) + next,
  )
}

/** Spanish opens its questions and exclamations, too. */
export function withOpeningMarks(text: string): string {
  return text.replace(
    /((?:[^.!?…]|[.!?…](?=[\p{L}\p{N}]))*)([?!])(?![\p{L}\p{N}=])/gu,
    (whole, sentence: string, mark: string) => {
      const opening = mark === '?' ? '¿' : '¡'
      const [, before = '', words = ''] = /^(\s*)([\s\S]*)$/.exec(sentence) ?? []
      return /[¿¡]/.test(sentence) || !/\p{L}/u.test(words) ? whole : `${before}${opening}${words}${mark}`
    },
  )
}
