import { z } from 'zod'
import { contractType, type Evidence, type ParsedGig, remoteMode, seniority } from '../../../shared/gigs.ts'
import { currency, payPeriod } from '../../../shared/profiles.ts'
import { findSkills } from '../parsing/find-skills.ts'
import { parsePay } from '../parsing/parse-pay.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { isCountry, isWithin, PLACE, placeCode } from '../parsing/places.ts'
import { canonicalRole } from '../parsing/roles.ts'
import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'

const quoted = <V extends z.ZodType>(value: V) => z.object({ value, quote: z.string() })
/** One bad item of a list costs no other. */
const listOf = <T>(one: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items): T[] =>
      items.slice(0, MAX_ITEMS).flatMap((item) => {
        const parsed = one.safeParse(item)
        return parsed.success ? [parsed.data] : []
      }),
    )
const MAX_ITEMS = 60
const word = z.string().trim().min(1).max(60)
const amount = z.number().nonnegative().nullable()

const answerSchema = z.object({
  roles: listOf(quoted(word)),
  seniority: quoted(seniority).nullable().catch(null),
  must: listOf(quoted(word)),
  nice: listOf(quoted(word)),
  pay: z.object({ min: amount, max: amount, currency, period: payPeriod, quote: z.string() }).nullable().catch(null),
  types: listOf(quoted(contractType)),
  mode: quoted(remoteMode).nullable().catch(null),
  regions: listOf(quoted(word)),
  languages: listOf(quoted(word)),
})

/** What of a model's answer holds: the fields that it may change, and where each of them is said. */
export interface Refinement {
  fields: Partial<
    Pick<ParsedGig, 'roles' | 'seniority' | 'skills' | 'pay' | 'types' | 'mode' | 'regions' | 'languages'>
  >
  evidence: Evidence[]
}

const FIELD_OF: Record<keyof Refinement['fields'], readonly string[]> = {
  roles: ['role'],
  seniority: ['seniority'],
  skills: ['must-have skill', 'nice-to-have skill'],
  pay: ['pay'],
  types: ['contract type'],
  mode: ['remote'],
  regions: ['place'],
  languages: ['language'],
}

/**
 * Holds a model's answer against the post. What it quotes must stand there, and what it makes of the quote must be in it:
 * names, numbers, places. All else is dropped, so that a model which invents changes nothing.
 */
export function checkedRefinement(answer: unknown, post: { title: string; text: string }): Refinement {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) return { fields: {}, evidence: [] }
  const said = parsed.data
  const evidence: Evidence[] = []
  const stands = (field: string, quote: string): boolean => {
    const place = placeOf(quote, post)
    if (place === undefined) return false
    if (place !== 'title') evidence.push({ field, ...place })
    return true
  }
  const kept = <V>(
    field: string,
    items: readonly { value: V; quote: string }[],
    read: (value: V, quote: string) => V | undefined,
  ): V[] => {
    const values = items.flatMap(({ value, quote }) => {
      const held = read(value, quote)
      return held !== undefined && stands(field, quote) ? [held] : []
    })
    return [...new Set(values)]
  }
  const must = kept('must-have skill', said.must, skillIn)
  const nice = kept('nice-to-have skill', said.nice, skillIn).filter((skill) => !must.includes(skill))
  const roles = kept('role', said.roles, roleIn).slice(0, 3)
  const types = kept('contract type', said.types, (value) => value)
  const regions = kept('place', said.regions, regionIn)
  const languages = kept('language', said.languages, languageIn)
  const level =
    said.seniority !== null &&
    isLevelIn(said.seniority.value, said.seniority.quote) &&
    stands('seniority', said.seniority.quote)
      ? said.seniority.value
      : undefined
  const mode = said.mode !== null && stands('remote', said.mode.quote) ? said.mode.value : undefined
  const pay = said.pay === null ? undefined : payIn(said.pay)
  const paid = pay !== undefined && stands('pay', said.pay?.quote ?? '') ? pay : undefined
  return {
    fields: {
      ...(roles.length === 0 ? {} : { roles }),
      ...(level === undefined ? {} : { seniority: level }),
      ...(must.length + nice.length === 0 ? {} : { skills: { must, nice } }),
      ...(paid === undefined ? {} : { pay: paid }),
      ...(types.length === 0 ? {} : { types }),
      ...(mode === undefined ? {} : { mode }),
      ...(regions.length === 0 ? {} : { regions }),
      ...(languages.length === 0 ? {} : { languages }),
    },
    evidence,
  }
}

