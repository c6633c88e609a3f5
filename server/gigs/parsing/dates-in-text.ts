/** Months as posts write them, by their first letters. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|ene|janv)/iu,
  /^(?:feb|fév|fev)/iu,
  /^(?:mar|mär|mrz)/iu,
  /^(?:apr|abr|avr)/iu,
  /^(?:may|mai|mayo)/iu,
  /^(?:jun|juin)/iu,
  /^(?:jul|juil)/iu,
  /^(?:aug|ago|aoû|aou)/iu,
  /^(?:sep|set)/iu,
  /^(?:o[ck]t)/iu,
  /^(?:nov)/iu,
  /^(?:de[cz]|dic|déc)/iu,
]
const NAME = String.raw`(?<name>jan\w*|ene\w*|janv\w*|feb\w*|fév\w*|mar(?:ch|s|zo|\.)?|märz?|mrz|apr\w*|abr\w*|avr\w*|may|mai|mayo|june?|juni|junio|juin|july?|juli|julio|juil\w*|aug\w*|agosto|août|sep\w*|set\w*|o[ck]t\w*|nov\w*|de[cz]\w*|dic\w*|déc\w*)\.?`
const DATE = new RegExp(
  String.raw`^(?:(?<iso>\d{4}-\d{2}(?:-\d{2})?)|(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>\d{4})|(?:(?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?)?${NAME}(?:\s(?<day2>\d{1,2})(?:st|nd|rd|th)?(?![\d:]))?,?(?:\s(?:de\s)?(?<year>20\d{2}))?)(?![\p{L}\d])`,
  'iu',
)
const HALF_A_YEAR_MS = 183 * 86_400_000

/**
 * A day (YYYY-MM-DD) or month (YYYY-MM) that a text begins with. A date without a year is the one nearest to `near` (Unix epoch,
 * ms), the next rather than the last; undefined where there is none, or no such day.
 */
export function dateAt(text: string, near: number | undefined): { value: string; length: number } | undefined {
  const match = DATE.exec(text)
  const groups = match?.groups
  if (match === null || groups === undefined) return undefined
  const value = groups['iso'] ?? numeric(groups) ?? named(groups, near)
  return value === undefined || !isDate(value) ? undefined : { value, length: match[0].length }
}

/** Not '2027-02-31', which counts on into March. */
function isDate(value: string): boolean {
  const at = new Date(value)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

type Groups = Record<string, string | undefined>

function numeric({ d, m, y }: Groups): string | undefined {
  return d === undefined || m === undefined || y === undefined ? undefined : joined(y, Number(m), d)
}

function named({ name, day, day2, year }: Groups, near: number | undefined): string | undefined {
  const month = MONTHS.findIndex((pattern) => pattern.test(name ?? '')) + 1
  const at = day ?? day2
  if (month === 0) return undefined
  if (year !== undefined) return joined(year, month, at)
  if (near === undefined) return undefined
  const thisYear = new Date(near).getUTCFullYear()
  const isOver = Date.UTC(thisYear, month, 1) < near - HALF_A_YEAR_MS / 6
  return joined(String(isOver ? thisYear + 1 : thisYear), month, at)
}

function joined(year: string, month: number, day: string | undefined): string {
  const two = (part: number | string) => String(part).padStart(2, '0')
  return day === undefined ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
}
