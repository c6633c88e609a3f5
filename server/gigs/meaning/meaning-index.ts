import type { ModelService } from '../../models/model-service.ts'
import type { Queries } from '../../platform/database.ts'
import type { Log } from '../../platform/log.ts'
import type { MatchIndex, OpenGig } from '../matching/match-index.ts'
import type { PreparedProfile } from '../matching/prepared-profile.ts'
import type { EmbeddingChoice } from '../refining/gig-model-service.ts'
import { type Meant, meantBy } from './meaning-words.ts'
import { fromText, likenessOf, quantised, toText, type Vector } from './vectors.ts'
import type { Meaning } from './with-meaning.ts'

/** Texts of one request. */
const AT_ONCE = 64
/** Some 60 MB at 1,536 parts each; what is beyond is ranked by rules alone. */
const MAX_VECTORS = 40_000
/** Gigs that tell what is usual for a member. */
const SAMPLE = 200
const LEAST_SAMPLE = 5
const PAUSE_MS = 60_000

export interface MeaningIndexDeps {
  queries: Queries
  index: MatchIndex
  /** Communities that want it, with the model that they may use now. */
  choices: () => Promise<ReadonlyMap<string, EmbeddingChoice>>
  models: Pick<ModelService, 'embed'>
  /** Called, where models may be asked, when what is known may have changed. */
  whenKnown: () => Promise<void>
  log: Log
  now: () => number
}

/**
 * What gigs and profiles mean to an embedding model, where a community has switched that on; in memory and, by a hash of the
 * words, in the store, so that nothing is asked twice. Filled in the background: until then, and without it, rules alone rank.
 */
export class MeaningIndex {
  readonly #deps: MeaningIndexDeps
  readonly #vectors = new Map<string, Vector>()
  #choices: ReadonlyMap<string, EmbeddingChoice> = new Map()
  #running: Promise<void> | undefined
  #isAgain = false
  #isClosed = false
  #pausedUntil = 0
  /** Only some processes ask models; the others read what was answered. */
  #mayAsk = false

  constructor(deps: MeaningIndexDeps) {
    this.#deps = deps
  }

  start(mayAsk: boolean): void {
    this.#mayAsk = mayAsk
    this.nudge()
  }

