import { wholeWords } from '../platform/whole-words.ts'

/** What people see between letters and what only machines do: joiners, soft hyphens, marks of direction. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g
const MARKED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu

/** So that width, case, accents and invisible characters make no difference; marks that make another letter stay. */
function folded(text: string): string {
  return text.replace(UNSEEN, '').normalize('NFKD').replace(MARKED, '$1').normalize('NFC').toUpperCase().toLowerCase()
}

/** @returns the first of the words that stands in a text as a whole word, as the list has it. */
export function findBlocked(text: string, words: readonly string[]): string | undefined {
  if (words.length === 0 || text === '') return undefined
  const plain = folded(text)
  const all = words.map(folded)
  if (!wholeWords(all).test(plain)) return undefined
  return words.find((_, at) => wholeWords([all[at] ?? '']).test(plain))
}
