import { expect, test } from 'vitest'
import { regionNames } from './region-names.ts'

test('countries and parts of the world have their name, other groups keep their letters', () => {
  const areaName = (area: string) => `«${area}»`
  expect(regionNames(['EUROPE', 'JP'], 'en', areaName)).toBe('«EUROPE», Japan')
  expect(regionNames(['DE', 'NORTH_AMERICA', 'EU', 'EMEA'], 'de', areaName)).toBe(
    'Deutschland, «NORTH_AMERICA», EU, EMEA',
  )
})
