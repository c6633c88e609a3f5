/** Groups of countries that people name by a word; others, such as EMEA, by their letters. */
const AREAS = [
  'EUROPE',
  'NORDICS',
  'LATAM',
  'AMERICAS',
  'NORTH_AMERICA',
  'AFRICA',
  'MENA',
  'DACH',
  'EEA',
  'ASIA',
  'OCEANIA',
  'ANZ',
] as const
type Area = (typeof AREAS)[number]

/** 'Europe, Japan' from `['EUROPE', 'JP']`. */
export function regionNames(regions: readonly string[], locale: string, areaName: (area: Area) => string): string {
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const nameOf = (region: string) => {
    const area = AREAS.find((one) => one === region)
    if (area !== undefined) return areaName(area)
    return /^[A-Z]{2}$/.test(region) && region !== 'EU' ? (countries.of(region) ?? region) : region
  }
  return regions.map(nameOf).join(', ')
}
