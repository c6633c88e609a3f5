import { findSkills } from '../parsing/find-skills.ts'
import { parseRoles } from '../parsing/parse-role.ts'
import { isWithin, PLACE, placeCode } from '../parsing/places.ts'

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
/** Of few words, one other is another gig: 'a logo for a bakery', 'a logo for a law firm'. */
const SHORT_SHINGLES = 12
const CONTAINED_SHORT = 0.8
/** More than employers' words about themselves make up. */
const WORD_FOR_WORD = 0.9
/** Rewritten sentence by sentence, a repost keeps its words if not their order. */
const SAME_WORDS = 0.7
const LEAST_WORDS = 15
/** Of the skills of both; with less in common, one employer's like-named roles are two. */
const SAME_SKILLS = 0.25
const REPOST_SKILLS = 0.6

/**
 * Whether two posts are one gig that came twice. Most of one text stands in the other, and they ask for the same role:
 * one employer's two roles share every word about the employer and stay two gigs.
 */
export function likeness(a: Post, b: Post): Likeness {
  const [first, second] = [shingles(a.text), shingles(b.text)]
  const text = containment(first, second)
  const title = titleLikeness(a.title, b.title)
  const roles = roleLikeness(a, b)
  // 'Senior backend engineer' and 'Senior frontend engineer' share half of their titles and all of the employer.
  const skills = skillLikeness(a.text, b.text)
  const differ =
    (title < 0.5 && roles < 1) ||
    (title < 0.85 && roles === 0) ||
    (skills !== undefined && skills < SAME_SKILLS) ||
    (text < WORD_FOR_WORD && (addsWork(a, b) || addsWork(b, a))) ||
    placesDiffer(a.title, b.title) ||
    countriesDiffer(a.text, b.text)
  const score = round(
    text * 0.65 + title * 0.2 + roles * 0.15 - (differ ? 0.25 : 0) - (numbersDiffer(a.title, b.title) ? 0.3 : 0),
  )
  const isShort = Math.min(first.size, second.size) < SHORT_SHINGLES
  const enough = isShort ? CONTAINED_SHORT : title >= 0.8 ? CONTAINED_SAME_TITLE : CONTAINED
  const isRewritten =
    titleContained(a.title, b.title) &&
    roles === 1 &&
    (skills ?? 1) >= REPOST_SKILLS &&
    wordLikeness(a.text, b.text) >= SAME_WORDS
  const duplicate = (text >= enough || isRewritten) && !differ && !numbersDiffer(a.title, b.title)
  // A score sorts as the verdict does.
  return { score: duplicate ? Math.max(score, CONTAINED) : Math.min(score, CONTAINED - 0.01), duplicate }
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

/** 'Frontend Engineer' in 'Frontend Engineer at Halm Maps'. */
function titleContained(a: string, b: string): boolean {
  return containment(new Set(titleWords(a)), new Set(titleWords(b))) === 1
}

/** 'Backend Engineer, Payments' beside 'Backend Engineer', of which nothing is said of payments, is another gig. */
function addsWork({ title }: Post, other: Post): boolean {
  const [role = '', field] = title.split(/, | [-–—|] /u)
  if (field === undefined || [...field.matchAll(PLACE)].length > 0) return false
  const known = new Set([...titleWords(role), ...wordsOf(other.title), ...wordsOf(other.text)])
  const words = titleWords(field)
  return words.length > 0 && words.every((word) => !known.has(word))
}

function roleLikeness(a: Post, b: Post): number {
  const [first, second] = [parseRoles(a.title, a.text).roles[0], parseRoles(b.title, b.text).roles[0]]
  if (first === undefined || second === undefined) return 0.5
  return first === second ? 1 : 0
}

/** @returns undefined where one of them names hardly any. */
function skillLikeness(a: string, b: string): number | undefined {
  const [first, second] = [a, b].map((text) => new Set(findSkills(text).map(({ skill }) => skill)))
  if (first === undefined || second === undefined || first.size < 2 || second.size < 2) return undefined
  return containment(first, second)
}

/** How much of what the shorter one says, in whatever order, is said by the other; 0 where that is too little to tell. */
function wordLikeness(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => new Set(wordsOf(text).filter((word) => word.length > 3)))
  if (first === undefined || second === undefined || Math.min(first.size, second.size) < LEAST_WORDS) return 0
  return containment(first, second)
}

/** 'Sales Manager - Berlin' and 'Sales Manager - Munich' share every word but the one that tells them apart. */
function placesDiffer(a: string, b: string): boolean {
  const [first, second] = [a, b].map((title) =>
    [...title.matchAll(PLACE)].filter(([name]) => placeCode(name) !== undefined).map(([name]) => name.toLowerCase()),
  )
  if (first === undefined || second === undefined || first.length === 0 || second.length === 0) return false
  return !first.some((name) => second.includes(name))
}

/** By what feeds' own lines say: the same work in Canada and in Japan is two gigs, in London and in the UK is one. */
function countriesDiffer(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => {
    const line = /^location:[^\n]*/imu.exec(text)?.[0] ?? ''
    return [...line.matchAll(PLACE)].flatMap(([name]) => placeCode(name) ?? [])
  })
  if (first === undefined || second === undefined || first.length === 0 || second.length === 0) return false
  return !first.some((one) => second.some((other) => isWithin(one, other) || isWithin(other, one)))
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
