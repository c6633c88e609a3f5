import { isThisMachine, hostAndPort } from '../../../shared/models.ts'
import { DEFAULT_SETTINGS } from '../../../shared/translation-api.ts'
import { ModelService } from '../../models/model-service.ts'
import { ModelsThread } from '../../models/models-thread.ts'
import { createLog } from '../../platform/log.ts'
import { EngineRegistry } from '../engine-registry.ts'
import { ApertiumEngine } from '../engines/apertium-engine.ts'
import { BergamotEngine } from '../engines/bergamot/bergamot-engine.ts'
import { LanguageIdentifier } from '../language-identifier.ts'
import type { CachedSegment } from '../translation-cache.ts'
import type { TranslationConfig } from '../translation-config.ts'
import { TranslationService } from '../translation-service.ts'
import type { Translator } from '../translator.ts'

/** The same translator without a hub: no store, so no glossary but that of each line, and no budget but the operator's. */
export function standaloneTranslator(
  config: TranslationConfig,
  localOnly: boolean,
): { translator: Translator; close: () => Promise<void> } {
  const log = createLog('error')
  const host = config.model === undefined ? undefined : hostAndPort(config.model.baseUrl)
  const thread = new ModelsThread({ allowHosts: host === undefined ? [] : [host], idleMs: config.modelIdleMs })
  const models = new ModelService({
    ledger: { record: () => Promise.resolve(), spent: () => Promise.resolve({ dayMicros: 0, monthMicros: 0 }) },
    tellAdmins: () => {},
    thread,
    log,
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  const apertium = new ApertiumEngine(config.apertiumModes)
  const bergamot = new BergamotEngine({ folder: config.bergamotModels, answerMs: config.modelIdleMs, log })
  const isLocal = config.model !== undefined && isThisMachine(config.model.baseUrl)
  const settings = {
    of: () =>
      Promise.resolve({
        settings: { ...DEFAULT_SETTINGS, localOnly, budget: { dayUsd: null, monthUsd: null, softShare: 1 } },
        apiKey: undefined,
        localRooms: new Set<string>(),
      }),
    isLocalOnly: () => Promise.resolve(localOnly && !isLocal),
  }
  const remembered = new Map<string, CachedSegment>()
  const translator = new TranslationService({
    settings,
    engines: new EngineRegistry({ settings, models, apertium, bergamot, operatorModel: config.model }),
    glossary: { termsFor: () => Promise.resolve([]) },
    corrections: { find: () => Promise.resolve(undefined) },
    cache: {
      get: (_, keys) => Promise.resolve(pick(remembered, keys)),
      put: (_, segments) => {
        for (const [key, segment] of segments) if (remembered.size < MAX_REMEMBERED) remembered.set(key, segment)
      },
    },
    identifier: new LanguageIdentifier(),
    log,
    now: Date.now,
  })
  const close = async () => {
    apertium.close()
    bergamot.close()
    await thread.close()
  }
  return { translator, close }
}

const MAX_REMEMBERED = 10_000

function pick(all: ReadonlyMap<string, CachedSegment>, keys: readonly string[]): Map<string, CachedSegment> {
  const found = new Map<string, CachedSegment>()
  for (const key of keys) {
    const segment = all.get(key)
    if (segment !== undefined) found.set(key, segment)
  }
  return found
}
