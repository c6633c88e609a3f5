import { expect, test } from 'vitest'
import { findBlocked } from './blocked-words.ts'

test('a blocked word is found whatever its case, width, accents and joiners, and only as a whole word', () => {
  const words = ['Gänsefüßchen', 'get rich', 'cash', '無料', 'كاش']
  for (const [text, word] of [
    ['GANSEFÜSSCHEN!', 'Gänsefüßchen'],
    ['Ｇｅｔ-Ｒｉｃｈ', 'get rich'],
    ['c\u200Ba\u00ADsh', 'cash'],
    ['今なら無料です', '無料'],
    ['ادفع كاش.', 'كاش'],
  ] as const) {
    expect(findBlocked(text, words)).toBe(word)
  }
  for (const text of ['cashier', 'encashed', 'cash2', 'get the rich', ''])
    expect(findBlocked(text, words)).toBeUndefined()
  expect(findBlocked('が', ['か'])).toBeUndefined()
})
