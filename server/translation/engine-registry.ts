import { hostAndPort, isThisMachine, type ModelBudget } from '../../shared/models.ts'
import type { LanguagePair } from '../../shared/translation.ts'
import { ENGINE_IDS, type EngineId, type EngineState, type TranslationStatus } from '../../shared/translation-api.ts'
import type { ModelEndpoint } from '../models/chat-model.ts'
import type { ModelService } from '../models/model-service.ts'
import type { ApertiumEngine } from './engines/apertium-engine.ts'
import type { BergamotEngine } from './engines/bergamot/bergamot-engine.ts'
import type { Engine } from './engines/engine.ts'
import { OpenAiEngine } from './engines/openai-engine.ts'
import type { CommunitySettings, SettingsService } from './settings-service.ts'

export interface EngineRegistryDeps {
  settings: Pick<SettingsService, 'of' | 'isLocalOnly'>
  models: ModelService
  apertium: ApertiumEngine
  bergamot: BergamotEngine
  /** What the operator has configured for all communities. */
  operatorModel: ModelEndpoint | undefined
}

const MAX_REMEMBERED = 500

/** Which engines a community or room may use now, in the order that it has set. */
export class EngineRegistry {
  readonly #deps: EngineRegistryDeps
  /** One engine for each community and configuration: it batches what comes together. */
  readonly #models = new Map<string, OpenAiEngine>()

  constructor(deps: EngineRegistryDeps) {
    this.#deps = deps
  }

  async enginesFor(communityId: string, roomId: string | undefined): Promise<Engine[]> {
    const { settings } = this.#deps
    const own = await settings.of(communityId)
    const isLocalOnly = await settings.isLocalOnly(communityId, roomId)
    return own.settings.engines
      .map((id) => this.#engine(id, communityId, own))
      .filter((engine) => engine !== undefined)
      .filter((engine) => !isLocalOnly || !engine.leavesMachine)
  }

  /** What the cache goes by: another model, or another order, translates anew. */
  async signature(communityId: string, roomId: string | undefined): Promise<string> {
    const own = await this.#deps.settings.of(communityId)
    const endpoint = this.#endpoint(own)
    const engines = await this.enginesFor(communityId, roomId)
    return engines.map(({ id }) => (id === 'openai' ? `openai ${endpoint?.baseUrl} ${endpoint?.model}` : id)).join(',')
  }

  /** The model that a community has, and whether its texts may go to other machines; undefined: none. */
  async modelOf(
    communityId: string,
  ): Promise<{ endpoint: ModelEndpoint; budget: ModelBudget; localOnly: boolean } | undefined> {
    const own = await this.#deps.settings.of(communityId)
    const endpoint = this.#endpoint(own)
    const { budget, localOnly } = own.settings
    return endpoint === undefined ? undefined : { endpoint, budget, localOnly }
  }

  async pairs(communityId: string, roomId: string | undefined): Promise<LanguagePair[]> {
    const pairs: LanguagePair[] = []
    for (const engine of await this.enginesFor(communityId, roomId)) {
      for (const { from, to } of (await engine.pairs()) ?? []) {
        if (!pairs.some((pair) => pair.from === from && pair.to === to)) pairs.push({ from, to, engine: engine.id })
      }
    }
    return pairs
  }

  async status(communityId: string): Promise<TranslationStatus> {
    const own = await this.#deps.settings.of(communityId)
    const engines = await this.enginesFor(communityId, undefined)
    return {
      settings: own.settings,
      hasKey: own.apiKey !== undefined,
      engines: await Promise.all(ENGINE_IDS.map((id) => this.#state(id, own, engines))),
      pairs: await this.pairs(communityId, undefined),
      anyPairBy: engines.some(({ id }) => id === 'openai') ? (this.#endpoint(own)?.model ?? null) : null,
      localRooms: [...own.localRooms],
    }
  }

  async #state(id: EngineId, own: CommunitySettings, usable: readonly Engine[]): Promise<EngineState> {
    const endpoint = this.#endpoint(own)
    const isOn = usable.some((engine) => engine.id === id)
    if (id !== 'openai') {
      const pairs = await this.#deps[id].pairs()
      const state = pairs.length === 0 ? 'not-installed' : isOn ? 'ready' : 'off'
      const faults = id === 'bergamot' ? await this.#deps.bergamot.faults() : []
      return { id, state, detail: String(pairs.length), faults }
    }
    if (endpoint === undefined) return { id, state: 'not-configured', detail: '', faults: [] }
    const detail = `${endpoint.model} · ${hostAndPort(endpoint.baseUrl) ?? ''}`
    return { id, state: isOn ? 'ready' : 'off', detail, faults: [] }
  }

  #engine(id: EngineId, communityId: string, own: CommunitySettings): Engine | undefined {
    if (id !== 'openai') return this.#deps[id]
    const endpoint = this.#endpoint(own)
    if (endpoint === undefined) return undefined
    const { budget } = own.settings
    const key = JSON.stringify([communityId, endpoint, budget])
    const known = this.#models.get(key)
    if (known !== undefined) return known
    if (this.#models.size >= MAX_REMEMBERED) this.#models.clear()
    const engine = new OpenAiEngine({ models: this.#deps.models, endpoint, budget })
    this.#models.set(key, engine)
    return engine
  }

  #endpoint({ settings: { model }, apiKey }: CommunitySettings): ModelEndpoint | undefined {
    if (model === null) return this.#deps.operatorModel
    // What runs on this machine costs nothing, whatever its price was said to be.
    const isFree = isThisMachine(model.baseUrl)
    return { ...model, apiKey, ...(isFree ? { inputPrice: 0, outputPrice: 0 } : {}) }
  }
}
