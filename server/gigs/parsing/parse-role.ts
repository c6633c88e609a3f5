import type { ParsedGig } from '../../../shared/gigs.ts'
import { roleFamily } from './role-families.ts'
import { ROLES } from './roles.ts'
import type { Span } from './text-map.ts'

type Seniority = NonNullable<ParsedGig['seniority']>

export interface FoundRole {
  roles: string[]
  /** In the body; a role that only the title names has none. */
  spans: Span[]
}

const ASKS =
  /\b(?:look(?:ing)? for|seeking|searching for|hiring|need(?:s|ed)?|want(?:ed)?|join us as|role of|position of|as an?|suchen|gesucht|buscamos|recherchons|we are in need of|in search of)\b[^.\n]{0,60}/giu

/**
 * What stands for a title: the title itself, or the header of a post in a thread, 'Acme | Backend engineer | Remote', or
 * else a short first line.
 */
export function headlineOf(title: string, body: string): string {
  if (title.trim() !== '') return title
  const first = body.trimStart().split('\n', 1)[0] ?? ''
  if (first.split('|').length > 2) return first.slice(0, 300)
  return first.length <= 90 && !/(?<!\b[sj]r)[.!?]\s/iu.test(first) ? first : ''
}

/** At most three, the title's first: a title says what is wanted, a body also whom one works with. */
export function parseRoles(heading: string, body: string): FoundRole {
  // 'Desenvolvedor(a) Go (m/w/d)' is one name.
  const title = headlineOf(heading, body).replace(GENDERS, '')
  const fromTitle = rolesIn(title)
  if (fromTitle.length > 0 && !fromTitle.every(isGeneral)) return { roles: fromTitle, spans: [] }
  const asked = askedFor(body)
  if (fromTitle.length === 0) {
    // A title that names a trade of its own says it better than what else the text speaks of.
    if (tradeIn(heading) !== undefined) return { roles: [], spans: [] }
    return asked.roles.length > 0 || heading.trim() !== '' ? asked : firstMention(body)
  }
  // 'Engineer wanted' above 'we look for a full-stack developer': the body says more of the same.
  const special = asked.roles.findIndex(
    (role) => !isGeneral(role) && roleFamily(role) === roleFamily(fromTitle[0] ?? ''),
  )
  const [role, span] = [asked.roles[special], asked.spans[special]]
  return role === undefined || span === undefined ? { roles: fromTitle, spans: [] } : { roles: [role], spans: [span] }
}

const GENDERS = /\s?\((?:an?|as|in|innen|e|se|es|rice|trice|[mwfdx](?:\s?[/|]\s?[mwfdx]){1,3}|all genders|gn)\)/giu

const TRADE =
  /\b(?:[\p{L}&-]+ ){0,2}(?:managers?|specialists?|analysts?|coordinators?|directors?|assistants?|technicians?|reviewers?|moderators?|officers?|owners?|strategists?|planners?|associates?|agents?|operators?|clerks?|representatives?|supervisors?|makers?|buyers?|trainers?|testers?|inspectors?|buyers?|builders?)(?![\p{L}])/iu
const LEVELS =
  /\b(?:senior|junior|sr|jr|lead|principal|staff|head|entry[- ]level|mid[- ]level|remote|freelance|the|for|of|a|an)\b\.?/giu

