import { TRUST_WORDS } from './trust-translations.ts'

/** The facts in what a signal says, which is English in the log and the API. */
const FACTS: Readonly<Record<string, RegExp>> = {
  'copied post': /^says word for word what (?<client>.+) posted before$/,
  'blocked word': /^has ‘(?<word>.+)’ in it/,
  'pay far above the level': /€(?<pay>\d+)/,
  'pays below the market': /€(?<pay>\d+) .* the (?<count>\d+) gigs .*€(?<most>\d+)$/,
  'client pays late': /as (?<some>\d+) of (?<all>\d+) members/,
  'client goes silent': /as (?<some>\d+) of (?<all>\d+) members/,
  'client rated low': /rated (?<rating>[\d.]+) of 5 by (?<count>\d+)/,
  'client rated well': /rated (?<rating>[\d.]+) of 5 by (?<count>\d+)/,
}

/** A signal in another language; one that is not known, or says other facts than it used to, stays as it is. */
export function trustWords(language: string, { name, text }: { name: string; text: string }): string {
  const words = isTranslated(language) ? TRUST_WORDS[language][name] : undefined
  if (words === undefined) return text
  const pattern = FACTS[name]
  if (pattern === undefined) return words
  const facts = pattern.exec(text)?.groups
  return facts === undefined ? text : words.replace(/\{\{(\w+)\}\}/g, (_, key: string) => facts[key] ?? '')
}

function isTranslated(language: string): language is keyof typeof TRUST_WORDS {
  return language in TRUST_WORDS
}
