import { Router } from 'express'
import { modelEndpoints } from '../../shared/models.ts'
import { translationEndpoints } from '../../shared/translation-api.ts'
import type { MemberService } from '../members/member-service.ts'
import type { ModelLedger } from '../models/model-ledger.ts'
import { mount } from '../platform/http/mount.ts'
import type { CorrectionService } from './correction-service.ts'
import type { EngineRegistry } from './engine-registry.ts'
import { glossaryFromCsv, glossaryFromTbx, glossaryToCsv, glossaryToTbx } from './glossary-files.ts'
import type { GlossaryService } from './glossary-service.ts'
import type { SettingsService } from './settings-service.ts'
import type { TranslationService } from './translation-service.ts'

export interface TranslationRoutesDeps {
  translator: TranslationService
  settings: SettingsService
  glossary: GlossaryService
  corrections: CorrectionService
  engines: EngineRegistry
  ledger: ModelLedger
  members: MemberService
}

export function translationRoutes(deps: TranslationRoutesDeps): Router {
  const { translator, settings, glossary, corrections, engines, ledger, members } = deps
  const router = Router()

  mount(router, translationEndpoints.translate, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return { translations: await translator.translateAll({ ...body, communityId: member.communityId }) }
  })

  mount(router, translationEndpoints.status, async ({ principal, params }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'member')
    return await engines.status(communityId)
  })

  mount(router, translationEndpoints.configure, async ({ principal, params, body }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    await settings.configure(admin, body.settings, body.apiKey)
    return await engines.status(admin.communityId)
  })

  mount(router, translationEndpoints.configureRoom, async ({ principal, params, body }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    await settings.configureRoom(admin, params.roomId, body.localOnly)
  })

  mount(router, translationEndpoints.terms, async ({ principal, params }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'member')
    return { terms: await glossary.list(communityId) }
  })

  mount(router, translationEndpoints.addTerm, async ({ principal, params, body }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'admin')
    return await glossary.put(communityId, body)
  })

  mount(router, translationEndpoints.removeTerm, async ({ principal, params }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'admin')
    await glossary.remove(communityId, params.termId)
  })

  mount(router, translationEndpoints.exportTerms, async ({ principal, params, query }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'member')
    const terms = await glossary.list(communityId)
    const content = query.format === 'csv' ? glossaryToCsv(terms) : glossaryToTbx(terms)
    return { fileName: `glossary.${query.format}`, content }
  })

  mount(router, translationEndpoints.importTerms, async ({ principal, params, body }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'admin')
    const read = body.format === 'csv' ? glossaryFromCsv : glossaryFromTbx
    const { terms, refused } = read(body.content, body.roomId)
    await glossary.putAll(communityId, terms)
    return { imported: terms.length, refused }
  })

  mount(router, translationEndpoints.corrections, async ({ principal, params, query }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'member')
    return { corrections: await corrections.list(communityId, query.state, query.limit) }
  })

  mount(router, translationEndpoints.correct, async ({ principal, params, body }) =>
    corrections.propose(await members.requireRole(principal, params.communityId, 'member'), body),
  )

  mount(router, translationEndpoints.decide, async ({ principal, params, body }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    return await corrections.decide(admin, params.correctionId, body.approve)
  })

  mount(router, modelEndpoints.ledger, async ({ principal, params, query }) => {
    const { communityId } = await members.requireRole(principal, params.communityId, 'member')
    const [calls, spent, own] = await Promise.all([
      ledger.list(communityId, query.limit, query.before),
      ledger.spent(communityId),
      settings.of(communityId),
    ])
    return { calls, spent, budget: own.settings.budget }
  })

  return router
}
