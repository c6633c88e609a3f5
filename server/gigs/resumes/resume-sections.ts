import type { PortfolioPiece } from '../../../shared/profiles.ts'
import { type Found, parseLanguages } from '../parsing/parse-terms.ts'

export interface Line {
  text: string
  /** Its offset in the résumé. */
  start: number
}

const HEADING_LENGTH = 40
const LANGUAGES =
  /^(?:languages?|language skills|sprachen|sprachkenntnisse|idiomas|langues|idiomi|línguas|言語|語学)\s*:?$/iu
const PROJECTS =
  /^(?:(?:personal |selected |side |open[- ]source )?projects?|portfolio|projekte|proyectos|projets|progetti|projetos)\s*:?$/iu
/** What a résumé calls its parts: any of these ends the part before. */
const HEADING =
  /^(?:(?:professional |work |technical |key |core )?(?:summary|profile|about me|experience|employment(?: history)?|skills|competenc(?:es|ies)|education|certifications?|awards|publications|interests|references|volunteering|contact)|berufserfahrung|ausbildung|kenntnisse|fähigkeiten|zertifikate|experiencia|educación|habilidades|formation|compétences|expérience|istruzione|職歴|学歴|スキル)\s*:?$/iu
const MAX_PIECES = 10
const ADDRESS = /https?:\/\/[^\s)]+/u

/** The lines of one part, without its heading. */
function partOf(lines: readonly Line[], heading: RegExp): Line[] {
  const from = lines.findIndex(({ text }) => text.length <= HEADING_LENGTH && heading.test(text.trim()))
  if (from === -1) return []
  const rest = lines.slice(from + 1)
  const to = rest.findIndex(({ text }) => {
    const plain = text.trim()
    return plain.length <= HEADING_LENGTH && [HEADING, LANGUAGES, PROJECTS].some((pattern) => pattern.test(plain))
  })
  return to === -1 ? rest : rest.slice(0, to)
}

/** Languages of the part that lists them: there, a name alone says that somebody speaks it. */
export function listedLanguages(lines: readonly Line[]): Found<string>[] {
  const lead = 'Languages: '
  return partOf(lines, LANGUAGES).flatMap(({ text, start }) =>
    parseLanguages(lead + text).map((found) => ({
      value: found.value,
      start: start + found.start - lead.length,
      end: start + found.end - lead.length,
    })),
  )
}

/** 'pgtide – a migration tool, https://…': lines of the part on projects that name one and say what it is, or where. */
export function listedProjects(lines: readonly Line[]): { piece: PortfolioPiece; line: Line }[] {
  return partOf(lines, PROJECTS)
    .flatMap((line) => {
      const url = ADDRESS.exec(line.text)?.[0].replace(/[.,;]+$/u, '') ?? null
      const words = line.text.replace(ADDRESS, '').replace(/^[\s•*–-]+|[\s,;(–—-]+$/gu, '')
      const [title = '', ...told] = words.split(/\s[–—-]\s|:\s/u)
      if (title === '' || title.length > 120 || (told.length === 0 && url === null)) return []
      const piece = { title, problem: told.join(' – ').slice(0, 600), solution: '', result: '', url }
      return [{ piece, line }]
    })
    .slice(0, MAX_PIECES)
}

/** 'Designer · Porto · a@b.example · +351 …' without what is nobody's business. */
export function withoutContacts(line: string): string {
  return line
    .split(/\s*[·|•]\s*|\s{2,}/u)
    .filter((part) => part !== '' && !/@|https?:|www\.|\w\.\w+\/|(?:\d[\s()+-]*){6,}/u.test(part))
    .join(' · ')
}
