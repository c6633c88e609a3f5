import { foldForm, formsFrom, type SkillForm, TOKEN } from '../vocabulary/skill-vocabulary.ts'
import { isInside, linksIn, type Span } from './text-map.ts'

export interface SkillHit extends Span {
  skill: string
}

interface Candidate extends SkillHit {
  form: SkillForm
  /** Written with the form's own capitals. */
  isExact: boolean
  sure: boolean
}

interface Token extends Span {
  text: string
}

/** Between two items of one list: 'Go, Rust', 'C/C++', 'Python and R', '• Go'. */
const LIST_GAP =
  /^\s*(?:[,;/|•·、・，&+()–—-]|\n)*\s*(?:\b(?:and|or|und|oder|y|o|et|ou)\b|&)?\s*(?:[,;/|•·、・，(–—-]|\n)*\s*$/iu
const CUE_BEFORE =
  /\b(?:in|with|using|uses?|needs?|requires?|learn|know|knows|write|writes|of|experience|proficient|fluent|stack|skills?|languages?|technologies|expert|mit|con|en|desenvolvedor(?:\(a\)|a)?|desarrollador(?:\(a\)|a)?|développeu(?:r|se))(?:\s*:|\s+in|\s+with|\s+using|\s+of)?\s*$/iu
const CUE_AFTER =
  /^[\s-]*(?:developers?|engineers?|programmers?|programming|language|backend|back-end|services?|microservices|code|codebase|stack|experts?|artists?|specialists?|development|scripts?|scripting|skills?|experience|knowledge|entwickler(?:in)?)\b/iu

/** 'flutter dev': who writes all small still means the skill. */
const MAKER_AFTER = /^[\s-]*(?:devs?|developers?|engineers?|programmers?|entwickler(?:in)?)\b/iu
const FIELD_ASKED_BEFORE =
  /\b(?:experienced?|expertise|background|skills?|knowledge|proficien\w+|familiar\w*|understanding|competen\w+|skilled|track record|certified|trained|years|erfahrung|kenntnisse|experiencia|expérience|connaissances)(?:\s+(?:in|with|of|on|at|as an?|doing|using|mit|im|en|de|con))?(?:\s+(?!to\b)[\w/&-]+){0,3}[,\s]*(?:(?:and|or|und|y|et)\s+)?$/iu
const FIELD_ASKED_AFTER =
  /^\s*(?:\w+\s+)?(?:experience|skills?|expertise|background|knowledge|know-how|portfolio|certification|fundamentals|techniques|best practices|erfahrung|kenntnisse)\b/iu

/** Every mention of a known skill in a text, by place; the longest form wins where several begin. */
export function findSkills(text: string): SkillHit[] {
  return mentions(text)
    .filter(({ sure }) => sure)
    .map(({ skill, start, end }) => ({ skill, start, end }))
}

/** Fields of work that a text names at all, asked for or not: what is left where it names no skill. */
export function findFields(text: string): SkillHit[] {
  return mentions(text)
    .filter(({ form, isExact }) => form.need === 'field' && (isExact || !form.exactCase))
    .map(({ skill, start, end }) => ({ skill, start, end }))
}

function mentions(text: string): Candidate[] {
  const links = linksIn(text)
  const candidates = candidatesIn(text, links)
  // Doubtful names become sure beside sure ones, and those make their own neighbours sure.
  for (let changed = true; changed;) {
    changed = false
    for (const [index, candidate] of candidates.entries()) {
      if (candidate.sure || !isListed(text, candidates[index - 1], candidate, candidates[index + 1])) continue
      candidate.sure = true
      changed = true
    }
  }
  return candidates
}

function candidatesIn(text: string, links: readonly Span[]): Candidate[] {
  const tokens = tokensOf(text)
  const candidates: Candidate[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined || isInside(links, token.start)) continue
    const found = longestForm(text, tokens, index)
    if (found === undefined) continue
    candidates.push(found)
    index += found.form.tokens.length - 1
  }
  return candidates
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].flatMap((match) => {
    const token = { text: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length }
    const seam = GLUED.test(match[0]) ? seamOf(match[0]) : undefined
    if (seam === undefined) return [token]
    const at = token.start + seam
    return [
      { text: token.text.slice(0, seam), start: token.start, end: at },
      { text: token.text.slice(seam), start: at, end: token.end },
    ]
  })
}

/** Where a page lost its line breaks, two words stand as one: 'SkillsJava', 'experienceReact'. */
const GLUED = /[\p{Ll}\p{N}]\p{Lu}/u
/** 'GoDaddy' is no Go. */
const LEAST_GLUED = 3
const MOST_GLUED = 60

/** @returns where the second word of two begins, if one of them begins a skill and the whole is none. */
function seamOf(word: string): number | undefined {
  if (word.length > MOST_GLUED || formsFrom(word.toLowerCase()).length > 0) return undefined
  const seams = [...word.matchAll(/(?<=[\p{Ll}\p{N}])\p{Lu}/gu)].map(({ index }) => index)
  const isKnown = (part: string) => part.length >= LEAST_GLUED && formsFrom(part.toLowerCase()).length > 0
  return seams.find((seam) => isKnown(word.slice(seam))) ?? seams.findLast((seam) => isKnown(word.slice(0, seam)))
}

