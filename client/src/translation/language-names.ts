/** What is offered; a model may know more, and any code may stand in a glossary. */
export const LANGUAGE_CODES = [
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
  'zh',
  'zh-Hant',
]

/** 'Spanish' for 'es', in the interface's language. */
export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

export function languageChoices(locale: string): { value: string; label: string }[] {
  return LANGUAGE_CODES.map((value) => ({ value, label: languageName(value, locale) })).toSorted((a, b) =>
    a.label.localeCompare(b.label, locale),
  )
}
