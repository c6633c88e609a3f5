import type { Pay } from '../../../shared/gigs.ts'
import { convertPay } from '../matching/pay-rates.ts'
import { CODES, currencyOf, SIGN, WORD } from './currencies.ts'
import { sentenceAround, type Span } from './text-map.ts'

type Period = Pay['period']
export interface FoundPay extends Span {
  pay: Pay
}

interface Candidate {
  found: FoundPay
  /** How surely it is the pay. */
  score: number
}

// '4,25,000' is how India writes 425,000.
const NUMBER = String.raw`\d{1,2}(?:,\s?\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[,. '’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`
const SUFFIX = String.raw`(?:\s?[kK](?![\p{L}\d])|\s?T(?=€|EUR)|\s?万|\s?(?:m|mm|mn|bn|b|million|billion|millionen|mio|trillion|thousand|tausend|tsd\.?|lakhs?|lpa|cr(?:ore)?)(?![\p{L}\d]))`
const DASH = String.raw`\s*(?:-|–|—|‑|~|〜|～|→|to|bis|and|up to|through|a|à|y)\s*`
const PER = String.raw`\s?(?:/|per|an?)\s?(?:h|hr|hour|yr|year|month|mo|day|week)(?![\p{L}])`

/** [sign][code] amount [k] [code], and perhaps a second amount in the same form. */
const MONEY = new RegExp(
  `(?<lead>(?:(?<![\\p{L}])(?:${CODES}))\\s?\\$?|${SIGN})?\\s?(?<![\\d.,])(?<low>${NUMBER})(?<lowSuffix>${SUFFIX})?\\+?(?:,-{1,2})?(?:\\s?(?<midCode>${WORD}))?` +
    `(?:(?:${PER})?${DASH}(?<lead2>(?:${CODES})\\s?\\$?|${SIGN})?\\s?(?<high>${NUMBER})(?<highSuffix>${SUFFIX})?\\+?(?:,-{1,2})?)?` +
    `(?:\\s?(?<tail>${WORD}))?`,
  'giu',
)

/** Words that may stand between an amount and what it is for. */
const FILL = String.raw`^(?:\W{0,3}(?:gross|net|netto|brutto|bruto|brutos|bruts?|lordi|usd|eur|gbp|cad|aud|plus|excl\.?|ex\.?|\+|vat|mwst\.?|b2b|doe|flat|fixed|depending on experience|for (?:the )?first)(?![\p{L}]))*`
const BY = String.raw`(?:\/|per|an?|each|every|pro|por|je|par|al|ao|all['’]|p\.?\/?|de l['’]|à l['’]|im|im|om)`
const after = (words: string) => new RegExp(`${FILL}\\W{0,3}(?:${words})`, 'iu')

