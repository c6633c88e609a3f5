import type { Pay } from '../../../shared/gigs.ts'
import { sentenceAround, type Span } from './text-map.ts'

type Period = Pay['period']
export interface FoundPay extends Span {
  pay: Pay
}

/** Codes that posts write; a bare '$' is USD unless the post speaks of another dollar. */
const CODES =
  'USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|HKD|JPY|CNY|INR|BRL|MXN|PLN|CZK|SEK|NOK|DKK|HUF|RON|ILS|ZAR|TRY|AED|PHP|IDR|THB|VND|KRW|TWD|ARS|COP|CLP|PEN|UAH|NGN|KES|EGP|USDT|USDC'
const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/^(?:US\$|USD\s?\$|\$\s?USD)$/i, 'USD'],
  [/^(?:CA\$|C\$|CAD\s?\$)$/i, 'CAD'],
  [/^(?:A\$|AU\$|AUD\s?\$)$/i, 'AUD'],
  [/^NZ\$$/i, 'NZD'],
  [/^S\$$/, 'SGD'],
  [/^HK\$$/i, 'HKD'],
  [/^R\$$/, 'BRL'],
  [/^MX\$$/i, 'MXN'],
  [/^€$|^euros?$/i, 'EUR'],
  [/^£$|^pounds?(?: sterling)?$/i, 'GBP'],
  [/^¥$|^yen$|^円$/i, 'JPY'],
  [/^₹$|^(?:rs\.?|rupees?)$/i, 'INR'],
  [/^zł$|^zloty(?:ch)?$/i, 'PLN'],
  [/^(?:fr\.|sfr)$/i, 'CHF'],
  [/^₪$/, 'ILS'],
  [/^₺$/, 'TRY'],
  [/^₱$/, 'PHP'],
  [/^₩$/, 'KRW'],
  [/^₦$/, 'NGN'],
  [/^(?:dollars?|bucks|usdt|usdc)$/i, 'USD'],
]
const SIGN = String.raw`(?:US|CA|C|A|AU|NZ|S|HK|R|MX)?\$|€|£|¥|₹|₪|₺|₱|₩|₦|\bRs\.?`
const WORD = String.raw`\b(?:${CODES})\b|€|£|¥|円|₹|\$|zł|\b(?:euros?|dollars?|pounds?|yen|rupees?|bucks)\b`
const NUMBER = String.raw`\d{1,3}(?:[,. '’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`
const SUFFIX = String.raw`(?:\s?[kK]\b|\s?(?:m|mm|mn|bn|b|million|billion|millionen|mio|trillion|lakhs?|lpa|cr(?:ore)?)\b)`
const DASH = String.raw`\s*(?:-|–|—|‑|~|to|bis|and|up to|through|a)\s*`

/** [sign][code] amount [k] [code], and perhaps a second amount in the same form. */
const MONEY = new RegExp(
  `(?<lead>(?:${CODES})\\s?\\$?|${SIGN})?\\s?(?<low>${NUMBER})(?<lowSuffix>${SUFFIX})?\\+?(?:\\s?(?<midCode>${WORD}))?` +
    `(?:(?:\\s?(?:/|per)\\s?(?:h|hr|hour|yr|year|month|mo|day))?${DASH}(?<lead2>(?:${CODES})\\s?\\$?|${SIGN})?\\s?(?<high>${NUMBER})(?<highSuffix>${SUFFIX})?\\+?)?` +
    `(?:\\s?(?<tail>${WORD}))?`,
  'giu',
)

