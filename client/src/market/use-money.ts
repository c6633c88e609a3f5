import { useTranslation } from 'react-i18next'

/** Sums per hour in one currency, as the interface's language writes them; whole, for more would claim too much. */
export function useMoney(currency: string) {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language, { style: 'currency', currency, maximumFractionDigits: 0 })
  return {
    one: (sum: number) => format.format(sum),
    range: (low: number, high: number) => format.formatRange(low, high),
  }
}