/** The longest form that begins at a token; of several as long, one that is surely meant. */
function longestForm(text: string, tokens: readonly Token[], index: number): Candidate | undefined {
  let found: Candidate | undefined
  for (const form of formsFrom(tokens[index]?.text ?? '')) {
    if (found !== undefined && form.tokens.length < found.form.tokens.length) break
    const candidate = candidateOf(text, tokens, index, form)
    if (candidate?.sure === true) return candidate
    found ??= candidate
  }
  return found
}

function candidateOf(text: string, tokens: readonly Token[], index: number, form: SkillForm): Candidate | undefined {
  const last = tokens[index + form.tokens.length - 1]
  if (last === undefined || !form.tokens.every((token, at) => tokens[index + at]?.text === token)) return undefined
  let start = tokens[index]?.start ?? 0
  if (form.text.startsWith('.')) start -= 1
  const written = text.slice(start, last.end)
  if (foldForm(written) !== foldForm(form.text) || isPartOfMore(text, start, last.end)) return undefined
  // 'GIT' and 'REACT' are shouted, and still names; 'GO' is not.
  const isShouted = form.need === 'capital' && written.length > 2 && written === form.text.toUpperCase()
  const isExact = written === form.text || isShouted
  const sure = isSure(text, { form, isExact, start, end: last.end })
  return { skill: form.skill, start, end: last.end, form, isExact, sure }
}

/** 'R' in 'R&D', 'C' in 'C-level', 'Go' in 'go-to-market', 'react' in 'reactive' (which is a token of its own). */
function isPartOfMore(text: string, start: number, end: number): boolean {
  if (end - start > 2) return false
  return (
    /^(?:\s?&\s?\w|-[a-z]|['’]\w|\.\w)/u.test(text.slice(end, end + 4)) ||
    /[&$'’]$/u.test(text.slice(0, start).slice(-1))
  )
}

function isSure(
  text: string,
  { form, isExact, start, end }: Pick<Candidate, 'form' | 'isExact' | 'start' | 'end'>,
): boolean {
  if (form.need === 'nothing') return isExact || !form.exactCase
  if (form.need === 'field') return isFieldAsked(text, start, end) && !isOfTeams(text, end)
  if (!isExact) return MAKER_AFTER.test(text.slice(end, end + 16))
  if (CUE_AFTER.test(text.slice(end, end + 24)) || MAKER_AFTER.test(text.slice(end, end + 16))) return true
  if (form.need === 'listed') return CUE_BEFORE.test(text.slice(Math.max(0, start - 24), start))
  // 'React to change' and 'Spark joy' begin a sentence; 'we use React to …' does not.
  return !startsSentence(text, start) || !/^\s+[a-z]/u.test(text.slice(end, end + 4))
}

function isFieldAsked(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const rest = text.slice(end, end + 40).split('\n', 1)[0] ?? ''
  const isItem = /^\s*[-•·–*]\s*$/u.test(line) && /^[\s.,;]*$/u.test(rest)
  return isItem || FIELD_ASKED_AFTER.test(rest) || FIELD_ASKED_BEFORE.test(line.slice(-70))
}

/** 'With the backend and data teams': those of others. */
function isOfTeams(text: string, end: number): boolean {
  return /^[\w ,/&-]{0,30}\b(?:teams?|colleagues|departments?)\b/iu.test(text.slice(end, end + 45))
}

function startsSentence(text: string, at: number): boolean {
  return /(?:^|[\n.!?:•]\s*|^[\s*-]+)$/u.test(text.slice(Math.max(0, at - 4), at))
}

function isListed(text: string, before: Candidate | undefined, one: Candidate, after: Candidate | undefined): boolean {
  // 'Bookkeeper (QuickBooks)' names who is wanted.
  if (one.form.need === 'field' && (/(?:er|or|ist|ant)$/iu.test(one.form.text) || isOfTeams(text, one.end)))
    return false
  if (one.form.need === 'listed' && !one.isExact && one.form.text.length <= 2) return false
  const [behind, ahead] = [before, after].map((other) => (vouchesFor(other, one) ? other : undefined))
  if (behind !== undefined && isListGap(text.slice(behind.end, one.start))) return true
  if (ahead !== undefined && isListGap(text.slice(one.end, ahead.start))) return true
  // 'Senior Java Spring developer', and lists that lost their commas; a field of work needs one on either side.
  const touches = [
    behind !== undefined && text.slice(behind.end, one.start) === ' ',
    ahead !== undefined && text.slice(one.end, ahead.start) === ' ',
  ]
  return one.form.need === 'field' ? touches.every(Boolean) : one.isExact && touches.some(Boolean)
}

/** 'python, express' are tools; 'training, express delivery' is none. */
function vouchesFor(other: Candidate | undefined, one: Candidate): boolean {
  return other?.sure === true && (one.isExact || one.form.need === 'field' || other.form.need !== 'field')
}

function isListGap(gap: string): boolean {
  // One that the vocabulary does not know breaks no list: 'Expo, Reanimated, TypeScript'.
  const known = gap.replace(/,\s*[\p{Lu}\d][\w.+#-]{1,20}(?=\s*,)/u, '')
  return known.trim() !== '' && known.length < 12 && LIST_GAP.test(known)
}
