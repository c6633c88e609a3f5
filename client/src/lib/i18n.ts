import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from '../locales/en.json'
import { keepLanguage, type Language, preferredLanguage } from './languages.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    nsSeparator: false
    resources: { translation: typeof en }
  }
}

/**
 * One chunk each; only the chosen one is loaded. What a language does not have yet stands there in English: the build
 * puts it in (`client/complete-locales.ts`).
 */
const LOCALES: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../locales/en.json'),
  de: () => import('../locales/de.json'),
  es: () => import('../locales/es.json'),
  ja: () => import('../locales/ja.json'),
  ar: () => import('../locales/ar.json'),
}

/** The words that only pages use. */
const PAGE_WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../locales/en.json?pages'),
  de: () => import('../locales/de.json?pages'),
  es: () => import('../locales/es.json?pages'),
  ja: () => import('../locales/ja.json?pages'),
  ar: () => import('../locales/ar.json?pages'),
}

/** Resolves when the words of the preferred language are there, but for those of pages. */
export async function startI18n(): Promise<void> {
  const language = preferredLanguage()
  const { default: words } = await LOCALES[language]()
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: words } },
    // Names of scopes hold a colon.
    nsSeparator: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
  showLanguage(language)
}

/** @returns a page's code, once the words that it uses are there, too. */
export async function withPageWords<Page>(page: Promise<Page>): Promise<Page> {
  const language = i18next.language as Language
  const [loaded, { default: words }] = await Promise.all([page, PAGE_WORDS[language]()])
  i18next.addResourceBundle(language, 'translation', words)
  return loaded
}

/** Changes the language at once and for later visits. */
export async function chooseLanguage(language: Language): Promise<void> {
  const all = await Promise.all([LOCALES[language](), PAGE_WORDS[language]()])
  for (const { default: words } of all) i18next.addResourceBundle(language, 'translation', words)
  await i18next.changeLanguage(language)
  keepLanguage(language)
  showLanguage(language)
}

/** For screen readers, hyphenation and fonts, and for the page's direction. */
function showLanguage(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}