const PERIODS: readonly (readonly [Period, RegExp])[] = [
  [
    'hour',
    after(
      `${BY}\\s*(?:h|hr|hrs|hours?|stunde|std|hora|heure|uur|ora|godz\\w*)(?![\\p{L}])|ph\\b|hourly|hr\\b|hrs\\b|stündlich|die stunde|時給`,
    ),
  ],
  ['day', after(`${BY}\\s*(?:day|d|tag|día|dia|jour|dag|j)(?![\\p{L}])|daily|day rate|pd\\b|\\bht\\s*/\\s*jour`)],
  ['week', after(`${BY}\\s*(?:week|wk|woche|semana|semaine)(?![\\p{L}])|weekly|pw\\b`)],
  [
    'month',
    after(
      `${BY}\\s*(?:month|mo|monat|mes|mês|mois|maand|mese|mies\\w*)(?![\\p{L}])|monthly|pm\\b|monatlich|mensual(?:es)?|mensais|mensuels?|miesięcznie|net(?:to)? monthly|retainer|x\\s?1[2-4](?!\\d)`,
    ),
  ],
  [
    'year',
    after(
      `${BY}\\s*(?:year|yr|y|annum|jahr|año|an|ano|jaar|anno)(?![\\p{L}])|yearly|annually|annual(?:es)?|annuels?|anuales|anuais|annui|jährlich|p\\.?\\s?a\\.?(?=\\W|$)|brutto im jahr|base|ote\\b|salary`,
    ),
  ],
  [
    'project',
    after(
      `(?:\\/|per|for the|for this|pro|für das|por el|pour le|por)\\s*(?:project|job|gig|milestone|whole|entire|projekt|projet|proyecto|task)(?![\\p{L}])|fixed|flat|total|in total|all in|lump sum`,
    ),
  ],
  [
    'unit',
    after(
      `(?:\\/|per|an?|each|pro|for every|for each|por|par|je)\\s*(?:\\d[\\d,.]*\\s*)?(?:finished |approved |published |completed |audio |short |long )?(?:word|article|post|image|photo|video|page|piece|design|logo|lead|call|task|session|lesson|minute|item|unit|record|hit|song|chapter|screen|test|student|line|slide|listing|sale|wort|seite|palabra|mot|episode|clip|reel|script|email|thread|card|asset|model|file|batch|appointment|interview|translation|character|scene|track|ticket|query|render|page view|download|signup|booking|survey)|each(?=[\\s,.;)]|$)`,
    ),
  ],
]
/** Before an amount, in the same sentence. */
const PERIODS_BEFORE: readonly (readonly [Period, RegExp])[] = [
  [
    'hour',
    /(?:\b(?:hourly(?: rate| pay)?|per hour|stundensatz|rate per hour|rate\/hr|stundenlohn|hourly budget|tarifa (?:por )?hora|taux horaire)\b|時給)[^\d\n]{0,30}$/iu,
  ],
  ['day', /(?:\b(?:day rate|daily rate|tagessatz|tjm|tarif journalier|tarifa diaria)\b|日給)[^\d\n]{0,30}$/iu],
  ['week', /\bweekly\b[^\d\n]{0,25}$/iu],
  ['month', /(?:\b(?:monthly|per month|monatlich\w*|retainer|mensual|mensuel)\b|月給|月額|月単価)[^\d\n]{0,30}$/iu],
  [
    'project',
    /\b(?:fixed[- ]price|fixed|project budget|budget|flat fee|lump sum|total(?! (?:cash|comp|compensation|pay|rewards|target))|festpreis|presupuesto|whole (?:job|project))\b[^\d\n]{0,30}$/iu,
  ],
  [
    'year',
    /(?:\b(?:annual|yearly|base salary|base|salary(?: range)?|gehalt|jahresgehalt|annum|salario anual|salario|salaire|compensation(?: range)?|ote|ral)\b|年収|年俸)[^\d\n]{0,40}$/iu,
  ],
]
const PAY_WORDS =
  /\b(?:pay(?:s|ing|ment|able)?|paid|salary|salaries|rates?|compensation|comp|budget|wage|remuneration|fee|stipend|ote|offer(?:ing)?|earn|gehalt|vergütung|honorar|sal[aá]rio|sueldo|remuneração|bolsa|tarifa|presupuesto|rémunération|salaire|tjm|hourly)\b|時給|月給|年収|報酬/iu
/** A line that says what the number behind it is: 'Salary range: '. */
const STATED = /\b(?:salary|pay|compensation|wage|gehalt|sal[aá]rio|salaire|rate)(?: range)?\s*[:=]\s*$/iu
/** Money that is not the pay. */
const COMPANY_MONEY =
  /\b(?:rais(?:ed|ing)|fund(?:ed|ing)|series [a-f]\b|seed|revenue|arr|mrr|valuation|valued|market|industry|backed|investors?|investments?|invested|assets|aum|gmv|tvl|turnover|sales of|volume|customers?|transactions?|process(?:ed|es)|sav(?:ed|ings)|donat\w+|grants? of|portfolio|umsatz|billion|million in|worth|ad ?spend|spend(?:ing)?|spent|cost(?:s|ed)? us|last (?:audit|time|year)|prize|each sale|annual budget|budgets? of|manag(?:e|ed|ing) (?:a )?budgets?|deals?|ticket size|contracts? worth|grew|loans?|exited|acquired)\b/iu
/** 'a $5k learning budget', '$2,000 sign-on bonus': the amount itself is something beside the pay. */
const EXTRA_AFTER =
  /^\s*(?:(?:per|a|each|every)\s+(?:year|month|annum)\s+)?(?:(?:for|towards?|of|in|as)\s+(?:an?\s+|your\s+)?)?(?:\w+[ -]){0,2}?(?:bonus(?:es)?|sign[- ]?on|signing|referral|stipend|allowance|reimburse\w*|learning|education|training|conferences?|equipment|home[- ]office|wellness|gym|401|insurance|credits?|voucher|gift|deposit|discount|rebate|relocation|lern|weiterbildung\w*|setup|laptop|variable|commission|match)\b/iu
const EXTRA_BEFORE =
  /\b(?:bonus(?:es)?|sign[- ]?on|signing|referral|allowance|reimburs\w+|learning(?: and development)? budget|education budget|equipment budget|growth budget|wellness|401k?|insurance|vouchers?|deposit|discount|relocation|commissions?|budget für weiterbildung)\b[^\d.\n]{0,25}$/iu

/**
 * Reads what is paid, or undefined where a text does not say. Company money, bonuses and allowances are no pay.
 * @param dollar what a bare '$' means here.
 */
