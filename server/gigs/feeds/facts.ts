/**
 * What a feed says in fields of its own, as lines that stand before the text: the parser reads them like any other
 * words, and everybody sees what it read. Empty values are left out.
 */
export function withFacts(facts: Record<string, string | null | undefined>, text: string): string {
  const lines = Object.entries(facts).flatMap(([label, value]) => {
    const plain = value?.trim() ?? ''
    return plain === '' ? [] : [`${label}: ${plain}`]
  })
  return [lines.join('\n'), text].filter((part) => part !== '').join('\n\n')
}

/** '$90,000–120,000 / year' from numbers; 0 and absent mean unknown. */
export function payFact(
  min: number | null | undefined,
  max: number | null | undefined,
  currency: string | null | undefined,
  period: string,
): string | undefined {
  const [low, high] = [min ?? 0, max ?? 0]
  if (low <= 0 && high <= 0) return undefined
  const code = currency === null || currency === undefined || currency === '' ? 'USD' : currency.toUpperCase()
  if (low <= 0) return `up to ${high} ${code} per ${period}`
  if (high <= 0 || high === low) return `${low} ${code} per ${period}`
  return `${low} - ${high} ${code} per ${period}`
}

/** 'annual' and 'yearly' are 'year'. */
export function periodWord(period: string | null | undefined): string {
  const plain = (period ?? '').toLowerCase()
  const known: readonly (readonly [string, RegExp])[] = [
    ['hour', /hour/u],
    ['day', /dai|day/u],
    ['week', /week/u],
    ['month', /month/u],
  ]
  return known.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'year'
}
