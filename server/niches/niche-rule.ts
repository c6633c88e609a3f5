import type { ParsedGig } from '../../shared/gigs.ts'

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

/** As written, in any case; 'on device' and 'on-device' are one. A language without spaces has no whole words. */
function wholeWords(keywords: readonly string[]): RegExp {
  const any = keywords.map((keyword) => {
    const escaped = keyword.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replace(/[\s-]+/g, String.raw`[\s-]+`)
    return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(keyword)
      ? escaped
      : String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`
  })
  return new RegExp(any.join('|'), 'iu')
}
