import { parseRoles } from '../parsing/parse-role.ts'

export interface Post {
  title: string
  text: string
}

export interface Likeness {
  /** 0 to 1. */
  score: number
  duplicate: boolean
}

const SHINGLE = 4
const CONTAINED = 0.7
/** With the titles alike, less of the text need be the same: reposts are often cut or rewritten at their ends. */
const CONTAINED_SAME_TITLE = 0.55

/**
 * Whether two posts are one gig that came twice. Most of one text stands in the other, and they ask for the same role:
 * one employer's two roles share every word about the employer and stay two gigs.
 */
export function likeness(a: Post, b: Post): Likeness {
  const text = containment(shingles(a.text), shingles(b.text))
  const title = titleLikeness(a.title, b.title)
  const roles = roleLikeness(a, b)
  // 'Senior backend engineer' and 'Senior frontend engineer' share half of their titles and all of the employer.
  const differ = (title < 0.5 && roles < 1) || (title < 0.85 && roles === 0)
  const score = round(
    text * 0.65 + title * 0.2 + roles * 0.15 - (differ ? 0.25 : 0) - (numbersDiffer(a.title, b.title) ? 0.3 : 0),
  )
  const enough = title >= 0.8 ? CONTAINED_SAME_TITLE : CONTAINED
  return { score, duplicate: text >= enough && !differ && !numbersDiffer(a.title, b.title) }
}

/** Runs of words, folded: what two texts share word for word. */
export function shingles(text: string): Set<string> {
  const words = wordsOf(text)
  if (words.length <= SHINGLE) return new Set(words.length === 0 ? [] : [words.join(' ')])
  return new Set(words.slice(0, words.length - SHINGLE + 1).map((_, at) => words.slice(at, at + SHINGLE).join(' ')))
}

/** How much of the smaller set stands in the larger one. */
export function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return a.size === b.size ? 1 : 0
  let shared = 0
  for (const one of small) if (large.has(one)) shared += 1
  return shared / small.size
}

function titleLikeness(a: string, b: string): number {
  const [first, second] = [new Set(titleWords(a)), new Set(titleWords(b))]
  if (first.size === 0 || second.size === 0) return first.size === second.size ? 1 : 0
  const shared = [...first].filter((word) => second.has(word)).length
  return shared / Math.max(first.size, second.size)
}

function roleLikeness(a: Post, b: Post): number {
  const [first, second] = [parseRoles(a.title, a.text).roles[0], parseRoles(b.title, b.text).roles[0]]
  if (first === undefined || second === undefined) return 0.5
  return first === second ? 1 : 0
}

/** 'Engineer II' and 'Engineer III', 'Senior' and 'Junior' are two roles. */
function numbersDiffer(a: string, b: string): boolean {
  const levels = (title: string) =>
    (title.toLowerCase().match(/\b(?:junior|jr|senior|sr|lead|principal|staff|intern|mid|i|ii|iii|iv|l?\d+)\b/gu) ?? [])
      .map((level) => level.replace(/^jr$/u, 'junior').replace(/^sr$/u, 'senior'))
      .toSorted()
      .join(' ')
  return levels(a) !== levels(b) && levels(a) !== '' && levels(b) !== ''
}

const NOISE = new Set(
  'remote hybrid onsite full part time fulltime parttime contract freelance job urgent hiring needed wanted we are the a an for at in of and or m f d w x div'.split(
    ' ',
  ),
)

function titleWords(title: string): string[] {
  return wordsOf(title).filter((word) => !NOISE.has(word))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}+#]+/gu) ?? []
}

function round(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000
}
