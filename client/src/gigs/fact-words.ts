import type { TFunction } from 'i18next'

/** How the hub's rules name a group of countries, in English; the names of countries themselves are the browser's. */
const AREA_WORDS = {
  Europe: 'EUROPE',
  'the Nordics': 'NORDICS',
  'Latin America': 'LATAM',
  'the Americas': 'AMERICAS',
  'North America': 'NORTH_AMERICA',
  Africa: 'AFRICA',
  'the Middle East': 'MENA',
  'the EEA': 'EEA',
  Asia: 'ASIA',
  Oceania: 'OCEANIA',
} as const
const ARTICLES: Record<string, string> = {
  'the United States': 'US',
  'the United Kingdom': 'GB',
  'the Netherlands': 'NL',
}

let codes: Map<string, string> | undefined

/** Country codes by their English names. */
function codesByName(): Map<string, string> {
  if (codes !== undefined) return codes
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  codes = new Map(
    letters.flatMap((first) =>
      letters.flatMap((second) => {
        const code = first + second
        const name = names.of(code)
        return name === undefined || name === code ? [] : [[name, code] as const]
      }),
    ),
  )
  for (const [name, code] of Object.entries(ARTICLES)) codes.set(name, code)
  return codes
}

/** 'the United States, Germany' in the interface's language. */
export function placeWords(t: TFunction, locale: string, english: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return english
    .split(', ')
    .map((name) => {
      if (name in AREA_WORDS) return t(`gigs.areas.${AREA_WORDS[name as keyof typeof AREA_WORDS]}`)
      const code = codesByName().get(name)
      return code === undefined ? name : (names.of(code) ?? name)
    })
    .join(', ')
}

/** '€65–80 / h' in the interface's language. */
export function payFactWords(t: TFunction, english: string): string {
  return english
    .replace(/ \/ (h|day|week|month|year)$/, (_, period: 'h' | 'day' | 'week' | 'month' | 'year') => {
      return ` / ${t(`gigs.period.${period === 'h' ? 'hour' : period}`)}`
    })
    .replace(/ for the project$/, () => ` / ${t('gigs.period.project')}`)
    .replace(/ a piece$/, () => ` / ${t('gigs.period.unit')}`)
}

const SPOKEN =
  'en de fr es it pt nl pl cs sk ru uk sv no da fi hu ro bg el tr ar he hi ur bn ta zh ja ko vi th id ms tl sw hr sr sl ca lv lt et'

/** 'German and French' in the interface's language. */
export function languageWords(locale: string, english: string): string {
  const [inEnglish, own] = ['en', locale].map((one) => new Intl.DisplayNames(one, { type: 'language' }))
  const codeOf = new Map(SPOKEN.split(' ').map((code) => [inEnglish?.of(code), code]))
  const names = english.split(' and ').map((name) => {
    const code = codeOf.get(name)
    return code === undefined ? name : (own?.of(code) ?? name)
  })
  return new Intl.ListFormat(locale).format(names)
}
