import { z } from 'zod'
import { answerJson } from '../../models/answer-json.ts'
import type { ModelService } from '../../models/model-service.ts'
import type { ModelEndpoint } from '../../models/chat-model.ts'
import { isThisMachine, type ModelBudget } from '../../../shared/models.ts'
import { Batcher } from './batcher.ts'
import type { Engine, EngineAnswer, EngineJob } from './engine.ts'
import { INSTRUCTIONS, promptOf, SCHEMA } from './prompt.ts'

export interface OpenAiEngineDeps {
  models: ModelService
  endpoint: ModelEndpoint
  budget: ModelBudget
}

/** Jobs that come together are asked together: several messages, or one in several languages. */
const BATCH = { jobs: 8, letters: 6_000, within: 'turn' } as const

/** No database keeps a NUL or half a letter. */
const segment = z.string().transform((text) => text.replace(/[^\P{Cc}\t\n\r]|\p{Surrogate}/gu, ''))
const itemSchema = z.object({ id: z.coerce.number().int(), segments: z.array(segment) })
const answerSchema = z.object({ items: z.array(itemSchema) })
type Item = z.infer<typeof itemSchema>

/** A language model behind an API as OpenAI has it. What is translated is data to it, never instructions. */
export class OpenAiEngine implements Engine {
  readonly id = 'openai'
  readonly leavesMachine: boolean
  readonly #deps: OpenAiEngineDeps
  readonly #batcher: Batcher<EngineJob, EngineAnswer>

  constructor(deps: OpenAiEngineDeps) {
    this.#deps = deps
    this.leavesMachine = !isThisMachine(deps.endpoint.baseUrl)
    this.#batcher = new Batcher(BATCH, (jobs) => this.#ask(jobs))
  }

  can(): Promise<boolean> {
    return Promise.resolve(true)
  }

  pairs(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  async translate(job: EngineJob): Promise<EngineAnswer> {
    const letters = job.segments.reduce((sum, { length }) => sum + length, 0)
    // Rooms, people and purposes have entries of their own in the ledger.
    return await this.#batcher.add(`${job.roomId ?? ''} ${job.memberId ?? ''} ${job.purpose}`, letters, job)
  }

  async #ask(jobs: readonly EngineJob[]): Promise<EngineAnswer[]> {
    const answer = await this.#askTogether(jobs)
    if (answer.state === 'failed') return jobs.map(() => answer)
    if (jobs.length === 1) return [answer.items.get(0) ?? BAD]
    // One that is missing, or does not fit, must not cost the others: it is asked for alone.
    return await Promise.all(jobs.map(async (job, index) => answer.items.get(index) ?? (await this.#alone(job))))
  }

  async #alone(job: EngineJob): Promise<EngineAnswer> {
    const answer = await this.#askTogether([job])
    return answer.state === 'failed' ? answer : (answer.items.get(0) ?? BAD)
  }

  async #askTogether(jobs: readonly EngineJob[]) {
    const [first] = jobs
    if (first === undefined) return BAD
    const user = promptOf(jobs)
    const answer = await this.#deps.models.ask({
      communityId: first.communityId,
      roomId: first.roomId ?? null,
      memberId: first.memberId,
      purpose: first.purpose,
      engine: this.id,
      texts: jobs.length,
      endpoint: this.#deps.endpoint,
      budget: this.#deps.budget,
      // Some scripts need many tokens for few letters; models that think first need room for it.
      chat: { system: INSTRUCTIONS, user, schema: SCHEMA, maxOutputTokens: 600 + 3 * user.length },
    })
    if (answer.state === 'failed') return failureOf(answer.reason, jobs.length)
    const items = new Map<number, EngineAnswer>()
    for (const { id, segments } of readItems(answer.text)) {
      const job = jobs[id]
      if (job?.segments.length === segments.length) items.set(id, { state: 'done', segments, model: answer.model })
    }
    return { state: 'done' as const, items }
  }
}

const BAD = { state: 'failed', reason: 'failed-check' } as const

function failureOf(reason: 'budget-spent' | 'down' | 'refused' | 'invalid', jobs: number) {
  if (reason === 'budget-spent') return { state: 'failed', reason: 'budget-spent' } as const
  if (reason === 'down') return { state: 'failed', reason: 'engine-down' } as const
  // One text that is refused must not take the others with it.
  return jobs === 1 ? BAD : { state: 'done' as const, items: new Map<number, EngineAnswer>() }
}

/** Models that are held by no schema leave out what is around one item. */
function readItems(text: string): Item[] {
  const answer = answerJson(text)
  const parsed = answerSchema.safeParse(Array.isArray(answer) ? { items: answer } : answer)
  if (parsed.success) return parsed.data.items
  const alone = itemSchema.safeParse(answer)
  return alone.success ? [alone.data] : []
}
