import type { ParsedGig } from '../../shared/gigs.ts'
import { wholeWords } from '../platform/whole-words.ts'

/** What makes a gig one of a niche's. */
export interface NicheRule {
  id: string
  earlyHours: number
  matches(gig: { title: string; text: string; parsed: Pick<ParsedGig, 'skills'> }): boolean
}

export function ruleOf(niche: {
  id: string
  skills: readonly string[]
  keywords: readonly string[]
  earlyHours: number
}): NicheRule {
  const skills = new Set(niche.skills)
  const words = niche.keywords.length === 0 ? undefined : wholeWords(niche.keywords)
  return {
    id: niche.id,
    earlyHours: niche.earlyHours,
    matches: ({ title, text, parsed }) =>
      [...parsed.skills.must, ...parsed.skills.nice].some((skill) => skills.has(skill)) ||
      words?.test(`${title}\n${text}`) === true,
  }
}
