/** A stretch of a text: UTF-16 offsets, [start, end). */
export interface Span {
  start: number
  end: number
}

export interface Section extends Span {
  /** What its heading says about the skills below it. */
  kind: 'must' | 'nice' | 'tasks' | 'company' | 'benefits' | 'apply' | 'plain'
}

const HEADINGS: readonly (readonly [Section['kind'], RegExp])[] = [
  [
    'nice',
    /\b(nice[ -]to[ -]haves?|bonus( points)?|(a )?plus(es)?|kann([ -](anforderungen|kriterien|skills))?$|preferred|desirable|desired|good to have|optional|extra credit|(would|will) be (great|nice|good|a plus)|ideally|wünschenswert|von vorteil|歓迎|deseables?|se valorar?á?|un plus|souhaité|diferencia(?:l|is)|desejáve(?:l|is)|vantagem extra|recommended qualifications)\b/i,
  ],
  [
    'must',
    /\b(requirements?|required|must[ -]haves?|muss([ -](anforderungen|kriterien|skills))?$|qualifications?|you (must |will |should )?(have|bring|need|know|are)|you['’]?(ll|ve) (need|bring|got)|who you are|about you|what we(['’]| a)re looking for|what you (need|bring)|looking for|(key |technical |core )?skills|tech(nical)? stack|our stack|the stack|stack|technologies|experience|your (profile|background|skills)|ideal candidate|candidate profile|anforderungen|(dein|ihr) profil|das bringst du mit|was du mitbringst|voraussetzungen|requisitos|obrigatórios?|perfil|profil recherché|compétences)\b|必須|応募資格/i,
  ],
  [
    'tasks',
    /\b(responsibilit(y|ies)|what you(['’]?ll| will) (do|be doing|work on)|the (role|job|work|project|task)|your (role|tasks?|mission|job)|day[- ]to[- ]day|duties|scope|deliverables|deine aufgaben|aufgaben|responsabilidades|funciones|missions?)\b/i,
  ],
  [
    'benefits',
    /\b(benefits|perks|what we offer|we offer|why (join|work)|what['’]?s in it|compensation|wir bieten|beneficios|ofrecemos|avantages)\b/i,
  ],
  [
    'apply',
    /\b(how to apply|to apply|apply( now| here)?$|bewerbung|next steps|(hiring|interview|application) process)\b|^apply$/i,
  ],
  [
    'company',
    /\b(about (us|the company|the team|[A-Z]\w+)|who we are|our (company|story|mission|team)|the company|über uns|sobre nosotros)\b/i,
  ],
]

/** Cuts a text into sections at its headings; the first is what stands before any heading. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = []
  let current: Section = { kind: 'plain', start: 0, end: 0 }
  for (const line of linesOf(text).flatMap((whole) => unglued(text, whole))) {
    const heading = headingOf(text.slice(line.start, line.end))
    if (heading === undefined) continue
    const { kind } = current
    current.end = line.start
    if (current.end > current.start) sections.push(current)
    current = { kind: heading.kind, start: line.start, end: text.length }
    if (heading.reach === undefined) continue
    current.end = line.start + heading.reach
    sections.push(current)
    current = { kind, start: current.end, end: text.length }
  }
  current.end = text.length
  sections.push(current)
  return sections
}

export function sectionAt(sections: readonly Section[], at: number): Section['kind'] {
  return sections.find(({ start, end }) => start <= at && at < end)?.kind ?? 'plain'
}

/**
 * A heading is a short line without a sentence in it, or a line that begins with a few words and a colon
 * ('Nice to have: Docker'). `reach`: the latter speaks of its own line alone, or of its first sentence, up to there.
 */
function headingOf(line: string): { kind: Section['kind']; reach?: number } | undefined {
  const trimmed = line.replace(/^[\s#*•·–—>-]+|[\s*:]+$/gu, '')
  if (trimmed === '') return undefined
  const lead = GLUED_HEAD.exec(line)?.[0] ?? /^[^:.!?\n]{2,60}(?=:)/u.exec(line.replace(/^[\s#*]+/u, ''))?.[0]
  const words = trimmed.split(/\s+/u).length
  const isHeading = words <= 8 && !/[.!?,;]$/u.test(trimmed) && !/^\s*[-•·–*]\s/u.test(line)
  const candidate = lead ?? (isHeading ? trimmed : undefined)
  if (candidate === undefined || candidate.split(/\s+/u).length > 8) return undefined
  const kind = HEADINGS.find(([, pattern]) => pattern.test(candidate))?.[0]
  if (kind === undefined) return undefined
  if (lead === undefined || /:[\s*]*$/u.test(line)) return { kind }
  const told = kind === 'company' ? line.search(/[.!]\s+\p{Lu}/u) : -1
  return { kind, reach: told === -1 ? line.length : told }
}

/** A page that lost its line breaks: 'in our team.Requirements:Five years of Java', 'QualificationsBachelor’s degree'. */
const LONG_LINE = 300
const HEADS = String.raw`(?:(?:Key |Minimum |Basic |Job |Essential |Desired |Preferred )?(?:Requirements|Responsibilities|Qualifications|Skills)|Nice to have|Benefits|What we offer|What you(?:['’]ll| will) do|Who you are|About (?:us|you)|How to apply)`
const SEAM = new RegExp(
  String.raw`(?<=[\p{Ll}\d.!?;)])(?=\s*(?:\p{Lu}[\p{L}'’&/-]*(?: [\p{L}'’&/-]+){0,5}:|${HEADS}\p{Lu}))`,
  'gu',
)
const GLUED_HEAD = new RegExp(String.raw`^\s*${HEADS}(?=\p{Lu})`, 'u')

function unglued(text: string, { start, end }: Span): Span[] {
  if (end - start < LONG_LINE) return [{ start, end }]
  const cuts = [...text.slice(start, end).matchAll(SEAM)].map(({ index }) => start + index)
  return [start, ...cuts].map((from, at) => ({ start: from, end: cuts[at] ?? end }))
}

export function linesOf(text: string): Span[] {
  const lines: Span[] = []
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    lines.push({ start, end })
    start = end + 1
  }
  lines.push({ start, end: text.length })
  return lines
}

/** No sentence that a person wrote is longer to either side; a text without ends must not cost its square. */
const REACH = 300

/** @returns the sentence (or list item) around an offset. */
export function sentenceAround(text: string, { start, end }: Span): Span {
  const first = Math.max(0, start - REACH)
  const last = Math.min(text.length, end + REACH)
  let from = start
  while (from > first && !isSentenceEnd(text, from - 1)) from -= 1
  let to = end
  while (to < last && !isSentenceEnd(text, to)) to += 1
  return { start: from, end: to }
}

function isSentenceEnd(text: string, at: number): boolean {
  const char = text[at] ?? ''
  if (char === '\n' || char === '•' || char === ';' || char === '。') return true
  // 'Node.js', '3.5' and 'e.g. x' are no ends: a point ends a sentence before a space and a capital, or the text.
  return (
    (char === '.' || char === '!' || char === '?') &&
    (/^\s+["“(]?[\p{Lu}\p{N}]|^\s*$/u.test(text.slice(at + 1, at + 5)) ||
      // 'experience.You will': two sentences that lost the space between them.
      (/[\p{L}\d)]{2}$/u.test(text.slice(Math.max(0, at - 2), at)) &&
        /^\p{Lu}\p{Ll}+[ ,:’'](?<!^Net.)/u.test(text.slice(at + 1, at + 16))))
  )
}

/** Addresses and links: nothing is read out of them. */
export function linksIn(text: string): Span[] {
  return [...text.matchAll(/\b(?:https?:\/\/|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,}/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

export function isInside(spans: readonly Span[], at: number): boolean {
  return spans.some(({ start, end }) => start <= at && at < end)
}

/** Regular expression source for one of many names, as a tree: tried letter by letter, not name by name. */
export function anyOf(names: Iterable<string>): string {
  return branches([...new Set(names)])
}

function branches(names: readonly string[]): string {
  const byFirst = new Map<string, string[]>()
  for (const name of names) {
    const [first = ''] = name
    if (first !== '') byFirst.set(first, [...(byFirst.get(first) ?? []), name.slice(first.length)])
  }
  const parts = [...byFirst].map(([first, rests]) => {
    const letter = first.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)
    return letter + branches(rests)
  })
  if (parts.length === 0) return ''
  // The longest name first: what ends here is tried last.
  const source = parts.length === 1 && !names.includes('') ? (parts[0] ?? '') : `(?:${parts.join('|')})`
  return names.includes('') ? `${source}?` : source
}
