import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'
import { parseRoles, parseSeniority } from '../parsing/parse-role.ts'

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
  /** Half of comparable gigs are expected between them. */
  low: number
  high: number
  /** How many gigs of the history stand behind it. */
  n: number
}

interface Group {
  sum: number
  count: number
}

/** A group of fewer gigs than this speaks less than the whole does. */
const SHRINK = { level: 8, role: 10, skill: 12 }
const SPREAD_FLOOR = 0.12
const QUARTILE = 0.6745

/**
 * What gigs pay, by level, role and skills. Rates multiply (a senior earns half as much again, whatever the skill), so all
 * of it happens in logarithms: the history's mean, moved by what each group of gigs was above or below it, each move shrunk
 * towards none by how few gigs stand behind it.
 */
export class RateModel {
  readonly #mean: number
  readonly #spread: number
  readonly #count: number
  readonly #levels = new Map<string, Group>()
  readonly #roles = new Map<string, Group>()
  readonly #skills = new Map<string, Group>()

  /** @throws RangeError for a history without a rate above 0. */
  constructor(history: readonly PaidGig[]) {
    const paid = history.filter(({ rate }) => rate > 0 && Number.isFinite(rate))
    if (paid.length === 0) throw new RangeError('a history needs at least one rate above 0')
    const logs = paid.map(({ rate }) => Math.log(rate))
    this.#count = paid.length
    this.#mean = trimmedMean(logs)
    // One group after the other on what is left: skills must not count again what the level said.
    let residuals = logs.map((log) => log - this.#mean)
    const fit = (groups: Map<string, Group>, keysOf: (gig: PaidGig) => readonly string[], shrink: number) => {
      for (const [index, gig] of paid.entries()) for (const key of keysOf(gig)) add(groups, key, residuals[index] ?? 0)
      residuals = residuals.map((left, index) => left - effect(groups, keysOf(paid[index] ?? EMPTY), shrink))
    }
    fit(this.#levels, (gig) => [levelOf(gig)], SHRINK.level)
    fit(this.#roles, rolesOf, SHRINK.role)
    fit(this.#skills, skillsOf, SHRINK.skill)
    this.#spread = Math.max(
      SPREAD_FLOOR,
      Math.sqrt(residuals.reduce((sum, left) => sum + left * left, 0) / paid.length),
    )
  }

  estimate(gig: Omit<PaidGig, 'rate'>): RateEstimate {
    const level = [levelOf(gig)]
    const log =
      this.#mean +
      effect(this.#levels, level, SHRINK.level) +
      effect(this.#roles, rolesOf(gig), SHRINK.role) +
      effect(this.#skills, skillsOf(gig), SHRINK.skill)
    const n = Math.max(
      ...skillsOf(gig).map((skill) => this.#skills.get(skill)?.count ?? 0),
      ...rolesOf(gig).map((role) => this.#roles.get(role)?.count ?? 0),
      0,
    )
    // Few comparable gigs: a wider band, for it is less certain where their middle is.
    const spread = this.#spread * Math.sqrt(1 + 1 / Math.max(1, n))
    const half = QUARTILE * spread
    return {
      mid: money(Math.exp(log)),
      low: money(Math.exp(log - half)),
      high: money(Math.exp(log + half)),
      n: n || this.#count,
    }
  }
}

const EMPTY: PaidGig = { title: '', level: null, skills: [], rate: 0 }

function levelOf({ level, title }: Pick<PaidGig, 'level' | 'title'>): string {
  return (level ?? parseSeniority(title, '')?.value ?? 'unknown').trim().toLowerCase()
}

function rolesOf({ title }: Pick<PaidGig, 'title'>): string[] {
  return parseRoles(title, '').roles.slice(0, 1)
}

function skillsOf({ skills }: Pick<PaidGig, 'skills'>): string[] {
  return [...new Set(skills.map((skill) => canonicalSkill(skill).toLowerCase()))]
}

function add(groups: Map<string, Group>, key: string, value: number): void {
  const group = groups.get(key) ?? { sum: 0, count: 0 }
  group.sum += value
  group.count += 1
  groups.set(key, group)
}

/** The mean of the groups' moves, each shrunk towards 0. */
function effect(groups: ReadonlyMap<string, Group>, keys: readonly string[], shrink: number): number {
  let sum = 0
  let weight = 0
  for (const key of keys) {
    const group = groups.get(key)
    if (group === undefined) continue
    const trust = group.count / (group.count + shrink)
    sum += trust * (group.sum / (group.count + shrink))
    weight += trust
  }
  return weight === 0 ? 0 : sum / weight
}

/** Without the lowest and the highest twentieth: a mistyped rate must not move a market. */
function trimmedMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const cut = Math.floor(sorted.length / 20)
  const kept = sorted.slice(cut, sorted.length - cut)
  return kept.reduce((sum, value) => sum + value, 0) / kept.length
}

function money(value: number): number {
  return Math.round(value * 100) / 100
}
