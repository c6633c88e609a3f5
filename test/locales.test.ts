import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { completed } from '../client/complete-locales.ts'

const CLIENT = fileURLToPath(new URL('../client/src', import.meta.url))
const LANGUAGES = ['de', 'es', 'ja', 'ar']

type Words = { [key: string]: string | Words }

function wordsOf(language: string): Words {
  return JSON.parse(readFileSync(`${CLIENT}/locales/${language}.json`, 'utf8')) as Words
}

function flat(words: Words, prefix = ''): [key: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted()
}

interface Wanted {
  /** What English says in this form. */
  text: string
  /** Placeholders of any form: all of them are filled in. */
  known: string[]
}

/** The keys that a language must have: those of English, each plural in the forms of the language. */
function keysFor(language: string): Map<string, Wanted> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const english = new Map(flat(wordsOf('en')))
  const keys = new Map<string, Wanted>()
  for (const [key, text] of english) {
    const base = /^(.*)_other$/.exec(key)?.[1]
    if (base === undefined) {
      if (!key.endsWith('_one')) keys.set(key, { text, known: placeholders(text) })
      continue
    }
    const one = english.get(`${base}_one`) ?? text
    const known = placeholders(one + text)
    for (const form of forms) keys.set(`${base}_${form}`, { text: form === 'one' ? one : text, known })
  }
  return keys
}

describe.each(LANGUAGES)('the words of the interface in %s', (language) => {
  const own = new Map(flat(wordsOf(language)))
  const wanted = keysFor(language)

  test('are as many as in English, each plural in every form that the language has', () => {
    // What is listed here is shown in English until it is translated.
    expect({ missing: [...wanted.keys()].filter((key) => !own.has(key)) }).toEqual({ missing: [] })
    expect({ unknown: [...own.keys()].filter((key) => !wanted.has(key)) }).toEqual({ unknown: [] })
  })

  test('hold the same placeholders as in English', () => {
    for (const [key, text] of own) {
      const { text: inEnglish, known } = wanted.get(key) ?? { text, known: [] }
      const english = placeholders(inEnglish)
      const found = placeholders(text)
      // 'One card' may name its number in a word.
      const optional = /_(?:zero|one|two)$/.test(key)
        ? ['{{count}}', '{{shown}}', '{{uses}}', '{{words}}', '{{limit}}']
        : []
      expect(
        found.filter((name) => !known.includes(name)),
        key,
      ).toEqual([])
      expect(
        english.filter((name) => !found.includes(name) && !optional.includes(name)),
        key,
      ).toEqual([])
    }
  })

  test('are words, not what English says', () => {
    for (const text of own.values()) expect(text.trim()).not.toBe('')
    const letters = (text: string) => text.replaceAll(/\{\{\w+\}\}/g, '').length
    const same = [...own].filter(([key, text]) => letters(text) > 24 && wanted.get(key)?.text === text)
    expect(same).toEqual([])
  })
})

test('what a language lacks is shown in English, in each of its plural forms', () => {
  const english = {
    greeting: 'Hello',
    cards_one: '{{count}} card',
    cards_other: '{{count}} cards',
    deep: { a: 'A', b: 'B' },
  }
  expect(completed({ greeting: 'مرحبا', deep: { a: 'ا' } }, english, 'ar')).toEqual({
    greeting: 'مرحبا',
    cards_zero: '{{count}} cards',
    cards_one: '{{count}} card',
    cards_two: '{{count}} cards',
    cards_few: '{{count}} cards',
    cards_many: '{{count}} cards',
    cards_other: '{{count}} cards',
    deep: { a: 'ا', b: 'B' },
  })
})

/** Attributes that are read or read out. */
const READ = new Set(['alt', 'aria-label', 'aria-description', 'description', 'label', 'placeholder', 'title'])
/** Names are the same in every language. */
const NAMES = /^(Guildhall|https:\/\/|\+|–|·|…|…:|[\d\s.,:;/%()*•-]+)$/

interface Node {
  type: string
  [key: string]: unknown
}

function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item)
  else if (typeof value === 'object' && value !== null) {
    if ('type' in value) yield value as Node
    for (const inner of Object.values(value)) yield* nodes(inner)
  }
}

function isText(text: unknown): text is string {
  return typeof text === 'string' && /\p{L}/u.test(text) && !NAMES.test(text.trim())
}

test('no text that people read stands in the code', () => {
  const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'))
  expect(files.length).toBeGreaterThan(50)
  const found: string[] = []
  for (const file of files) {
    const program = parseAst(readFileSync(`${CLIENT}/${file}`, 'utf8'), { lang: 'tsx' }) as unknown
    for (const node of nodes(program)) {
      if (node.type === 'JSXText' && isText(node['value'])) found.push(`${file}: ${node['value'].trim()}`)
      if (node.type !== 'JSXAttribute') continue
      const name = (node['name'] as { name?: unknown }).name
      const value = node['value'] as Node | null
      if (READ.has(String(name)) && value?.type === 'Literal' && isText(value['value'])) {
        found.push(`${file}: ${String(name)}="${value['value']}"`)
      }
    }
  }
  expect(found).toEqual([])
})
