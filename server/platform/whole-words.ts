/**
 * Finds any of some words as written, in any case; 'on device' and 'on-device' are one. A language without spaces has no whole
 * words. `words`: at least one.
 */
export function wholeWords(words: readonly string[]): RegExp {
  const any = words.map((word) => {
    const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replace(/[\s-]+/g, String.raw`[\s-]+`)
    return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word)
      ? escaped
      : String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`
  })
  return new RegExp(any.join('|'), 'iu')
}