export function parsePay(text: string, dollar = 'USD'): FoundPay | undefined {
  let best = readCents(text)
  for (const match of text.matchAll(MONEY)) {
    const candidate = readCandidate(text, match, dollar)
    if (candidate !== undefined && candidate.score > (best?.score ?? 0)) best = candidate
  }
  return best?.found
}

/** '8 cents a word', '5–6 ct/Wort'. */
const CENTS =
  /(?<![\d.,])(?<low>\d{1,2}(?:[.,]\d{1,2})?)(?:\s*(?:-|–|to|bis)\s*(?<high>\d{1,2}(?:[.,]\d{1,2})?))?\s?(?:¢|(?<euro>euro[- ]?)?cents?|ct\.?)\s*(?:\/|per|pro|an?|each|je)\s?(?:word|line|minute|character|(?<german>wort|zeile|zeichen|minute))/iu

function readCents(text: string): Candidate | undefined {
  const match = CENTS.exec(text)
  if (match?.groups === undefined) return undefined
  const { low, high, euro, german } = match.groups
  const value = (digits: string | undefined) => Number((digits ?? '').replace(',', '.')) / 100
  const isEuro = euro !== undefined || german !== undefined || /€|\beur\b/iu.test(text)
  const pay: Pay = { min: value(low), max: value(high ?? low), currency: isEuro ? 'EUR' : 'USD', period: 'unit' }
  return { found: { pay, start: match.index, end: match.index + match[0].length }, score: 4 }
}