/** What the rules read, with what holds of a model's answer in its place. A model never makes a place a hard rule. */
export function refined(parsed: ParsedGig, { fields, evidence }: Refinement): ParsedGig {
  const replaced = new Set(Object.entries(FIELD_OF).flatMap(([field, names]) => (field in fields ? names : [])))
  return {
    ...parsed,
    ...fields,
    regionsHard: parsed.regionsHard && parsed.regions !== null,
    evidence: [...parsed.evidence.filter(({ field }) => !replaced.has(field)), ...evidence].toSorted(
      (a, b) => a.start - b.start || a.end - b.end,
    ),
  }
}

const MAX_QUOTE = 240

/** Where a quote stands, whatever the white space. @returns undefined for what the post does not say. */
function placeOf(quote: string, { title, text }: { title: string; text: string }) {
  const words = quote.trim().split(/\s+/u)
  if (quote.trim().length < 2 || quote.length > MAX_QUOTE) return undefined
  const pattern = new RegExp(words.map((one) => one.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join('\\s+'), 'iu')
  const match = pattern.exec(text)
  if (match !== null) return { start: match.index, end: match.index + match[0].length }
  return pattern.test(title) ? 'title' : undefined
}

function skillIn(value: string, quote: string): string | undefined {
  const skill = canonicalSkill(value)
  if (findSkills(quote).some((hit) => hit.skill === skill)) return skill
  return hasWords(quote, value) && value.split(/\s+/u).length <= 4 ? skill : undefined
}

function roleIn(value: string, quote: string): string | undefined {
  const role = canonicalRole(value)
  return parseRoles(quote, '').roles.includes(role) || hasWords(quote, value) ? role : undefined
}

function isLevelIn(value: string, quote: string): boolean {
  return parseSeniority(quote, '')?.value === value || parseSeniority('', quote)?.value === value
}

function payIn({ min, max, currency: code, period, quote }: NonNullable<z.output<typeof answerSchema>['pay']>) {
  const said = numbersIn(quote)
  const amounts = [min, max].filter((one) => one !== null)
  if (amounts.length === 0 || !amounts.every((one) => said.has(one))) return undefined
  if (min !== null && max !== null && min > max) return undefined
  const isNamed = hasWords(quote, code) || parsePay(`pay ${quote}`)?.pay.currency === code
  return isNamed ? { min, max, currency: code, period } : undefined
}

/** '80–100k' says 80,000 and 100,000; both readings of each number count. */
function numbersIn(quote: string): Set<number> {
  const numbers = new Set<number>()
  const isThousands = /\d\s?k(?![\p{L}])/iu.test(quote)
  for (const [digits] of quote.matchAll(/\d+(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?/gu)) {
    const plain = digits
      .replace(/[\s'’\u00a0\u202f]/gu, '')
      .replace(/[.,](?=\d{3}(?:\D|$))/gu, '')
      .replace(',', '.')
    numbers.add(Number(plain))
    if (isThousands) numbers.add(Number(plain) * 1000)
  }
  return numbers
}

function regionIn(value: string, quote: string): string | undefined {
  const code = value.toUpperCase()
  if (
    !isCountry(code) &&
    placeCode(code) === undefined &&
    !/^(?:EUROPE|LATAM|AMERICAS|NORTH_AMERICA|AFRICA|ASIA|MENA)$/u.test(code)
  )
    return undefined
  const named = [...quote.matchAll(PLACE)].map(([name]) => placeCode(name))
  return named.some((one) => one !== undefined && (one === code || isWithin(one, code) || isWithin(code, one)))
    ? code
    : undefined
}

function languageIn(value: string, quote: string): string | undefined {
  const code = value.toLowerCase()
  if (!/^[a-z]{2}$/u.test(code)) return undefined
  const names = ['en', 'de', 'es', 'fr', code].map((locale) =>
    new Intl.DisplayNames(locale, { type: 'language' }).of(code),
  )
  return names.some((name) => name !== undefined && name !== code && quote.toLowerCase().includes(name.toLowerCase()))
    ? code
    : undefined
}

function hasWords(quote: string, words: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').test(
    quote,
  )
}
