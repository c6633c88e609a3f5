import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'vite'

type Words = { [key: string]: string | Words }

/** Sections that only pages use, never what stands around them: they come with the first page, not before anything is shown. */
const OF_PAGES = new Set([
  'announcements',
  'chat',
  'coffee',
  'directory',
  'digests',
  'documents',
  'editor',
  'events',
  'gigs',
  'history',
  'inbox',
  'insights',
  'market',
  'moderation',
  'niches',
  'profile',
  'review',
  'reviews',
  'sharing',
  'translation',
  'vouches',
])

const PLURAL = /_(zero|one|two|few|many|other)$/

/**
 * Puts the English words into the locale files that lack them, so that no language needs those of another at run time.
 * 'de.json' is what is needed at once, 'de.json?pages' the rest.
 */
export function completeLocales(): Plugin {
  return {
    name: 'complete-locales',
    enforce: 'pre',
    load(id) {
      const [, path, language, ofPages] = /^(.*[\\/]locales[\\/]([a-z]{2})\.json)(\?pages)?$/.exec(id) ?? []
      if (path === undefined || language === undefined) return undefined
      const english = join(dirname(path), 'en.json')
      this.addWatchFile(english)
      this.addWatchFile(path)
      const words = completed(read(path), read(english), language)
      const chosen = Object.entries(words).filter(([name]) => OF_PAGES.has(name) === (ofPages !== undefined))
      const json = JSON.stringify(Object.fromEntries(chosen))
      // With a query, Vite takes it for a script.
      return ofPages === undefined ? json : `export default ${json}`
    },
  }
}

/** @returns `words` with all that only `english` has; a plural in every form that the language asks for. */
export function completed(words: Words, english: Words, language: string): Words {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const made: Words = { ...words }
  for (const [key, text] of Object.entries(english)) {
    const own = words[key]
    if (typeof text === 'object') {
      made[key] = completed(typeof own === 'object' ? own : {}, text, language)
      continue
    }
    const base = key.replace(PLURAL, '')
    if (base === key) {
      made[key] ??= text
      continue
    }
    for (const form of forms) made[`${base}_${form}`] ??= english[`${base}_${form}`] ?? english[`${base}_other`] ?? text
  }
  return made
}

function read(path: string): Words {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Words
  } catch (error) {
    throw new Error(`${basename(path)} is not valid JSON`, { cause: error })
  }
}
