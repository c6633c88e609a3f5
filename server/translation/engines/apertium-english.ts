const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`
const MONTH_FIRST = new RegExp(String.raw`\b(${MONTHS}) ${DAY}\b(?:,? (\d{4})\b)?`, 'g')
const DAY_FIRST = new RegExp(String.raw`\b(?:the )?${DAY} of (${MONTHS})\b(?:,? (\d{4})\b)?`, 'g')

/** What its rules make of 'please', which they take for a verb. */
const PLEASED: Record<string, { pattern: RegExp; instead: string }> = {
  es: { pattern: /(?:\bte )?\bcomplacer\b/gi, instead: 'por favor' },
  ca: { pattern: /(?:\b(?:et|te) )?\bcomplaure\b/gi, instead: 'si us plau' },
}

export function withPlease(translated: string, source: string, to: string): string {
  const pleased = PLEASED[to]
  if (pleased === undefined || !/\bplease\b/i.test(source)) return translated
  const { pattern, instead } = pleased
  const capital = instead.charAt(0).toUpperCase() + instead.slice(1)
  return translated.replace(pattern, (found) => (/^\p{Lu}/u.test(found) ? capital : instead))
}

/** Dates in the one order that its rules know: in 'March 4th' March is a walk, in '4 March 2025' a month. */
export function withDatesInOrder(text: string): string {
  const put = (day: string, month: string, year: string | undefined) =>
    `${day} ${month}${year === undefined ? '' : ` ${year}`}`
  return text
    .replace(MONTH_FIRST, (_, month: string, day: string, year?: string) => put(day, month, year))
    .replace(DAY_FIRST, (_, day: string, month: string, year?: string) => put(day, month, year))
}
