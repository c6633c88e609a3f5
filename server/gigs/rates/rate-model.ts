import { roleFamily } from '../parsing/role-families.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'
import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'
import { fitRidge, predict, type SparseRow } from './sparse-ridge.ts'

export interface PaidGig {
  title: string
  /** As the source calls it ('Expert', 'senior'); null: read from the title. */
  level: string | null
  skills: readonly string[]
  /** In one currency and period for the whole history. */
  rate: number
}

export interface RateEstimate {
  mid: number
  /** Four of five comparable gigs are expected between them. */
  low: number
  high: number
  /** How many gigs of the history stand behind it. */
  n: number
}

const FOLDS = 5
/** How much a group of few gigs is distrusted; which of these holds best is tried out on the history itself. */
const PENALTIES = [3, 8, 20, 50]
/** More of a history than this says nothing new of the penalty or of the spread. */
const TRIED = 4000
/** A band of less than a tenth either way would claim to know too much. */
const LEAST_SPREAD = 0.1
const OUTER = 0.1

/**
 * What gigs pay, by level, role, skills and the words of the title. Rates multiply (a senior earns half as much again,
 * whatever the skill), so all of it happens in logarithms. The band is honest: it is measured on gigs that were kept from
 * the model, fold by fold.
 */
export class RateModel {
  readonly #features = new Map<string, number>()
  readonly #counts = new Map<string, number>()
  readonly #weights: Float64Array
  readonly #centre: number
  readonly #band: { low: number; high: number }
  readonly #total: number

  /** @throws RangeError for a history without a rate above 0. */
  constructor(history: readonly PaidGig[]) {
    const paid = history.filter(({ rate }) => rate > 0 && Number.isFinite(rate))
    if (paid.length === 0) throw new RangeError('a history needs at least one rate above 0')
    this.#total = paid.length
    for (const key of paid.flatMap((gig) => [...keysOf(gig).keys()])) {
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    }
    // What a single gig has cannot be told from chance.
    for (const [key, count] of this.#counts) if (count > 1) this.#features.set(key, this.#features.size)
    const rows = paid.map((gig) => this.#rowOf(gig))
    const logs = paid.map(({ rate }) => Math.log(rate))
    this.#centre = median(logs)
    const spread = Math.max(LEAST_SPREAD, 1.4826 * median(logs.map((log) => Math.abs(log - this.#centre))))
    // A mistyped rate must not move a market.
    const targets = Float64Array.from(logs, (log) => Math.max(-4 * spread, Math.min(4 * spread, log - this.#centre)))
    const { penalty, residuals } = this.#tryOut(rows, targets)
    this.#weights = fitRidge(rows, targets, this.#features.size, penalty)
    const sorted = residuals.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
    this.#band = { low: Math.min(-LEAST_SPREAD, at(OUTER)), high: Math.max(LEAST_SPREAD, at(1 - OUTER)) }
  }

  estimate(gig: Omit<PaidGig, 'rate'>): RateEstimate {
    const log = this.#centre + predict(this.#weights, this.#rowOf(gig))
    const n = Math.max(
      0,
      ...[...keysOf(gig).keys()]
        .filter((key) => /^(?:skill|role):/u.test(key))
        .map((key) => this.#counts.get(key) ?? 0),
    )
    // Few comparable gigs: a wider band, for it is less certain where their middle is.
    const wider = Math.sqrt(1 + 1 / Math.max(1, n))
    return {
      mid: money(Math.exp(log)),
      low: money(Math.exp(log + this.#band.low * wider)),
      high: money(Math.exp(log + this.#band.high * wider)),
      n: n || this.#total,
    }
  }

  /** The penalty that errs least on what it has not seen, and by how much it errs there. */
  #tryOut(rows: readonly SparseRow[], targets: Float64Array): { penalty: number; residuals: number[] } {
    const step = Math.max(1, Math.ceil(rows.length / TRIED))
    const tried = rows.map((_, index) => index).filter((index) => index % step === 0)
    let best: { penalty: number; residuals: number[]; error: number } | undefined
    for (const penalty of PENALTIES) {
      const residuals: number[] = []
      for (let fold = 0; fold < FOLDS; fold += 1) {
        const isHeld = (place: number) => place % FOLDS === fold
        const known = tried.filter((_, place) => !isHeld(place))
        const weights = fitRidge(
          known.flatMap((index) => rows[index] ?? []),
          Float64Array.from(known, (index) => targets[index] ?? 0),
          this.#features.size,
          penalty,
        )
        for (const [place, index] of tried.entries()) {
          const row = rows[index]
          if (isHeld(place) && row !== undefined) residuals.push((targets[index] ?? 0) - predict(weights, row))
        }
      }
      const error = median(residuals.map(Math.abs))
      if (best === undefined || error < best.error) best = { penalty, residuals, error }
    }
    return best ?? { penalty: PENALTIES[0] ?? 1, residuals: [] }
  }

  #rowOf(gig: Omit<PaidGig, 'rate'>): SparseRow {
    const known = [...keysOf(gig)].flatMap(([key, value]) => {
      const feature = this.#features.get(key)
      return feature === undefined ? [] : [{ feature, value }]
    })
    return {
      features: Int32Array.from(known, ({ feature }) => feature),
      values: Float64Array.from(known, ({ value }) => value),
    }
  }
}

/** What a rate may depend on, and how much of it a gig has: many skills share what one alone would say. */
function keysOf({ title, level, skills }: Omit<PaidGig, 'rate'>): Map<string, number> {
  const keys = new Map<string, number>()
  const grade = (level ?? parseSeniority(title, '')?.value ?? 'unknown').trim().toLowerCase()
  const [role] = parseRoles(title, '').roles
  const family = role === undefined ? undefined : roleFamily(role)
  keys.set(`level:${grade}`, 1)
  if (role !== undefined) keys.set(`role:${role}`, 1)
  if (family !== undefined) keys.set(`family:${family}`, 1).set(`family+level:${family}/${grade}`, 1)
  const known = new Set(skills.map((skill) => canonicalSkill(skill).toLowerCase()))
  for (const skill of known) keys.set(`skill:${skill}`, 1 / Math.sqrt(known.size))
  const words = new Set(title.toLowerCase().match(/[\p{L}\p{N}+#]{3,}/gu) ?? [])
  for (const word of words) keys.set(`word:${word}`, 1 / Math.sqrt(words.size))
  return keys
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

function money(value: number): number {
  return Math.round(value * 100) / 100
}
