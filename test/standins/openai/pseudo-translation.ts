const KANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハ'
const VOWELS: Record<string, string> = { a: 'e', e: 'i', i: 'o', o: 'u', u: 'a' }

/** Looks like a text of that language's script; marks, numbers and punctuation stay where they are. */
export function pseudoTranslation(masked: string, to: string): string {
  return masked
    .split(/(⟦\/?\d+⟧)/)
    .map((piece, index) => (index % 2 === 1 ? piece : words(piece, to)))
    .join('')
}

function words(piece: string, to: string): string {
  if (to === 'ja') return piece.replace(/\p{Script=Latin}+/gu, (word) => kana(word))
  return piece
    .replace(/[aeiou]/g, (vowel) => VOWELS[vowel] ?? vowel)
    .replace(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
      (word) => ` ${'lorem '.repeat(word.length).trim()} `,
    )
}

function kana(word: string): string {
  return [...word.toLowerCase()]
    .slice(0, Math.ceil(word.length / 2))
    .map((letter) => KANA.charAt((letter.codePointAt(0) ?? 0) % KANA.length))
    .join('')
}