const PERIODS: readonly (readonly [Period, RegExp])[] = [
  [
    'hour',
    /^\W{0,3}(?:(?:\/|per|an?|each|pro|por|je|par|p\.?\/?)\s*(?:h\b|hr\b|hrs\b|hour|stunde|std|hora|heure)|ph\b|hourly|\(hourly|hr\b|stündlich|時給)/iu,
  ],
  ['day', /^\W{0,3}(?:(?:\/|per|a|each|pro|por|je|par)\s*(?:day|d\b|tag|día|dia|jour)|daily|day rate|pd\b)/iu],
  ['week', /^\W{0,3}(?:(?:\/|per|a|each|pro|por)\s*(?:week|wk|woche|semana)|weekly|pw\b)/iu],
  [
    'month',
    /^\W{0,3}(?:(?:\/|per|a|each|pro|por|im|par)\s*(?:month|mo\b|monat|mes\b|mois)|monthly|pm\b|monatlich|mensual|net(?:to)? monthly)/iu,
  ],
  [
    'year',
    /^\W{0,3}(?:(?:\/|per|a|each|pro|por|par|im)\s*(?:year|yr|y\b|annum|jahr|año|an\b)|yearly|annually|annual|p\.?\s?a\.?(?=\W|$)|brutto im jahr|base|ote\b|salary)/iu,
  ],
  [
    'project',
    /^\W{0,3}(?:(?:\/|per|for the|pro)\s*(?:project|job|gig|milestone|whole|entire|projekt)|fixed|flat|total|in total|for (?:this|the) (?:project|job|task)|all in)/iu,
  ],
  [
    'unit',
    /^\W{0,3}(?:\/|per|an?|each|pro|for every|for each|por)\s*(?:\d[\d,.]*\s*)?(?:word|article|post|image|photo|video|page|piece|design|logo|lead|call|task|session|lesson|minute|item|unit|record|hit|song|chapter|screen|test|student|line|slide|post|listing|sale|wort|seite|palabra)/iu,
  ],
]
/** Before an amount, in the same sentence. */
const PERIODS_BEFORE: readonly (readonly [Period, RegExp])[] = [
  ['hour', /\b(?:hourly(?: rate| pay)?|per hour|stundensatz|rate per hour|stundenlohn)\b[^\d\n]{0,30}$/iu],
  ['day', /\b(?:day rate|daily rate|tagessatz)\b[^\d\n]{0,30}$/iu],
  ['week', /\bweekly\b[^\d\n]{0,25}$/iu],
  ['month', /\b(?:monthly|per month|monatlich\w*|retainer)\b[^\d\n]{0,30}$/iu],
  [
    'year',
    /\b(?:annual|yearly|base salary|salary(?: range)?|gehalt|jahresgehalt|annum|salario anual|compensation(?: range)?|ote)\b[^\d\n]{0,40}$/iu,
  ],
  [
    'project',
    /\b(?:fixed[- ]price|fixed|project budget|budget|flat fee|lump sum|total|festpreis|presupuesto)\b[^\d\n]{0,30}$/iu,
  ],
]
const PAY_WORDS =
  /\b(?:pay(?:s|ing|ment)?|paid|salary|salaries|rate|rates|compensation|budget|wage|remuneration|fee|stipend|ote|offer(?:ing)?|earn|gehalt|vergütung|honorar|salario|sueldo|tarifa|presupuesto|rémunération|salaire)\b/iu
/** Money that is not the pay. */
const COMPANY_MONEY =
  /\b(?:rais(?:ed|ing)|fund(?:ed|ing)|series [a-f]\b|seed|revenue|arr|mrr|valuation|valued|market|industry|backed|investors?|invested|assets|aum|gmv|turnover|sales of|volume|customers?|transactions?|processed|saved|savings|donat\w+|grants? of|portfolio|umsatz|billion|million in)\b/iu
const EXTRAS =
  /\b(?:bonus(?:es)?|sign[- ]?on|signing|referral|stipend|allowance|reimburs\w+|learning|education|equipment|home[- ]office|wellness|401|insurance|equity|credit|voucher|gift|deposit|discount|rebate|budget for (?:learning|equipment|training))\b/iu

/** Reads what is paid, or undefined where a text does not say. Company money, bonuses and allowances are no pay. */
export function parsePay(text: string): FoundPay | undefined {
  let best: { found: FoundPay; score: number } | undefined
  for (const match of text.matchAll(MONEY)) {
    const candidate = readCandidate(text, match)
    if (candidate !== undefined && candidate.score > (best?.score ?? 0)) best = candidate
  }
  return best?.found
}

function readCandidate(text: string, match: RegExpExecArray): { found: FoundPay; score: number } | undefined {
  const { lead, low, lowSuffix, midCode, lead2, high, highSuffix, tail } = match.groups ?? {}
  const sign = [lead, midCode, lead2, tail].find((part) => part !== undefined)
  const start = match.index + (/^\s*/u.exec(match[0])?.[0].length ?? 0)
  const end = match.index + match[0].trimEnd().length
  const sentence = sentenceAround(text, { start, end })
  const before = text.slice(Math.max(sentence.start, start - 70), start)
  const after = text.slice(end, Math.min(text.length, end + 45))
  const period =
    PERIODS.find(([, pattern]) => pattern.test(after))?.[0] ?? PERIODS_BEFORE.find(([, p]) => p.test(before))?.[0]
  const isThousands = /k\b/iu.test(`${lowSuffix ?? ''} ${highSuffix ?? ''}`)
  // Without a currency only '80k–100k' and '50/h' beside a word of pay are money.
  if (sign === undefined && !(PAY_WORDS.test(before) && (isThousands || period === 'hour'))) return undefined
  if (isMillions(lowSuffix) || isMillions(highSuffix)) return undefined
  const min = amount(low, lowSuffix ?? (isThousands && high !== undefined ? 'k' : undefined))
  const max = high === undefined ? min : amount(high, highSuffix ?? undefined)
  if (min === undefined || max === undefined || max === 0) return undefined
  const nearBefore = before.slice(-40)
  const isCompanyMoney = COMPANY_MONEY.test(nearBefore) || COMPANY_MONEY.test(after.slice(0, 30))
  const isExtra = EXTRAS.test(after.slice(0, 28)) || EXTRAS.test(nearBefore.slice(-25))
  const [lowest, highest] = ordered(min, max)
  const resolved = period ?? guessPeriod(highest, text)
  const isUpTo = high === undefined && /\b(?:up to|max(?:imum)?|bis zu|hasta)\s*$/iu.test(before)
  const isFrom =
    high === undefined &&
    (/\b(?:from|at least|min(?:imum)?|starting at|ab|desde)\s*$/iu.test(before) || match[0].includes('+'))
  const score =
    1 +
    (period === undefined ? 0 : 2) +
    (high === undefined ? 0 : 1) +
    (PAY_WORDS.test(before) || PAY_WORDS.test(after.slice(0, 25)) ? 2 : 0) -
    (isCompanyMoney && period === undefined ? 9 : 0) -
    (isExtra ? 4 : 0)
  if (score <= 0) return undefined
  const pay: Pay = {
    min: isUpTo ? null : lowest,
    max: isFrom ? null : highest,
    currency: currencyOf(sign, text),
    period: resolved,
  }
  return { found: { pay, start, end }, score }
}

function isMillions(suffix: string | undefined): boolean {
  return suffix !== undefined && !/k/iu.test(suffix) && suffix.trim() !== ''
}

/** '1,200.50', '1.200,50', "1'200", '1 200' and '120k'. */
function amount(text: string | undefined, suffix: string | undefined): number | undefined {
  if (text === undefined) return undefined
  let plain = text.replace(/[\s'’\u00a0\u202f]/gu, '')
  plain = plain.replace(/[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.')
  const value = Number(plain) * (/k/iu.test(suffix ?? '') ? 1000 : 1)
  return Number.isFinite(value) ? value : undefined
}

/** '80-100k': the first amount is in thousands as well. */
function ordered(min: number, max: number): [number, number] {
  const low = max >= 1000 && min < 1000 && max / min > 50 ? min * 1000 : min
  return low <= max ? [low, max] : [max, low]
}

function guessPeriod(value: number, text: string): Period {
  if (value >= 12_000) return 'year'
  if (/\bfixed|project|milestone|budget\b/iu.test(text) && value >= 100) return 'project'
  if (value < 300) return 'hour'
  return value < 1000 ? 'day' : 'month'
}

function currencyOf(sign: string | undefined, text: string): string {
  if (sign === undefined) return 'USD'
  const trimmed = sign.trim()
  const code = new RegExp(`^(?:${CODES})`, 'iu').exec(trimmed)?.[0].toUpperCase()
  if (code !== undefined) return code === 'USDT' || code === 'USDC' ? 'USD' : code
  if (trimmed === '$') {
    const other = /\b(CAD|AUD|NZD|SGD|HKD|MXN)\b/u.exec(text)?.[1]
    return other ?? 'USD'
  }
  return SYMBOLS.find(([pattern]) => pattern.test(trimmed))?.[1] ?? 'USD'
}
