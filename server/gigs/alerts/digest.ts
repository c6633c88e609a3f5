import type { GigMatch } from '../../../shared/gigs.ts'
import type { RuleLanguage } from '../../../shared/rule-words.ts'
import { cardOf } from '../gig-card.ts'

/** Who gets more reads none of them. */
const SHOWN = 16

interface DigestWords {
  communityName: string
  publicUrl: string
  language: RuleLanguage
}

/** Gigs as a digest tells of them, the best first, in the markdown that every platform renders; `more`: beyond these. */
export function digestEntries(
  matches: readonly GigMatch[],
  community: DigestWords,
): { entries: string[]; more: number } {
  const best = matches.toSorted((a, b) => b.score - a.score)
  const entries = best.slice(0, SHOWN).map((match) => entryOf(match, community))
  return { entries, more: best.length - entries.length }
}

function entryOf(match: GigMatch, community: DigestWords): string {
  const { title, company, hubUrl, pay, facts, reasons } = cardOf(match, community)
  const [best] = reasons.filter(({ kind }) => kind === 'for')
  const about = [`${Math.round(match.score * 100)}%`, company, pay, ...facts.slice(0, 2)].filter(
    (fact) => fact !== null,
  )
  return [
    `**[${plain(title)}](${hubUrl})**`,
    about.map(plain).join(' · '),
    ...(best === undefined ? [] : [plain(best.text)]),
  ].join('\n')
}

/** What a post calls itself must not become formatting. */
function plain(text: string): string {
  return text.replace(/[\\`*_~[\]()#>]/gu, (mark) => `\\${mark}`)
}