/** Every sum of money in a text, whoever's it is. */
export function moneyIn(text: string): Span[] {
  return [...text.matchAll(MONEY)]
    .filter(
      ({ groups }) =>
        groups?.['lead'] !== undefined || groups?.['midCode'] !== undefined || groups?.['tail'] !== undefined,
    )
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

function readCandidate(text: string, match: RegExpExecArray, dollar: string): Candidate | undefined {
  const { lead, low, lowSuffix, midCode, lead2, high, highSuffix, tail } = match.groups ?? {}
  const start = match.index + (/^\s*/u.exec(match[0])?.[0].length ?? 0)
  const end = match.index + match[0].trimEnd().length
  const sentence = sentenceAround(text, { start, end })
  const before = text.slice(Math.max(sentence.start, start - 70), start)
  const behind = text.slice(end, Math.min(sentence.end, end + 60))
  const cued = PERIODS_BEFORE.find(([, pattern]) => pattern.test(before))?.[0]
  const stated = PERIODS.find(([, pattern]) => pattern.test(behind))?.[0]
  const suffixes = `${lowSuffix ?? ''} ${highSuffix ?? ''}`
  const isLakhs = /lpa|lakh/iu.test(suffixes)
  const sign =
    [lead, midCode, lead2, tail].find((part) => part !== undefined) ??
    (isLakhs ? '₹' : /万/u.test(suffixes) ? '円' : undefined)
  const isThousands = /k|thousand|tausend|tsd|^\s*t|t\s*$/iu.test(suffixes)
  // Without a currency only '80k–100k', '50/h' beside a word of pay and 'Salary: 41000-45000' are money.
  const isPart = isThousands && high !== undefined && isPartOfHeader(text, start, end)
  const isHourly = (stated ?? cued) === 'hour'
  const isStated = STATED.test(before) && /\d{4}|\d[.,' ]\d{3}/u.test(match[0])
  const isSaid = isPart || isStated || (PAY_WORDS.test(before) && (isThousands || isHourly))
  if (sign === undefined && !isSaid) return undefined
  const currency = currencyOf(sign, text, dollar)
  const [min, max] = [
    amount(low, lowSuffix ?? highSuffix, currency),
    amount(high ?? low, high === undefined ? lowSuffix : (highSuffix ?? undefined), currency),
  ]
  if (min === undefined || max === undefined || max === 0) return undefined
  const euros = inEuros(max, currency)
  const period = stated ?? (cued === 'year' ? periodOfSalary(euros, currency) : cued)
  const near = { before: before.slice(-45), after: behind.slice(0, 30) }
  const isCompanyMoney = COMPANY_MONEY.test(near.before) || COMPANY_MONEY.test(near.after)
  const isExtra = EXTRA_AFTER.test(behind) || EXTRA_BEFORE.test(before)
  const [lowest, highest] = ordered(min, max)
  const resolved = period ?? (isLakhs ? 'year' : guessPeriod(euros, text, start, end))
  const isUpTo =
    high === undefined &&
    /\b(?:up to|upto|max(?:imum|\.)?|bis(?: zu| max\.?)?|hasta|jusqu['’]à)\s*(?:of\s*)?$/iu.test(before)
  const isFrom =
    high === undefined &&
    (/\b(?:from|at least|min(?:imum)?|starting at|starts? at|ab|desde|à partir de)\s*$/iu.test(before) ||
      match[0].includes('+'))
  const score =
    1 +
    (period === undefined ? 0 : 2) +
    (high === undefined ? 0 : 1) +
    (PAY_WORDS.test(before) || PAY_WORDS.test(behind.slice(0, 25)) ? 2 : 0) -
    (isCompanyMoney ? (period === undefined || period === 'project' ? 9 : 3) : 0) -
    (isExtra ? 6 : 0)
  if (score <= 0) return undefined
  const pay: Pay = { min: isUpTo ? null : lowest, max: isFrom ? null : highest, currency, period: resolved }
  return { found: { pay, start, end }, score }
}

/** 'Acme | Remote | 70k - 90k + equity': a part of a header that is a sum and nothing else. */
function isPartOfHeader(text: string, start: number, end: number): boolean {
  return (
    /\|\s*$/u.test(text.slice(Math.max(0, start - 4), start)) && /^\s*(?:[|\n+(,]|$)/u.test(text.slice(end, end + 4))
  )
}

/** Yen, rupees and won come in millions; a million euros is nobody's pay. */
const IN_MILLIONS = new Set(['JPY', 'KRW', 'VND', 'IDR', 'COP', 'CLP', 'HUF', 'ARS', 'NGN'])

/** '1,200.50', '1.200,50', "1'200", '1 200', '120k', '¥8M', '12 LPA' and '600万'. @returns undefined for company money. */
function amount(text: string | undefined, suffix: string | undefined, currency: string): number | undefined {
  if (text === undefined) return undefined
  let plain = text.replace(/[\s'’\u00a0\u202f]/gu, '')
  if (/^\d{1,2}(?:,\d{2})+,\d{3}$/u.test(plain)) plain = plain.replaceAll(',', '')
  plain = plain.replace(/[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.')
  const unit = (suffix ?? '').trim().toLowerCase()
  const times = unit === '' ? 1 : UNITS[unit]
  if (times === undefined || (times === 1_000_000 && !IN_MILLIONS.has(currency))) return undefined
  const value = Math.round(Number(plain) * times * 100) / 100
  return Number.isFinite(value) ? value : undefined
}

const UNITS: Record<string, number> = {
  k: 1000,
  thousand: 1000,
  tausend: 1000,
  t: 1000,
  tsd: 1000,
  'tsd.': 1000,
  万: 10_000,
  m: 1_000_000,
  mm: 1_000_000,
  mn: 1_000_000,
  million: 1_000_000,
  lpa: 100_000,
  lakh: 100_000,
  lakhs: 100_000,
}

/** '80-100k': the first amount is in thousands as well. */
function ordered(min: number, max: number): [number, number] {
  const low = max >= 1000 && min < 1000 && max / min > 50 ? min * 1000 : min
  return low <= max ? [low, max] : [max, low]
}

const TASK_LENGTH = 500
const NEAR = 150
const MOST_OF_HOUR = 200
const LEAST_OF_YEAR = 8000
const JOB =
  /\b(?:salary|gehalt|sal[aá]rio|salaire|full[- ]?time|part[- ]?time|vollzeit|permanent|position|month(?:ly|s)?|weeks?|employ\w*|remuneration|compensation|years?|benefits|contractor)\b/iu

/** 'Gehalt: 3.200 €' is a month's; rupees are told by the year, however few they are worth. */
function periodOfSalary(euros: number, currency: string): Period {
  if (euros >= LEAST_OF_YEAR || currency === 'INR') return 'year'
  return euros < MOST_OF_HOUR ? 'hour' : 'month'
}

/** What an amount without a period is most likely for, by what it is worth. */
function guessPeriod(euros: number, text: string, start: number, end: number): Period {
  if (euros >= 14_000) return 'year'
  // '$400 for a landing page'
  if (/^\s*for (?:an?|the|my|our|this|\d+)\s/iu.test(text.slice(end, end + 12))) return 'project'
  const isShort = text.length < TASK_LENGTH
  // Long posts speak of projects and budgets anyway.
  const around = isShort ? text : text.slice(Math.max(0, start - NEAR), end + NEAR)
  if (/\b(?:fixed|project|milestone|budget|one[- ]off|logo|website|quote)\b/iu.test(around) && euros >= 40)
    return 'project'
  // A few words that name one sum and no job want one thing done.
  const isTask = isShort && /[.!]\s|[.!]$/u.test(text) && !JOB.test(text)
  if (euros >= MOST_OF_HOUR && isTask) return 'project'
  if (euros < MOST_OF_HOUR) return 'hour'
  return euros < 900 ? 'day' : 'month'
}

function inEuros(value: number, currency: string): number {
  return convertPay(value, { currency, period: 'hour' }, { currency: 'EUR', period: 'hour' }) ?? value
}
