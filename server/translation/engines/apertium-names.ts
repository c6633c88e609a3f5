/*
 * What stands for a thing is given to Apertium as a word of which nothing is known but that it is a name: the sentence around it
 * is understood, and articles keep off. As superblanks such things are no part of it: 'el ⟦1⟧ hoy' became 'l'avui ⟦1⟧'.
 */

const LETTERS = 'bcdfghjklm'
const NAMES = /zq([b-m]+)q|zx([a-z]+)xz/gi
/** Small, they are words in some of its languages: 'api' is celery. */
const ACRONYMS =
  /(?<![\p{L}\p{N}])(?:API|SDK|CLI|CPU|GPU|RAM|SSD|URL|HTTP|HTTPS|HTML|CSS|JSON|XML|SQL|CSV|UX|UI|VPN|DNS|SSH|JWT|SSO|USB)(?![\p{L}\p{N}])/gu

/** @returns undefined where such names stand already. */
export function nameOfMark(number: string, words: string): string | undefined {
  return words.search(NAMES) === -1 ? `Zq${number.replace(/\d/g, (digit) => LETTERS[Number(digit)] ?? '')}q` : undefined
}

export function withNamedAcronyms(words: string): string {
  return words.replace(ACRONYMS, (found) => `Zx${found.toLowerCase()}xz`)
}

/** Marks and acronyms again; what the text itself said of that kind stays. */
export function withoutNames(text: string, masked: string): string {
  return text.replace(NAMES, (name, letters: string | undefined, acronym: string | undefined) => {
    if (acronym !== undefined) return masked.includes(acronym.toUpperCase()) ? acronym.toUpperCase() : name
    const number = [...(letters ?? '').toLowerCase()].map((letter) => LETTERS.indexOf(letter)).join('')
    return masked.includes(`⟦${number}⟧`) ? `⟦${number}⟧` : name
  })
}
