import { createHash } from 'node:crypto'
import type { ParsedGig } from '../../../shared/gigs.ts'
import type { ProfileInput } from '../../../shared/profiles.ts'

/** What a model is shown of a gig or a profile. */
export interface Meant {
  words: string
  /** SHA-256 of the words, hex. */
  hash: string
}

const MOST_SKILLS = 40
/** Asked for with every list of gigs, of the same objects. */
const remembered = new WeakMap<object, Meant | null>()

/**
 * Roles and skills, and nothing else: parsed fields alone count, as in all of matching; never a name, a headline or a line
 * that somebody wrote. Undefined: it names neither.
 */
export function meantBy(
  one: Pick<ParsedGig, 'roles' | 'skills'> | Pick<ProfileInput, 'roles' | 'skills'>,
): Meant | undefined {
  let meant = remembered.get(one)
  if (meant === undefined) {
    meant = read(one.roles, 'must' in one.skills ? [...one.skills.must, ...one.skills.nice] : one.skills.map(nameOf))
    remembered.set(one, meant)
  }
  return meant ?? undefined
}

function nameOf({ name }: { name: string }): string {
  return name
}

function read(roles: readonly string[], skills: readonly string[]): Meant | null {
  if (roles.length === 0 && skills.length === 0) return null
  const words = [...new Set([...roles, ...skills.slice(0, MOST_SKILLS).toSorted()])].join(', ')
  return { words, hash: createHash('sha256').update(words).digest('hex') }
}
