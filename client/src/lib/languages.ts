/** The interface's languages, each by its own name. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'es', name: 'Español' },
  { code: 'ja', name: '日本語' },
  { code: 'ar', name: 'العربية' },
] as const

export type Language = (typeof LANGUAGES)[number]['code']

const KEY = 'guildhall:language'

/** The member's choice in this browser, else the first of the browser's languages that there is, else English. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages]
  for (const tag of wanted) {
    const found = LANGUAGES.find(({ code }) => tag === code || tag.startsWith(`${code}-`))
    if (found !== undefined) return found.code
  }
  return 'en'
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
}
