import { createHash } from 'node:crypto'
import type { Gig } from '../../../shared/gigs.ts'
import { answerJson } from '../../models/answer-json.ts'
import type { ModelService } from '../../models/model-service.ts'
import type { Queries } from '../../platform/database.ts'
import type { Log } from '../../platform/log.ts'
import type { GigIngest } from '../gig-ingest.ts'
import type { GigStore } from '../gig-store.ts'
import { checkedRefinement, type Refinement } from './checked-refinement.ts'
import type { CommunityModel, GigModelService } from './gig-model-service.ts'
import { PROMPT_VERSION, refinementRequest } from './refinement-prompt.ts'

/** Asked at once, of one community; the rest waits in the store, so that nothing piles up in memory. */
const AT_ONCE = 4
/** What came long ago is hardly looked at any more. */
const NEWEST_MS = 14 * 86_400_000
/** A process that died while it asked leaves its claim behind. */
const CLAIM_MS = 10 * 60_000
const PAUSE_MS = 60_000

export interface GigRefinerDeps {
  queries: Queries
  store: GigStore
  ingest: GigIngest
  service: Pick<GigModelService, 'refining'>
  models: Pick<ModelService, 'ask'>
  log: Log
  now: () => number
}

/** Has a model read gigs that the rules have read, where a community wants that; off the way on which gigs come in. */
export class GigRefiner {
  readonly #deps: GigRefinerDeps
  #running: Promise<void> | undefined
  #isClosed = false
  /** Communities whose model is down, or whose budget is spent, until when. */
  readonly #paused = new Map<string, number>()

  constructor(deps: GigRefinerDeps) {
    this.#deps = deps
  }

  /** Returns at once: a slow model holds nobody up. */
  nudge(): void {
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'gigs not refined'))
      .finally(() => (this.#running = undefined))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  async #run(): Promise<void> {
    const { queries, service, now } = this.#deps
    const communities = await service.refining()
    if (communities.size === 0) return
    await queries
      .deleteFrom('gig_refinements')
      .where('state', '=', 'asking')
      .where('at', '<', now() - CLAIM_MS)
      .execute()
    for (const [communityId, model] of communities) {
      if ((this.#paused.get(communityId) ?? 0) > now()) continue
      let isMore = true
      while (isMore && !this.#isClosed) {
        const gigs = await this.#waiting(communityId)
        const outcomes = await Promise.all(gigs.map((gig) => this.#refine(gig, model)))
        isMore = gigs.length === AT_ONCE && outcomes.every((isDone) => isDone)
      }
    }
  }

  /** Newest first. */
  async #waiting(communityId: string): Promise<Gig[]> {
    const rows = await this.#deps.queries
      .selectFrom('gigs')
      .leftJoin('gig_refinements', 'gig_refinements.gig_id', 'gigs.id')
      .select('gigs.id')
      .where('gigs.community_id', '=', communityId)
      .where('gigs.status', 'in', ['open', 'early'])
      .where('gigs.created_at', '>=', this.#deps.now() - NEWEST_MS)
      .where((eb) => eb.or([eb('gig_refinements.state', 'is', null), eb('gig_refinements.state', '=', 'stale')]))
      .orderBy('gigs.created_at', 'desc')
      .limit(AT_ONCE)
      .execute()
    return await this.#deps.store.getAll(rows.map(({ id }) => id))
  }

  /** @returns false when this model should be left alone for now. */
  async #refine(gig: Gig, model: CommunityModel): Promise<boolean> {
    const { queries, ingest, now } = this.#deps
    const key = { text_hash: hashOf(gig), model: model.endpoint.model, version: PROMPT_VERSION }
    const known = await this.#known(gig.communityId, key)
    const claim = { ...key, state: 'asking', answer: null, at: now() }
    const { numInsertedOrUpdatedRows } = await queries
      .insertInto('gig_refinements')
      .values({ gig_id: gig.id, community_id: gig.communityId, ...claim })
      .onConflict((conflict) =>
        conflict.column('gig_id').doUpdateSet(claim).where('gig_refinements.state', '=', 'stale'),
      )
      .executeTakeFirst()
    // Another process was quicker.
    if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return true
    const answer = known ?? (await this.#ask(gig, model))
    if (answer === undefined) {
      this.#paused.set(gig.communityId, now() + PAUSE_MS)
      await queries.updateTable('gig_refinements').set({ state: 'stale' }).where('gig_id', '=', gig.id).execute()
      return false
    }
    const { numUpdatedRows } = await queries
      .updateTable('gig_refinements')
      .set({ state: 'done', answer: JSON.stringify(answer), at: now() })
      .where('gig_id', '=', gig.id)
      .where('state', '=', 'asking')
      .executeTakeFirst()
    // A person overruled it, or its text changed, while the model was thinking.
    if (numUpdatedRows > 0n && Object.keys(answer.fields).length > 0) {
      await ingest.reread(gig, { model: model.endpoint.model, refinement: answer })
    }
    return true
  }

  /** What the same model said of the same words before: of a repost, or of what changed in another way. */
  async #known(
    communityId: string,
    key: { text_hash: string; model: string; version: number },
  ): Promise<Refinement | undefined> {
    const row = await this.#deps.queries
      .selectFrom('gig_refinements')
      .select('answer')
      .where('community_id', '=', communityId)
      .where('text_hash', '=', key.text_hash)
      .where('model', '=', key.model)
      .where('version', '=', key.version)
      .where('answer', 'is not', null)
      .limit(1)
      .executeTakeFirst()
    return row?.answer == null ? undefined : (JSON.parse(row.answer) as Refinement)
  }

  /** @returns undefined when the model is down or the budget is spent: then it is tried again later. */
  async #ask(gig: Gig, { endpoint, budget }: CommunityModel): Promise<Refinement | undefined> {
    const answer = await this.#deps.models.ask({
      communityId: gig.communityId,
      roomId: null,
      purpose: 'gigs',
      engine: 'openai',
      texts: 1,
      endpoint,
      budget,
      chat: refinementRequest(gig),
    })
    if (answer.state === 'done') return checkedRefinement(answerJson(answer.text), gig)
    return answer.reason === 'down' || answer.reason === 'budget-spent' ? undefined : { fields: {}, evidence: [] }
  }
}

function hashOf({ title, text }: Gig): string {
  return createHash('sha256')
    .update(JSON.stringify([title, text]))
    .digest('hex')
}
