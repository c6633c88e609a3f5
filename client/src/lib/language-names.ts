/** Languages that can be chosen to read and write in; a model may know more, and any code may stand in a glossary. */
export const READABLE: readonly string[] = [
  'ar',
  'bg',
  'bn',
  'ca',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'eu',
  'fa',
  'fi',
  'fr',
  'gl',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'nb',
  'nl',
  'oc',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'sw',
  'ta',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh-Hans',
  'zh-Hant',
]

/** 'Spanish' for 'es', in the interface's language; what is no code stays as it is. */
export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

/** For a select, in the order of their names. */
export function languageChoices(locale: string): { value: string; label: string }[] {
  return READABLE.map((value) => ({ value, label: languageName(value, locale) })).toSorted((a, b) =>
    a.label.localeCompare(b.label, locale),
  )
}
