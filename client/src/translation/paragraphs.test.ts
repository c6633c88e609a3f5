import { expect, test } from 'vitest'
import { paragraphsOf } from './paragraphs.ts'

test('paragraphs stand between empty lines, and keep their lines', () => {
  const text = '\n One line\nand another. \n \n\nSecond.\n\n- a\n- b\n'
  const paragraphs = paragraphsOf(text)
  expect(paragraphs.map(({ text: one }) => one)).toEqual(['One line\nand another.', 'Second.', '- a\n- b'])
  for (const { text: one, start } of paragraphs) expect(text.slice(start, start + one.length)).toBe(one)
  expect(paragraphsOf(' \n\n ')).toEqual([])
})
