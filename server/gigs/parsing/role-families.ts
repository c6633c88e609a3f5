import { ROLES } from './roles.ts'

export function roleFamily(name: string): string | undefined {
  return families.get(name.toLowerCase())
}

const families = new Map(ROLES.map(({ name, family }) => [name, family]))
const familyBits = new Map(
  [...new Set(ROLES.map(({ family }) => family))].map((family, at) => [family, 1 << (at % 32)]),
)

/** The families of roles as bits, at most 32 of them: two lists share a family only if their bits do. */
export function familyMask(roles: Iterable<string>): number {
  let mask = 0
  for (const role of roles) mask |= familyBits.get(families.get(role) ?? '') ?? 0
  return mask
}

/** Families between which people change: a full-stack developer builds apps as well, a data scientist models. */
const RELATED: readonly (readonly [string, readonly string[]])[] = [
  [
    'web',
    [
      'mobile',
      'infrastructure',
      'blockchain',
      'games',
      'data',
      'ml',
      'embedded',
      'quality',
      'business-software',
      'security',
    ],
  ],
  ['data', ['ml', 'research']],
  ['infrastructure', ['security']],
  ['design', ['video', 'games']],
  ['writing', ['marketing', 'language']],
  ['sales', ['marketing', 'support']],
  ['operations', ['support']],
]
const relatedBits = new Map<number, number>()
for (const [family, others] of RELATED) {
  for (const other of others) {
    const [one, two] = [familyBits.get(family) ?? 0, familyBits.get(other) ?? 0]
    relatedBits.set(one, (relatedBits.get(one) ?? 0) | two)
    relatedBits.set(two, (relatedBits.get(two) ?? 0) | one)
  }
}

/** The families, as bits, that some are related to. */
export function relatedMask(mask: number): number {
  let related = 0
  for (const [bit, others] of relatedBits) if ((mask & bit) !== 0) related |= others
  return related
}
