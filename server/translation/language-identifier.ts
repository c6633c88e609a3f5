import type * as Eld from 'eld/small'
import { primaryLanguage } from '../../shared/translation.ts'
import { isLoan, languageOfPhrase } from './text/common-phrases.ts'
import { isWrittenIn, languageOfScript } from './text/scripts.ts'
import { tellingSigns } from './text/telling-signs.ts'

/** Where nobody has said what is spoken. Others are too easily taken for these in five words. */
const USUAL = [
  'en',
  'es',
  'de',
  'fr',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'ro',
  'hu',
  'tr',
  'ca',
  'vi',
  'id',
  'ru',
  'uk',
  'bg',
  'ar',
  'fa',
]

/** Authors whose language is remembered. */
const MAX_AUTHORS = 20_000

const CLEAR = { score: 0.45, lead: 0.03 }
/** Of a few letters, or what may be a name. */
const DOUBTFUL = { score: 0.8, lead: 0.1 }
const PRIOR = 0.12

export interface IdentifyInput {
  /** Without markup, links, code. */
  words: string
  authorId: string | undefined
  expected: readonly string[]
}

/** Tells the language of a short text; rather not at all than wrongly. */
export class LanguageIdentifier {
  readonly #recent = new Map<string, string>()

  async identify({ words, authorId, expected }: IdentifyInput): Promise<string | undefined> {
    const recent = authorId === undefined ? undefined : this.#recent.get(authorId)
    const allowed = [...new Set([...expected, ...(recent === undefined ? [] : [recent])].map(primaryLanguage))]
    const found =
      languageOfScript(words, allowed) ??
      languageOfPhrase(words, expected.length === 0 ? undefined : allowed) ??
      (await this.#byLetters(words, allowed, recent))
    if (found !== undefined && authorId !== undefined) this.#remember(authorId, found)
    return found
  }

  async #byLetters(words: string, allowed: readonly string[], recent: string | undefined): Promise<string | undefined> {
    const letters = words.match(/\p{L}/gu)?.length ?? 0
    if (letters < 4 || isLoan(words)) return undefined
    const scores = await scoresOf(words)
    const isOpen = allowed.length < 2
    const candidates = [...new Set([...(isOpen ? USUAL : allowed), ...(recent === undefined ? [] : [recent])])]
      .filter((language) => scores[language] !== undefined && isWrittenIn(language, words))
      .map((language) => ({ language, score: (scores[language] ?? 0) + (language === recent ? PRIOR : 0) }))
      .toSorted((a, b) => b.score - a.score)
    const [best, second] = candidates
    // The room's languages do not make it one of them.
    const strongest = Math.max(...USUAL.map((language) => scores[language] ?? 0))
    if (!isOpen && strongest > (best?.score ?? 0) + PRIOR) return await this.#byLetters(words, [], undefined)
    if (best === undefined) return undefined
    const isDoubtful = recent === undefined && ((isOpen && letters < 8) || looksLikeName(words))
    const least = isDoubtful ? DOUBTFUL : CLEAR
    const lead = best.score - (second?.score ?? 0)
    return best.score >= least.score && lead >= least.lead ? best.language : undefined
  }

  #remember(authorId: string, language: string): void {
    this.#recent.delete(authorId)
    const [oldest] = this.#recent.keys()
    if (this.#recent.size >= MAX_AUTHORS && oldest !== undefined) this.#recent.delete(oldest)
    this.#recent.set(authorId, language)
  }
}

let detector: Promise<typeof Eld> | undefined

async function scoresOf(words: string): Promise<Record<string, number>> {
  // 100 MB: loaded when the first text is looked at, not at the start.
  const { eld } = await (detector ??= import('eld/small'))
  const scores: Record<string, number> = eld.detect(words.slice(0, 600)).getScores()
  if (scores['no'] !== undefined) scores['nb'] = scores['no']
  for (const [language, weight] of tellingSigns(words)) scores[language] = (scores[language] ?? LEAST) + weight
  return scores
}

/** What a language has that its letters say nothing of. */
const LEAST = 0.4

/** 'Docker Compose', 'Anna Schmidt', 'React'. */
function looksLikeName(words: string): boolean {
  const all = words.match(/[\p{L}\p{M}]+/gu) ?? []
  return all.length <= 3 && all.every((word) => /^\p{Lu}/u.test(word))
}
