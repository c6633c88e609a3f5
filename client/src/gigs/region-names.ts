/** Groups of countries that the interface's language has a name for, by their UN M49 code (CLDR lists them). */
const M49: Record<string, string> = {
  EUROPE: '150',
  NORDICS: '154',
  LATAM: '419',
  AMERICAS: '019',
  // For a gig 'NA' is North America, not Namibia.
  NA: '003',
  AFRICA: '002',
  ASIA: '142',
  OCEANIA: '009',
  ANZ: '053',
}

/** Short names that people use as they are. */
const AS_THEY_ARE = new Set(['EU', 'EEA'])

/** 'Europe, Japan' from `['EUROPE', 'JP']`; a group without a name in any language, such as EMEA, stays as it is. */
export function regionNames(regions: readonly string[], locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const nameOf = (region: string) => {
    const code = M49[region] ?? region
    return /^([A-Z]{2}|\d{3})$/.test(code) && !AS_THEY_ARE.has(code) ? (names.of(code) ?? region) : region
  }
  return regions.map(nameOf).join(', ')
}
