const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`
const MONTH_FIRST = new RegExp(String.raw`\b(${MONTHS}) ${DAY}\b(?:,? (\d{4})\b)?`, 'g')
const DAY_FIRST = new RegExp(String.raw`\b(?:the )?${DAY} of (${MONTHS})\b(?:,? (\d{4})\b)?`, 'g')

/** Dates in the one order that its rules know: in 'March 4th' March is a walk, in '4 March 2025' a month. */
export function withDatesInOrder(text: string): string {
  const put = (day: string, month: string, year: string | undefined) =>
    `${day} ${month}${year === undefined ? '' : ` ${year}`}`
  return text
    .replace(MONTH_FIRST, (_, month: string, day: string, year?: string) => put(day, month, year))
    .replace(DAY_FIRST, (_, day: string, month: string, year?: string) => put(day, month, year))
}
