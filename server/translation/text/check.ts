import { primaryLanguage } from '../../../shared/translation.ts'
import { wordsOf } from './segment.ts'

/** What is wrong with what an engine gave back for one segment. */
export type Fault = 'empty' | 'marks' | 'added' | 'numbers' | 'script' | 'length' | 'refusal' | 'answer' | 'echo'

export interface CheckInput {
  source: string
  result: string
  from: string
  to: string
}

/** Both texts are masked. @returns the first fault; undefined when it can be a translation. */
export function checkTranslation({ source, result, from, to }: CheckInput): Fault | undefined {
  const [a, b] = [wordsOf(source), wordsOf(result)]
  if (/[\p{L}\p{N}]/u.test(a) && !/[\p{L}\p{N}]/u.test(b)) return 'empty'
  if (hasAdded(a, b)) return 'added'
  if (isRefusal(b) && !isRefusal(a)) return 'refusal'
  if (!hasNumbersOf(a, b)) return 'numbers'
  if (!isInScriptOf(b, to)) return 'script'
  if (!isOfSameLength(a, b)) return 'length'
  if (/[?？؟]\s*$/.test(a.trim()) && !/[?？؟;]|か[。.\s]*$|ですか|ますか|吗|呢/.test(b)) return 'answer'
  if (isEcho(a, b, from, to)) return 'echo'
  return undefined
}

/** What stands behind marks in a source, and so in no words of a translation; a segment is one line. */
const ADDITIONS =
  /https?:\/\/|(?<![\p{L}\p{N}])www\.|@(?:everyone|here|channel)\b|<[@#!/]|<a?:\w+:|\]\(|[*_~|]{2,}|`|[\n\r]/giu

function hasAdded(source: string, result: string): boolean {
  return (result.match(ADDITIONS)?.length ?? 0) > (source.match(ADDITIONS)?.length ?? 0)
}

const REFUSALS = [
  /\b(?:I'm|I am) (?:sorry|unable)|\bI (?:cannot|can't|can not|won't) (?:assist|help|translate|comply|provide|do that)/i,
  /\bas an AI\b|\b(?:AI )?language model\b|\bhere(?:'s| is) the translation\b|^\s*translation:/i,
  /\bals (?:KI|Sprachmodell)\b|\bcomo (?:una? )?(?:IA|modelo de lenguaje)\b|\ben tant qu(?:e |')(?:IA|modèle)/i,
  /申し訳(?:ありません|ございません)が?、?.{0,12}(?:でき(?:ません|かねます)|お手伝い)|AI(?:言語)?モデルとして|作为(?:一个)?(?:AI|人工智能)/,
]

function isRefusal(text: string): boolean {
  return REFUSALS.some((pattern) => pattern.test(text))
}

/** Each number of the source is in the result; the way in which its thousands are parted may differ. */
export function hasNumbersOf(source: string, result: string): boolean {
  const left = numbersOf(result)
  for (const number of numbersOf(source)) {
    const at = left.indexOf(number)
    if (at === -1) return false
    left.splice(at, 1)
  }
  // 'two' may have become '2'; anything longer was made up.
  return left.every((number) => number.length <= 2)
}

function numbersOf(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(/\p{Nd}(?:[\p{Nd}.,'\u00a0\u202f]*\p{Nd})?/gu)].map(({ 0: found }) =>
    found.replace(/\P{Nd}/gu, ''),
  )
}

const SCRIPTS: Record<string, RegExp> = {
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  zh: /\p{Script=Han}/gu,
  ko: /\p{Script=Hangul}/gu,
  ar: /\p{Script=Arabic}/gu,
  fa: /\p{Script=Arabic}/gu,
  ur: /\p{Script=Arabic}/gu,
  he: /\p{Script=Hebrew}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  uk: /\p{Script=Cyrillic}/gu,
  bg: /\p{Script=Cyrillic}/gu,
  sr: /[\p{Script=Cyrillic}\p{Script=Latin}]/gu,
  el: /\p{Script=Greek}/gu,
  hi: /\p{Script=Devanagari}/gu,
  mr: /\p{Script=Devanagari}/gu,
  bn: /\p{Script=Bengali}/gu,
  ta: /\p{Script=Tamil}/gu,
  te: /\p{Script=Telugu}/gu,
  th: /\p{Script=Thai}/gu,
  ka: /\p{Script=Georgian}/gu,
  hy: /\p{Script=Armenian}/gu,
}
const LATIN = /\p{Script=Latin}/gu

function isInScriptOf(text: string, to: string): boolean {
  const all = text.match(/\p{L}/gu)?.length ?? 0
  const own = text.match(SCRIPTS[primaryLanguage(to)] ?? LATIN)?.length ?? 0
  // A short text may be all names; a long one without a single letter of the script is in another language.
  return all < 12 || own / all >= (SCRIPTS[primaryLanguage(to)] === undefined ? 0.6 : 0.15)
}

/** A letter of a script without an alphabet says as much as two or three. */
function weight(text: string): number {
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  return text.replace(/\s+/g, ' ').trim().length + dense * 1.3
}

function isOfSameLength(source: string, result: string): boolean {
  const [a, b] = [weight(source), weight(result)]
  if (a < 12) return b <= 60
  return b / a >= 0.3 && b / a <= 3.2
}

/** So alike that whole sentences are the same in both. */
const ALIKE = ['es ca pt gl it fr oc ast an', 'da nb nn no sv', 'ru uk be bg mk sr', 'cs sk pl', 'hr sr bs sl', 'id ms']

function isEcho(source: string, result: string, from: string, to: string): boolean {
  const pair = [primaryLanguage(from), primaryLanguage(to)]
  if (pair[0] === pair[1] || source.replace(/\s+/g, ' ').trim() !== result.replace(/\s+/g, ' ').trim()) return false
  // What begins with a capital may be a name.
  const words = source.match(/(?<!\p{L})\p{Ll}{3,}/gu) ?? source.match(/\p{Lo}{3,}/gu) ?? []
  const shouted = source.match(/(?<!\p{L})\p{Lu}{3,}(?!\p{L})/gu) ?? []
  const isAlike = ALIKE.some((group) => pair.every((language) => group.split(' ').includes(language)))
  return words.length >= (isAlike ? 5 : 3) || (words.length === 0 && shouted.length >= 5)
}