  /** Something has changed. Returns at once. */
  nudge(): void {
    if (this.#isClosed) return
    this.#isAgain = true
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'meanings not looked up'))
      .finally(() => (this.#running = undefined))
  }

  /** Tries again what a model did not answer. */
  retry(): void {
    if (this.#pausedUntil === 0 || this.#pausedUntil > this.#deps.now()) return
    this.#pausedUntil = 0
    this.nudge()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  /** The model that has a part in a community's scores; undefined: none. */
  modelOf(communityId: string): string | undefined {
    return this.#choices.get(communityId)?.endpoint.model
  }

  /** False: a model has a part in the scores of this gig and has not been heard yet. */
  isKnown({ communityId, parsed }: Pick<OpenGig, 'communityId' | 'parsed'>): boolean {
    const model = this.modelOf(communityId)
    const meant = meantBy(parsed)
    if (model === undefined || meant === undefined || this.#vectors.size >= MAX_VECTORS) return true
    return this.#vectorOf(model, meant) !== undefined
  }

  /** Asks about many gigs of one member. Undefined for a gig: it, or the member, is not known in this way. */
  lookFrom(person: PreparedProfile): (gig: Pick<OpenGig, 'parsed'>) => Meaning | undefined {
    const { communityId } = person
    const model = this.modelOf(communityId)
    const own = model === undefined ? undefined : this.#vectorOf(model, meantBy(person.profile))
    if (model === undefined || own === undefined) return () => undefined
    const toGig = ({ parsed }: Pick<OpenGig, 'parsed'>) => {
      const vector = this.#vectorOf(model, meantBy(parsed))
      return vector === undefined ? undefined : likenessOf(own, vector)
    }
    const usual: number[] = []
    for (const gig of this.#deps.index.gigs(communityId)) {
      const likeness = toGig(gig)
      if (likeness !== undefined) usual.push(likeness)
      if (usual.length === SAMPLE) break
    }
    if (usual.length < LEAST_SAMPLE) return () => undefined
    const mean = usual.reduce((sum, one) => sum + one, 0) / usual.length
    const spread = Math.sqrt(usual.reduce((sum, one) => sum + (one - mean) ** 2, 0) / usual.length)
    return (gig) => {
      const likeness = toGig(gig)
      return likeness === undefined || spread === 0 ? undefined : { distance: (likeness - mean) / spread, model }
    }
  }

  #vectorOf(model: string, meant: Meant | undefined): Vector | undefined {
    return meant === undefined ? undefined : this.#vectors.get(`${model} ${meant.hash}`)
  }

  async #run(): Promise<void> {
    while (this.#isAgain && !this.#isClosed) {
      this.#isAgain = false
      this.#choices = await this.#deps.choices()
      if (this.#choices.size === 0) this.#vectors.clear()
      for (const [communityId, choice] of this.#choices) await this.#fill(communityId, choice)
      if (this.#mayAsk && !this.#isClosed) await this.#deps.whenKnown()
    }
  }

  async #fill(communityId: string, choice: EmbeddingChoice): Promise<void> {
    const missing = new Map<string, string>()
    for (const { hash, words } of this.#meantIn(communityId)) {
      if (this.#vectors.size + missing.size >= MAX_VECTORS) break
      if (!this.#vectors.has(`${choice.endpoint.model} ${hash}`)) missing.set(hash, words)
    }
    const hashes = [...missing.keys()]
    for (let at = 0; at < hashes.length && !this.#isClosed; at += AT_ONCE) {
      if (!(await this.#take(communityId, choice, missing, hashes.slice(at, at + AT_ONCE)))) return
    }
  }

  *#meantIn(communityId: string): Generator<Meant> {
    const { index } = this.#deps
    for (const { profile } of index.profilesOf(communityId)) {
      const meant = meantBy(profile)
      if (meant !== undefined) yield meant
    }
    for (const { parsed } of index.gigsFor(communityId, () => true)) {
      const meant = meantBy(parsed)
      if (meant !== undefined) yield meant
    }
  }

  /** @returns false when the model should be left alone for now. */
  async #take(
    communityId: string,
    choice: EmbeddingChoice,
    words: ReadonlyMap<string, string>,
    hashes: readonly string[],
  ): Promise<boolean> {
    const { queries, models, now } = this.#deps
    const { endpoint, budget } = choice
    const known = await queries
      .selectFrom('gig_embeddings')
      .select(['hash', 'vector'])
      .where('community_id', '=', communityId)
      .where('model', '=', endpoint.model)
      .where('hash', 'in', hashes)
      .execute()
    for (const { hash, vector } of known) this.#vectors.set(`${endpoint.model} ${hash}`, fromText(vector))
    const asked = hashes.filter((hash) => known.every((row) => row.hash !== hash))
    if (asked.length === 0) return true
    if (!this.#mayAsk || this.#pausedUntil > now()) return false
    const vectors = await models.embed({
      communityId,
      roomId: null,
      purpose: 'gigs',
      engine: 'openai',
      endpoint,
      budget,
      texts: asked.map((hash) => words.get(hash) ?? ''),
    })
    if (vectors === undefined) {
      this.#pausedUntil = now() + PAUSE_MS
      return false
    }
    const rows = asked.map((hash, at) => {
      const vector = quantised(vectors[at] ?? new Float32Array(0))
      this.#vectors.set(`${endpoint.model} ${hash}`, vector)
      return { community_id: communityId, model: endpoint.model, hash, vector: toText(vector), at: now() }
    })
    await queries
      .insertInto('gig_embeddings')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return true
  }
}
