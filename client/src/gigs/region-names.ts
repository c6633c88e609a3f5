/** Groups of countries that people name by a word; others, such as EMEA, by their letters. */
const AREAS = ['EUROPE', 'NORDICS', 'LATAM', 'AMERICAS', 'NA', 'AFRICA', 'ASIA', 'OCEANIA', 'ANZ'] as const
type Area = (typeof AREAS)[number]

/** 'Europe, Japan' from `['EUROPE', 'JP']`. For a gig 'NA' is North America, not Namibia. */
export function regionNames(regions: readonly string[], locale: string, areaName: (area: Area) => string): string {
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const nameOf = (region: string) => {
    const area = AREAS.find((one) => one === region)
    if (area !== undefined) return areaName(area)
    return /^[A-Z]{2}$/.test(region) && region !== 'EU' ? (countries.of(region) ?? region) : region
  }
  return regions.map(nameOf).join(', ')
}
