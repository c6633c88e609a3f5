import { primaryLanguage } from '../../../../shared/translation.ts'
import type { ModelFault } from '../../../../shared/translation-api.ts'
import type { Log } from '../../../platform/log.ts'
import type { Engine, EngineAnswer, EngineJob, EnginePair } from '../engine.ts'
import { inRuns } from '../pieces.ts'
import { fromHtml, toHtml } from './bergamot-html.ts'
import { type BergamotModel, findModels, type FoundModels } from './bergamot-models.ts'
import { type BergamotThread, bergamotThread } from './bergamot-thread.ts'

export interface BergamotEngineDeps {
  /** Undefined: there are none. */
  folder: string | undefined
  answerMs: number
  log: Log
}

/** Most published models have English on one side. */
const BETWEEN = 'en'

/** Models that Firefox translates with, on this machine. Pairs without a model of their own go by way of English. */
export class BergamotEngine implements Engine {
  readonly id = 'bergamot'
  readonly leavesMachine = false
  readonly #log: Log
  readonly #thread: BergamotThread
  readonly #found: Promise<FoundModels>

  constructor({ folder, answerMs, log }: BergamotEngineDeps) {
    this.#log = log
    this.#found = folder === undefined ? Promise.resolve({ models: [], faults: [] }) : this.#find(folder)
    this.#thread = bergamotThread({
      answerMs,
      onBroken: (name, detail) => void this.#giveUp(name, detail),
      onEnd: (reason) => log.warn({ reason }, 'bergamot has ended'),
      now: Date.now,
    })
  }

  async can(from: string, to: string): Promise<boolean> {
    return wayIn((await this.#found).models, from, to) !== undefined
  }

  async pairs(): Promise<EnginePair[]> {
    const { models } = await this.#found
    const languages = [...new Set(models.flatMap(({ from, to }) => [from, to]))].toSorted()
    return languages.flatMap((from) =>
      languages.filter((to) => from !== to && wayIn(models, from, to) !== undefined).map((to) => ({ from, to })),
    )
  }

  /** Models that are of no use, and why. */
  async faults(): Promise<ModelFault[]> {
    return (await this.#found).faults
  }

  async translate({ from, to, segments, complaint }: EngineJob): Promise<EngineAnswer> {
    const models = wayIn((await this.#found).models, from, to)
    if (models === undefined) return { state: 'failed', reason: 'engine-down' }
    const texts = await Promise.all(segments.map((segment) => this.#segment(models, segment, complaint !== undefined)))
    const translated = texts.filter((text) => text !== undefined)
    if (translated.length < segments.length) return { state: 'failed', reason: 'engine-down' }
    return { state: 'done', segments: translated }
  }

  close(): void {
    this.#thread.close()
  }

  async #segment(models: readonly BergamotModel[], masked: string, isSecond: boolean): Promise<string | undefined> {
    const plain = (text: string) => this.#thread.ask({ models, text, isHtml: false })
    if (!masked.includes('⟦')) return await plain(masked)
    if (!isSecond) {
      const html = await this.#thread.ask({ models, text: toHtml(masked), isHtml: true })
      if (html === undefined) return undefined
      const text = fromHtml(html, masked)
      if (text !== undefined) return text
    }
    return await inRuns(masked, plain)
  }

  async #find(folder: string): Promise<FoundModels> {
    const found = await findModels(folder)
    for (const { name, reason } of found.faults) this.#log.warn({ folder: name, reason }, 'bergamot model refused')
    return found
  }

  /** Until the next start. */
  async #giveUp(name: string, detail: string): Promise<void> {
    const { models, faults } = await this.#found
    const index = models.findIndex((model) => model.name === name)
    if (index === -1) return
    models.splice(index, 1)
    faults.push({ name, reason: 'unreadable' })
    this.#log.warn({ folder: name, detail }, 'bergamot model refused')
  }
}

function wayIn(models: readonly BergamotModel[], from: string, to: string): BergamotModel[] | undefined {
  const find = (a: string, b: string) => models.find((model) => model.from === a && model.to === b)
  const [source, target] = [primaryLanguage(from), primaryLanguage(to)]
  const direct = find(source, target)
  if (direct !== undefined) return [direct]
  const [first, second] = [find(source, BETWEEN), find(BETWEEN, target)]
  return first === undefined || second === undefined ? undefined : [first, second]
}
