/** Scripts that put no spaces between words. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** Scripts of one language, or of few; the first is meant where nothing else is known. */
const SCRIPTS: readonly { pattern: RegExp; languages: readonly string[] }[] = [
  { pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ['ja'] },
  { pattern: /\p{Script=Hangul}/gu, languages: ['ko'] },
  { pattern: /\p{Script=Han}/gu, languages: ['zh', 'ja'] },
  { pattern: /\p{Script=Thai}/gu, languages: ['th'] },
  { pattern: /\p{Script=Hebrew}/gu, languages: ['he', 'yi'] },
  { pattern: /\p{Script=Greek}/gu, languages: ['el'] },
  { pattern: /\p{Script=Georgian}/gu, languages: ['ka'] },
  { pattern: /\p{Script=Armenian}/gu, languages: ['hy'] },
  { pattern: /\p{Script=Devanagari}/gu, languages: ['hi', 'mr', 'ne'] },
  { pattern: /\p{Script=Bengali}/gu, languages: ['bn'] },
  { pattern: /\p{Script=Tamil}/gu, languages: ['ta'] },
  { pattern: /\p{Script=Telugu}/gu, languages: ['te'] },
  { pattern: /\p{Script=Khmer}/gu, languages: ['km'] },
]

/** Most texts have none of them. */
const ANY = new RegExp(SCRIPTS.map(({ pattern }) => pattern.source).join('|'), 'u')

/**
 * By its letters alone, where they say it. A statistic takes 'push済み' for Albanian.
 * @returns undefined for Latin, Cyrillic and Arabic, which many languages share.
 */
export function languageOfScript(text: string, allowed: readonly string[]): string | undefined {
  if (!ANY.test(text)) return undefined
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  for (const { pattern, languages } of SCRIPTS) {
    const own = text.match(pattern)?.length ?? 0
    // Words of another script stand among these; a single word of these among others is a quotation.
    if (own === 0 || own / letters < 0.15) continue
    return languages.find((language) => allowed.includes(language)) ?? languages[0]
  }
  return undefined
}

const SHARED: readonly { pattern: RegExp; languages: readonly string[] }[] = [
  { pattern: /\p{Script=Cyrillic}/u, languages: ['ru', 'uk', 'bg', 'be', 'sr', 'mk', 'kk', 'ky', 'mn', 'tg'] },
  { pattern: /\p{Script=Arabic}/u, languages: ['ar', 'fa', 'ur', 'ps', 'ckb'] },
]

/** The first of them that names a language counts. */
const BY_LANGUAGE = new Map(
  [...SHARED, ...SCRIPTS]
    .toReversed()
    .flatMap(({ pattern, languages }) => languages.map((language) => [language, pattern] as const)),
)

/** Whether a text has a letter of a language's own script. 'Tokyo' is not written in Japanese. */
export function isWrittenIn(language: string, text: string): boolean {
  return text.search(BY_LANGUAGE.get(language) ?? /\p{Script=Latin}/u) !== -1
}
