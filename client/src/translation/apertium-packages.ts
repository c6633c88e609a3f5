/** Pairs that Debian 12 has packages for; each works both ways. */
const PACKAGES: Record<string, string> = {
  'en-es': 'apertium-eng-spa',
  'ca-en': 'apertium-eng-cat',
  'ca-es': 'apertium-spa-cat',
  'es-pt': 'apertium-es-pt',
  'es-fr': 'apertium-fr-es',
  'ca-fr': 'apertium-fra-cat',
  'ca-pt': 'apertium-por-cat',
  'es-it': 'apertium-spa-ita',
  'ca-it': 'apertium-cat-ita',
  'en-gl': 'apertium-en-gl',
  'es-gl': 'apertium-es-gl',
  'gl-pt': 'apertium-pt-gl',
  'da-nb': 'apertium-dan-nor',
  'nb-sv': 'apertium-swe-nor',
  'da-sv': 'apertium-swe-dan',
  'ru-uk': 'apertium-rus-ukr',
  'id-ms': 'apertium-id-ms',
}

/** @returns what to install for a pair, by way of Spanish or Catalan where there is no direct one. */
export function apertiumPackages(from: string, to: string): string[] | undefined {
  const direct = packageOf(from, to)
  if (direct !== undefined) return [direct]
  for (const over of ['es', 'ca', 'en']) {
    const [first, second] = [packageOf(from, over), packageOf(over, to)]
    if (first !== undefined && second !== undefined) return [first, second]
  }
  return undefined
}

function packageOf(a: string, b: string): string | undefined {
  return PACKAGES[[a, b].toSorted().join('-')]
}
