import type { GigMatch } from '../../../shared/gigs.ts'
import { cardOf } from '../gig-card.ts'

const PER_PAGE = 8
/** Who gets more than three pages reads none of them. */
const MAX_PAGES = 3

/** The day's gigs as messages of a few gigs each, best first, in the markdown that every platform renders. */
export function digestPages(
  matches: readonly GigMatch[],
  community: { communityName: string; publicUrl: string },
): string[] {
  const best = matches.toSorted((a, b) => b.score - a.score)
  const shown = best.slice(0, PER_PAGE * MAX_PAGES)
  const count = Math.ceil(shown.length / PER_PAGE)
  return Array.from({ length: count }, (_, page) => {
    const lines = shown.slice(page * PER_PAGE, (page + 1) * PER_PAGE).map((match) => entryOf(match, community))
    const part = count === 1 ? '' : ` (${page + 1} of ${count})`
    const title = `**${best.length === 1 ? 'A gig' : `${best.length} gigs`} for you in ${plain(community.communityName)}**${part}`
    const rest = best.length - shown.length
    const end = page === count - 1 && rest > 0 ? [`And ${rest} more: ${community.publicUrl}/gigs`] : []
    return [title, ...lines, ...end].join('\n\n')
  })
}

function entryOf(match: GigMatch, community: { communityName: string; publicUrl: string }): string {
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
