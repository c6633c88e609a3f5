import { BUDGET_TITLES, NOTICES } from '../shared/notices.ts'
import type { Router } from 'express'
import { hostAndPort, isThisMachine } from '../shared/models.ts'
import type { AuditService } from './members/audit-service.ts'
import type { MemberService } from './members/member-service.ts'
import { ModelLedger } from './models/model-ledger.ts'
import { ModelService } from './models/model-service.ts'
import { ModelsThread } from './models/models-thread.ts'
import type { Queries } from './platform/database.ts'
import type { EventBus } from './platform/event-bus.ts'
import type { Log } from './platform/log.ts'
import { Vault } from './platform/vault.ts'
import { CorrectionService } from './translation/correction-service.ts'
import { EngineRegistry } from './translation/engine-registry.ts'
import { ApertiumEngine } from './translation/engines/apertium-engine.ts'
import { BergamotEngine } from './translation/engines/bergamot/bergamot-engine.ts'
import { GlossaryService } from './translation/glossary-service.ts'
import { LanguageIdentifier } from './translation/language-identifier.ts'
import { SettingsService } from './translation/settings-service.ts'
import { TranslationCache } from './translation/translation-cache.ts'
import { translationRoutes, type TranslationRoutesDeps } from './translation/translation-routes.ts'
import { TranslationService } from './translation/translation-service.ts'
import type { TranslationConfig } from './translation/translation-config.ts'
import type { Translator } from './translation/translator.ts'

export interface ComposeTranslationDeps {
  config: TranslationConfig
  queries: Queries
  members: MemberService
  audit: AuditService
  events: EventBus
  secret: string
  tellAdmins: (
    communityId: string,
    notice: { title: string; excerpt: string; path: string; key: string },
  ) => Promise<void>
  log: Log
  now: () => number
  newId: () => string
}

export interface TranslationModule {
  translator: Translator
  models: ModelService
  /** What a community has, for what is no translation; undefined: none. */
  modelOf: EngineRegistry['modelOf']
  /** Null: until somebody deletes them. */
  keepMessagesDays: (communityId: string) => Promise<number | null>
  /** Rooms are made later than what translates for them. */
  routes: (rooms: TranslationRoutesDeps['rooms']) => Router
  /** From now on this process forgets what is older than communities want it kept. */
  startForgetting(): void
  close(): Promise<void>
}

const FORGET_EVERY_MS = 3_600_000
const DAY_MS = 86_400_000

/** Puts together what translates: models outside with budget and ledger, engines, glossary, memory. */
export function composeTranslation(deps: ComposeTranslationDeps): TranslationModule {
  const { config, queries, members, log, now, newId } = deps
  const ledger = new ModelLedger({ queries, now, newId })
  const ownHost = config.model === undefined ? undefined : hostAndPort(config.model.baseUrl)
  const thread = new ModelsThread({
    allowHosts: ownHost === undefined ? config.modelAllowHosts : [...config.modelAllowHosts, ownHost],
    idleMs: config.modelIdleMs,
  })
  const models = new ModelService({
    ledger,
    thread,
    tellAdmins: (communityId, { period, key, isSpent }) =>
      void deps
        .tellAdmins(communityId, {
          title: BUDGET_TITLES[period],
          excerpt: NOTICES[`budget${period === 'day' ? 'Day' : 'Month'}${isSpent ? 'Spent' : 'Low'}`],
          path: '/settings/translation',
          key: `models.budget:${key}`,
        })
        .catch((error: unknown) => log.warn({ err: error, communityId }, 'admins not told of the budget')),
    log,
    now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  const settings = new SettingsService({ ...deps, vault: new Vault(deps.secret, 'models') })
  const glossary = new GlossaryService(deps)
  const corrections = new CorrectionService(deps)
  const cache = new TranslationCache({ queries, log, now })
  const apertium = new ApertiumEngine(config.apertiumModes)
  const bergamot = new BergamotEngine({ folder: config.bergamotModels, answerMs: config.modelIdleMs, log })
  const { model } = config
  const engines = new EngineRegistry({
    settings,
    models,
    apertium,
    bergamot,
    operatorModel:
      model !== undefined && isThisMachine(model.baseUrl) ? { ...model, inputPrice: 0, outputPrice: 0 } : model,
  })
  const identifier = new LanguageIdentifier()
  const translator = new TranslationService({ settings, glossary, corrections, cache, identifier, engines, log, now })
  let timer: NodeJS.Timeout | undefined

  const forget = async () => {
    for (const { id } of await queries.selectFrom('communities').select('id').execute()) {
      const { settings: own } = await settings.of(id)
      await cache.forget(id, now() - own.keepTranslationsDays * DAY_MS)
      await ledger.forget(id, now() - own.keepLedgerDays * DAY_MS)
    }
  }

  return {
    translator,
    models,
    keepMessagesDays: async (communityId) => (await settings.of(communityId)).settings.keepMessagesDays,
    modelOf: (communityId) => engines.modelOf(communityId),
    routes: (rooms) =>
      translationRoutes({ translator, settings, glossary, corrections, engines, ledger, members, rooms }),
    startForgetting() {
      const quietly = () =>
        void forget().catch((error: unknown) => log.warn({ err: error }, 'old translations not deleted'))
      timer = setInterval(quietly, FORGET_EVERY_MS)
    },
    async close() {
      clearInterval(timer)
      apertium.close()
      bergamot.close()
      await thread.close()
      await cache.close()
      await ledger.close()
    },
  }
}