/** What a title calls the work, in its own words, where no known role fits: 'care manager'. */
export function tradeIn(title: string): string | undefined {
  const [part = ''] = title.split(/\s[–—|-]\s|[,(|:]/u)
  const trade = TRADE.exec(part)?.[0].replace(LEVELS, ' ').replace(/\s+/gu, ' ').trim().toLowerCase()
  // A bare 'manager' or 'director' says nothing of the work.
  return trade?.includes(' ') === true ? trade : undefined
}

function isGeneral(role: string): boolean {
  return role === 'software engineer' || role === 'designer' || role === 'consultant'
}

function askedFor(body: string): FoundRole {
  const roles: string[] = []
  const spans: Span[] = []
  for (const ask of body.matchAll(ASKS)) {
    for (const { name, pattern } of ROLES) {
      const match = pattern.exec(ask[0])
      if (match === null || roles.includes(name)) continue
      roles.push(name)
      spans.push({ start: ask.index + match.index, end: ask.index + match.index + match[0].length })
      break
    }
    if (roles.length >= 2) break
  }
  return { roles, spans }
}

function firstMention(body: string): FoundRole {
  const head = body.slice(0, 400)
  const first = ROLES.map(({ name, pattern }) => ({ name, match: pattern.exec(head) }))
    .filter((found) => found.match !== null)
    .toSorted((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0))[0]
  if (first?.match == null) return { roles: [], spans: [] }
  return { roles: [first.name], spans: [{ start: first.match.index, end: first.match.index + first.match[0].length }] }
}

/** Parts of a title name roles of their own: 'Designer / Frontend Developer'. */
function rolesIn(title: string): string[] {
  const roles: string[] = []
  for (const part of title.split(/\s?\|\s?|\s[/&+–—-]\s|\/\s|,|\(|\)|:|\band\b|\bund\b/iu)) {
    const role = ROLES.find(({ pattern }) => pattern.test(part))
    if (role !== undefined && !roles.includes(role.name)) roles.push(role.name)
  }
  // 'Software Engineer, Frontend' is a frontend developer, and so is each of 'Backend, Fullstack, Frontend'.
  const fields = title
    .split(/\s?\|\s?|\s[/&+–—-]\s|[,/]|\(|\)|:|\band\b|\bund\b/iu)
    .flatMap((part) => fieldRole(part) ?? [])
  if (fields.length > 0 && roles.every(isGeneral)) roles.splice(0, roles.length, ...new Set(fields))
  const plain = title.replace(/[()]/gu, '')
  const whole = ROLES.find(({ pattern }) => pattern.test(plain))
  // 'Web (PHP) developer': put together again, it says more.
  if (whole !== undefined && plain !== title && !isGeneral(whole.name) && roles.length > 0 && roles.every(isGeneral))
    return [whole.name]
  // Split apart, 'C++ and Python Developer' would lose its first half.
  if (whole !== undefined && roles.length === 0) roles.push(whole.name)
  return roles.slice(0, 3)
}

/** A field of work that stands alone in a title. */
const FIELD =
  /^\s*(?:(?:senior|sr\.?|junior|jr\.?|mid|lead|staff|principal)\s+)?(front[ -]?end|back[ -]?end|full[ -]?stack|mobile|ios|android|devops|sre|embedded|firmware|machine learning|ml|ml ?ops|data science|security|qa)(?:\s+(?:eng|swe))?\s*$/iu

function fieldRole(part: string): string | undefined {
  const field = FIELD.exec(part)?.[1]
  if (field === undefined) return undefined
  if (/^data science$/iu.test(field)) return 'data scientist'
  return ROLES.find(({ pattern }) => pattern.test(`${field} engineer`))?.name
}

const TITLE_LEVELS: readonly (readonly [Seniority, RegExp])[] = [
  [
    'intern',
    /\b(?:intern(?:s|ship)?|trainee|working student|werkstudent(?:in)?|praktik\w+|praktikum|est[áa]gi[oa]\w*|becari[oa]|stagiaire|stage (?:de|en)|(?<=^\s*)stage(?= [-–—])|prácticas|apprentice)\b|インターン/iu,
  ],
  [
    'lead',
    /\b(?:lead(?!(?:s|ing)?[ -](?:gen|qualif|list|research|capture|magnet))|principal|staff(?=[ -][\p{L}/ ]{0,30}(?:engineer|developer|designer|scientist|software|sre|data|ml|machine|product|ios|android|mobile|back[- ]?end|front[- ]?end))|head|director|chief(?! of staff)|cto|vp|vice president|team ?lead|manager of|leiter(?:in)?)(?![\p{L}])|リード/iu,
  ],
  [
    'senior',
    /\b(?:senior|sr\.?|s[éê]nior|expert(?! (?:to|for|needed|wanted)\b)|experienced|erfahrene\w*|confirmé|experto)(?=\W|$)|シニア/iu,
  ],
  [
    'mid',
    /\b(?:mid(?:[ -]?(?:level|weight|senior))?|middle(?= \p{L})(?! (?:east|eastern|school|market|office|mile))|pleno|intermediate|regular|semi[- ]senior|ii|iii)\b/iu,
  ],
  [
    'junior',
    /\b(?:junior|j[úu]nior|jr\.?|entry[ -]?level|graduate|beginner|no (?:prior )?experience (?:is )?(?:required|needed|necessary)|associate(?= \p{L})(?! director)|berufseinsteiger(?:in)?|débutant(?:e)?)(?=\W|$)|ジュニア|未経験/iu,
  ],
]
/** A feed's or a post's own line. */
const LEVEL_FACT =
  /^[ \t*•-]*(?:(?:job |experience |seniority |career )?level|seniority|experience level|nível|nivel)[ \t]*:[ \t]*(\S.*)$/imu
const BODY_LEVELS: readonly (readonly [Seniority, RegExp])[] = [
  [
    'senior',
    /\b(?:senior[ -]level|erfahrene[nr]? (?=[\p{L}-]{3,40})|(?:an? )?experienced (?=[\p{L}/. -]{2,40}\b(?:developer|engineer|designer|writer|editor|manager|consultant|analyst|scientist|expert|freelancer))|(?:an? |freelance )?senior (?=[\p{L}/ -]{2,40}\b(?:developer|engineer|designer|writer|manager|consultant|analyst|scientist)))/iu,
  ],
  [
    'junior',
    /\b(?:entry[ -]level|junior[ -]level|junior (?=developer|engineer|designer|position|role)|no (?:prior )?experience (?:is )?(?:required|needed|necessary)|beginners? (?:are )?welcome|débutante?s? accepté\w*|berufseinsteiger(?:in)?(?:nen)? willkommen|fresh graduates?|recent graduates?)\b/iu,
  ],
  ['mid', /\bmid[- ]?(?:level|weight)\b|\bintermediate (?:level|developer|engineer)\b/iu],
]
const YEARS =
  /\b(\d{1,2})\s?(?:\+|plus)?\s?(?:(?:-|–|to|bis)\s?(\d{1,2})\s?)?\+?\s?(?:years?|yrs?|jahren?|años|ans|anni|anos)(?![\p{L}])[^.\n]{0,60}?(?:\b(?:experience|exp\b|erfahrung|berufserfahrung|experiencia|expérience|esperienza|experiência|of|in|with|as|working|building|writing|doing)|['’]expérience)|(?:経験)(\d{1,2})年|(\d{1,2})\s?\+\s?(?:years?|yrs)(?=[.,;)\n]|$)|(?:experience|erfahrung|経験)[^.\n]{0,12}?(\d{1,2})\+? ?(?:years?|yrs|jahre|年)/iu

/** Before a level: that of colleagues, 'you will mentor junior engineers'. */
const OF_OTHERS =
  /\b(?:with|alongside|mentor\w*|coach\w*|guid\w*|train\w*|lead\w*|manag\w*|support\w*|help\w*|teach\w*|report\w*(?: in)?(?: to)?|by|from|other|our|more|between|than|unlike)\b(?: \w+){0,2}\s*$/iu

export interface FoundSeniority {
  value: Seniority
  /** Undefined: read in the title. */
  span: Span | undefined
}

/** From the title, else from the body's words, else from the years that are asked for. */
export function parseSeniority(title: string, body: string): FoundSeniority | undefined {
  const headline = headlineOf(title, body)
  const titled =
    TITLE_LEVELS.find(([, pattern]) => pattern.test(headline)) ??
    TITLE_LEVELS.find(([, pattern]) => pattern.test(LEVEL_FACT.exec(body)?.[1] ?? ''))
  if (titled !== undefined) return { value: titled[0], span: undefined }
  for (const [value, pattern] of BODY_LEVELS) {
    for (const match of body.matchAll(new RegExp(pattern, 'giu'))) {
      if (OF_OTHERS.test(body.slice(Math.max(0, match.index - 60), match.index))) continue
      return { value, span: { start: match.index, end: match.index + match[0].length } }
    }
  }
  const years = YEARS.exec(body)
  if (years === null) return undefined
  const least = Number(years[1] ?? years[3] ?? years[4] ?? years[5])
  if (least > 25) return undefined
  const value: Seniority = least >= 8 ? 'lead' : least >= 5 ? 'senior' : least >= 2 ? 'mid' : 'junior'
  return {
    value: value === 'lead' ? 'senior' : value,
    span: { start: years.index, end: years.index + years[0].length },
  }
}
