import type { SkillHit } from './find-skills.ts'
import { type Section, sectionAt, sentenceAround } from './text-map.ts'

/** What comes behind it, to the end of the sentence, is welcome and no more. */
const WELCOME_BEHIND =
  /\b(?:nice[ -]to[ -]haves?|bonus(?: points)?|ideally|preferably|preferred(?=(?: \w+)? (?:experience|skills?|qualifications?|knowledge)|\s*:)|desir(?:ed|able)(?=[^.\n]{0,20}:)|optional(?:ly)?(?=\s*:)|kann(?=\s*:)|good to have|(?:great|nice|bonus|plus|points) (?:if|when|for)|you (?:might|may) (?:also )?(?:have|know|bring)|extra (?:credit|points)|(?:we(?:['’]d| would)|would) (?:also )?love|von vorteil(?=\s*(?:sind|ist|wäre|:))|wünschenswert(?=\s*(?:sind|ist|wäre|:))|idealerweise|se valorar?á?|deseables?|idéalement|un plus(?=\s*:)|(?:appréciée?s?|souhaitée?s?)(?=\s*:)|plus(?:es)?(?=\s*:))|歓迎/giu
/** What stands before it is welcome and no more: how far back depends on the words. */
const WELCOME_BEFORE =
  /(?:\b(?:is|are|as|would be|will be|being) (?:also |considered |seen as |just |only )?)?(?:\b(?:an? )?(?:big |huge |strong |definite |nice |real |major |great )?(?:plus(?:es)?|bonus|advantages?|asset)\b|\bnice(?:[ -]to[ -]have)?\b|\boptional\b|\bwelcome\b|\bpreferred\b|\bdesirable\b|\bdesired\b|\bhelpful\b|\bbeneficial\b|\bgood to have\b|\bappreciated\b|\bwould be (?:lovely|great|fantastic|awesome|amazing|good|ideal)\b|\bwould help\b|\bhelps\b|\bvon vorteil\b|\bwünschenswert\b|\bwillkommen\b|\bun plus\b|\bsouhaitée?s?\b|\bappréciée?s?\b)|歓迎/giu
const EXPERIENCE =
  /(?:^|[,;:(]\s*|\b(?:and|und|y|et)\s+|[-•*]\s+)(?:(?:any|some|prior|previous|basic|good|working|also|additional)\s+)*(?:experience|knowledge|familiarity|exposure|understanding|background|expertise|familiar|erfahrung|kenntnisse|experiencia|conocimientos?|connaissances?|expérience)\b/giu
const NOT_NEEDED =
  /^[^,;.\n]{0,40}?(?:\bnot|n['’]t)\s+(?:be\s+)?(?:strictly\s+)?(?:needed|required|necessary|a must|mandatory)\b|^[^,;.\n]{0,20}\bnicht (?:nötig|erforderlich)\b/iu

/**
 * Whether a skill is asked for or welcome, by the words around it, else by its section's heading.
 * @returns undefined where it is neither: not needed, or told of the company and its benefits.
 */
export function demandOf(text: string, hit: SkillHit, sections: readonly Section[]): 'must' | 'nice' | undefined {
  const around = sentenceAround(text, hit)
  const sentence = text.slice(around.start, around.end)
  const [start, end] = [hit.start - around.start, hit.end - around.start]
  if (isWelcome(sentence, start, end)) return 'nice'
  if (NOT_NEEDED.test(sentence.slice(end))) return undefined
  if (
    /\bno (?:prior |previous )?$/iu.test(sentence.slice(0, start)) &&
    /^[^,.]{0,30}\b(?:needed|required|necessary)/iu.test(sentence.slice(end))
  )
    return undefined
  // 'We are SOC 2 compliant', 'access to a smartphone (Android 8 or later)': the company's, or the desk's.
  if (
    /\b(?:we are|we['’]re)\s(?:[^.\n]{0,20}\()?$|\b(?:access to an?|you own an?|on an?)\s(?:smart)?(?:phone|device|tablet|computer)\b[^.\n]{0,60}$/iu.test(
      sentence.slice(0, start),
    )
  )
    return undefined
  const kind = sectionAt(sections, hit.start)
  if (kind === 'nice') return 'nice'
  return kind === 'company' || kind === 'benefits' || kind === 'apply' ? undefined : 'must'
}

function isWelcome(sentence: string, start: number, end: number): boolean {
  for (const marker of sentence.matchAll(WELCOME_BEHIND)) {
    const between = sentence.slice(marker.index + marker[0].length, start)
    if (marker.index < start && !/\b(?:must|required?)\b|;/iu.test(between)) return true
  }
  for (const marker of sentence.matchAll(WELCOME_BEFORE)) {
    if (marker.index >= end && start >= reachOf(sentence.slice(0, marker.index), marker[0])) return true
  }
  return false
}

/** Where what a 'is a plus' speaks of begins: 'Python, Kafka a plus' means Kafka alone. */
function reachOf(before: string, marker: string): number {
  // In 'Vue.js is great (nice to have)' the marker stands apart from what it speaks of.
  const told = before.replace(/[-–—(:;]\s*$/u, '')
  const clause = Math.max(...[';', '(', ':', ' but ', ' – ', ' — ', ' - '].map((mark) => told.lastIndexOf(mark))) + 1
  const subject = [...before.slice(clause).matchAll(EXPERIENCE)].at(-1)
  if (subject !== undefined) return clause + subject.index
  const isMany = /^(?:are|sind)\b/iu.test(marker)
  const asks = /\b(?:need|require|must|know|bring|have|use)\b/iu.test(before.slice(clause))
  return isMany && !asks ? clause : Math.max(clause, before.lastIndexOf(',') + 1)
}
