const FLAG = /^[\u{1F1E6}-\u{1F1FF}]{2}$/u
const FIRST_LETTER = 0x1f1e6

/** Slack has short names for some flags; the others are 'flag-' and a region. */
const SHORT_NAMES: Record<string, string> = {
  cn: 'CN',
  de: 'DE',
  es: 'ES',
  fr: 'FR',
  gb: 'GB',
  uk: 'GB',
  it: 'IT',
  jp: 'JP',
  kr: 'KR',
  ru: 'RU',
  us: 'US',
}

/** Flags of many peoples, who have no language of their own. */
const OF_MANY = new Set(['EU', 'UN'])

/** @returns the language that is spoken most where this flag flies, undefined for what is no flag. */
export function languageOfFlag(emoji: string): string | undefined {
  if (!FLAG.test(emoji)) return undefined
  const region = [...emoji]
    .map((letter) => String.fromCharCode(65 + (letter.codePointAt(0) ?? 0) - FIRST_LETTER))
    .join('')
  return languageOf(region)
}

/** The same for Slack's names of flags. */
export function languageOfFlagName(name: string): string | undefined {
  const region = /^flag-([a-z]{2})$/.exec(name)?.[1]?.toUpperCase() ?? SHORT_NAMES[name]
  return region === undefined ? undefined : languageOf(region)
}

function languageOf(region: string): string | undefined {
  const { language } = new Intl.Locale(`und-${region}`).maximize()
  if (OF_MANY.has(region)) return undefined
  // Where the runtime knows nothing of a region, it guesses English for all the world.
  if (language === undefined || (language === 'en' && !isEnglish(region))) return undefined
  if (region === 'BR') return 'pt-BR'
  if (language === 'zh') return ['TW', 'HK', 'MO'].includes(region) ? 'zh-Hant' : 'zh-Hans'
  return language
}

function isEnglish(region: string): boolean {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(region) !== region
}
