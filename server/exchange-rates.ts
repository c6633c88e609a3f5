import { readFileSync } from 'node:fs'
import { z } from 'zod'

const exchangeRates = z.object({
  /** Of which day they are. */
  date: z.iso.date(),
  /** How much of a currency one euro is. */
  perEuro: z
    .record(z.string().regex(/^[A-Z]{3}$/), z.number().positive())
    .transform((perEuro): Record<string, number> => ({ ...perEuro, EUR: 1 })),
})
export type ConfiguredRates = z.infer<typeof exchangeRates>

/** @throws Error that says what is wrong with the file. */
export function readExchangeRates(path: string): ConfiguredRates {
  try {
    return exchangeRates.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)
    throw new Error(`EXCHANGE_RATES_FILE ${path} cannot be used:\n${why}`, { cause })
  }
}
