import { namesTown } from './places.ts'

/** Codes that posts write. */
export const CODES =
  'USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|HKD|JPY|CNY|INR|BRL|MXN|PLN|CZK|SEK|NOK|DKK|HUF|RON|ILS|ZAR|TRY|AED|PHP|IDR|THB|VND|KRW|TWD|ARS|COP|CLP|PEN|UAH|NGN|KES|EGP|USDT|USDC'
const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/^(?:US\$|USD\s?\$|\$\s?USD)$/i, 'USD'],
  [/^(?:CA\$|C\$|CAD\s?\$)$/i, 'CAD'],
  [/^(?:A\$|AU\$|AUD\s?\$)$/i, 'AUD'],
  [/^NZ\$$/i, 'NZD'],
  [/^S\$$/, 'SGD'],
  [/^HK\$$/i, 'HKD'],
  [/^R\$$/, 'BRL'],
  [/^R$/, 'ZAR'],
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
/** Before an amount. */
export const SIGN = String.raw`(?:US|CA|C|A|AU|NZ|S|HK|R|MX)?\$|€|£|¥|₹|₪|₺|₱|₩|₦|\bRs\.?|\bR(?=\d{1,3}[ ,]\d{3})`
/** Behind an amount. */
export const WORD = String.raw`\b(?:${CODES})\b(?:\s?\$)?|€|£|¥|円|₹|\$|zł|\b(?:euros?|dollars?|pounds?|yen|rupees?|bucks)\b`

/** Whose dollar a bare '$' is. */
const DOLLARS: Record<string, string> = { AU: 'AUD', NZ: 'NZD', SG: 'SGD', HK: 'HKD' }

/**
 * What a bare '$' means in a post for these places. Who may be anywhere in Canada is often paid from the United States; who is
 * to come to a town there is not.
 */
export function dollarOf(places: readonly string[], text: string): string {
  const [place = '', ...others] = places
  if (others.length > 0) return 'USD'
  return place === 'CA' && namesTown(text) ? 'CAD' : (DOLLARS[place] ?? 'USD')
}

/** @param dollar what a bare '$' means where the text names no other dollar. */
export function currencyOf(sign: string | undefined, text: string, dollar: string): string {
  if (sign === undefined) return dollar
  const trimmed = sign.trim()
  const code = new RegExp(`^(?:${CODES})`, 'iu').exec(trimmed)?.[0].toUpperCase()
  if (code !== undefined) return code === 'USDT' || code === 'USDC' ? 'USD' : code
  if (trimmed === '$') return /\b(USD|CAD|AUD|NZD|SGD|HKD|MXN)\b/u.exec(text)?.[1] ?? dollar
  return SYMBOLS.find(([pattern]) => pattern.test(trimmed))?.[1] ?? dollar
}
