import { expect, test } from 'vitest'
import { regionNames } from './region-names.ts'

test('countries and parts of the world have their name in the language of the interface, groups without one keep their code', () => {
  expect(regionNames(['EUROPE', 'JP'], 'en')).toBe('Europe, Japan')
  expect(regionNames(['LATAM'], 'de')).toBe('Lateinamerika')
  expect(regionNames(['NA', 'EU', 'EMEA'], 'en')).toBe('North America, EU, EMEA')
})
