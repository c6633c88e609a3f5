import type { ModelBudget } from '../../shared/models.ts'
import type { ModelLedger, Spent } from './model-ledger.ts'

export interface BudgetGuardDeps {
  ledger: Pick<ModelLedger, 'spent'>
  /** Told once for each budget and period. */
  tellAdmins: (communityId: string, notice: { period: 'day' | 'month'; key: string; isSpent: boolean }) => void
  now: () => number
}

/** Keeps a community within its budgets, also while several calls are on their way. */
export class BudgetGuard {
  readonly #deps: BudgetGuardDeps
  /** What calls on their way may cost, by community. */
  readonly #reserved = new Map<string, number>()

  constructor(deps: BudgetGuardDeps) {
    this.#deps = deps
  }

  /** @returns undefined when this call might go beyond a budget; otherwise to be called when its cost is in the ledger. */
  async reserve(communityId: string, budget: ModelBudget, costMicros: number): Promise<(() => void) | undefined> {
    // At once, so that calls which ask at the same time count each other.
    const waiting = this.#reserved.get(communityId) ?? 0
    this.#reserved.set(communityId, waiting + costMicros)
    const release = () => {
      const left = (this.#reserved.get(communityId) ?? 0) - costMicros
      if (left > 0) this.#reserved.set(communityId, left)
      else this.#reserved.delete(communityId)
    }
    try {
      if (budget.dayUsd === null && budget.monthUsd === null) return release
      const spent = await this.#deps.ledger.spent(communityId)
      const isWithin = this.#judge(communityId, budget, spent, waiting + costMicros)
      if (isWithin) return release
    } catch (error) {
      release()
      throw error
    }
    release()
    return undefined
  }

  #judge(communityId: string, budget: ModelBudget, spent: Spent, more: number): boolean {
    const date = new Date(this.#deps.now()).toISOString()
    const periods = [
      { period: 'day' as const, key: date.slice(0, 10), limit: budget.dayUsd, used: spent.dayMicros },
      { period: 'month' as const, key: date.slice(0, 7), limit: budget.monthUsd, used: spent.monthMicros },
    ]
    let isWithin = true
    for (const { period, key, limit, used } of periods) {
      if (limit === null) continue
      const isSpent = used + more > limit * MICROS
      if (isSpent || used + more >= limit * MICROS * budget.softShare) {
        this.#deps.tellAdmins(communityId, { period, key: `${key}:${isSpent ? 'hard' : 'soft'}`, isSpent })
      }
      if (isSpent) isWithin = false
    }
    return isWithin
  }
}

const MICROS = 1_000_000
