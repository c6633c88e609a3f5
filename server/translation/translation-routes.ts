import { Router } from 'express'
import { NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import { modelEndpoints } from '../../shared/models.ts'
import { translationEndpoints } from '../../shared/translation-api.ts'
import type { MemberService } from '../members/member-service.ts'
import type { ModelLedger } from '../models/model-ledger.ts'
import { mount } from '../platform/http/mount.ts'
import type { Principal } from '../platform/principal.ts'
import { requireManager, type RoomService } from '../rooms/room-service.ts'
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
  rooms: RoomService
}

export function translationRoutes(deps: TranslationRoutesDeps): Router {
  const { translator, settings, glossary, corrections, engines, ledger, members, rooms } = deps
  const router = Router()
  const openRooms = async (member: Member) => new Set((await rooms.list(member)).map(({ id }) => id))
  /** Who decides what stands in the glossary and the memory of a community, or of one of its rooms. */
  const requireKeeper = async (principal: Principal, communityId: string, roomId: string | null): Promise<Member> => {
    if (roomId === null) return await members.requireRole(principal, communityId, 'admin')
    const member = await members.requireRole(principal, communityId, 'member')
    requireManager(await rooms.enterAs(member, roomId))
    return member
  }

  mount(router, translationEndpoints.translate, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    if (body.roomId !== undefined) await rooms.enterAs(member, body.roomId)
    const { communityId, id: memberId } = member
    const { names = [], ...texts } = body
    const terms = names.map((term) => ({ term, becomes: undefined }))
    return { translations: await translator.translateAll({ ...texts, terms, communityId, memberId }) }
  })

  mount(router, translationEndpoints.status, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    return await statusFor(member)
  })

  mount(router, translationEndpoints.configure, async ({ principal, params, body }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    await settings.configure(admin, body.settings, body.apiKey)
    return await statusFor(admin)
  })

  mount(router, translationEndpoints.configureRoom, async ({ principal, params, body }) => {
    const admin = await members.requireRole(principal, params.communityId, 'admin')
    requireManager(await rooms.enterAs(admin, params.roomId))
    await settings.configureRoom(admin, params.roomId, body.localOnly)
  })

  mount(router, translationEndpoints.terms, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const open = await openRooms(member)
    const terms = await glossary.list(member.communityId)
    return { terms: terms.filter(({ roomId }) => roomId === null || open.has(roomId)) }
  })

  mount(router, translationEndpoints.addTerm, async ({ principal, params, body }) => {
    const { communityId } = await requireKeeper(principal, params.communityId, body.roomId)
    return await glossary.put(communityId, body)
  })

  mount(router, translationEndpoints.removeTerm, async ({ principal, params }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const term = (await glossary.list(member.communityId)).find(({ id }) => id === params.termId)
    if (term === undefined) throw new NotFoundError('term', params.termId)
    await requireKeeper(principal, member.communityId, term.roomId)
    await glossary.remove(member.communityId, params.termId)
  })

  mount(router, translationEndpoints.exportTerms, async ({ principal, params, query }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const roomId = query.roomId === undefined ? null : (await rooms.enterAs(member, query.roomId)).room.id
    const terms = (await glossary.list(member.communityId)).filter((term) => term.roomId === roomId)
    const content = query.format === 'csv' ? glossaryToCsv(terms) : glossaryToTbx(terms)
    return { fileName: `glossary.${query.format}`, content }
  })

  mount(router, translationEndpoints.importTerms, async ({ principal, params, body }) => {
    const { communityId } = await requireKeeper(principal, params.communityId, body.roomId)
    const read = body.format === 'csv' ? glossaryFromCsv : glossaryFromTbx
    const { terms, refused } = read(body.content, body.roomId)
    await glossary.putAll(communityId, terms)
    return { imported: terms.length, refused }
  })

  mount(router, translationEndpoints.corrections, async ({ principal, params, query }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const open = await openRooms(member)
    return { corrections: await corrections.list(member.communityId, { ...query, roomIds: [...open] }) }
  })

  mount(router, translationEndpoints.correct, async ({ principal, params, body }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const mayDecide =
      body.roomId === null ? atLeast(member.role, 'admin') : (await rooms.enterAs(member, body.roomId)).manages
    return await corrections.propose(member, body, mayDecide)
  })

  mount(router, translationEndpoints.decide, async ({ principal, params, body }) => {
    const { communityId, correctionId } = params
    const roomId = await corrections.roomOf(communityId, correctionId)
    const keeper = await requireKeeper(principal, communityId, roomId)
    return await corrections.decide(keeper, correctionId, body.approve)
  })

  mount(router, modelEndpoints.ledger, async ({ principal, params, query }) => {
    const member = await members.requireRole(principal, params.communityId, 'member')
    const [open, calls, spent, own] = await Promise.all([
      openRooms(member),
      ledger.list(member.communityId, query.limit, query.before),
      ledger.spent(member.communityId),
      settings.of(member.communityId),
    ])
    const isAdmin = atLeast(member.role, 'admin')
    const shown = calls.map((call) => ({
      ...call,
      roomId: call.roomId !== null && open.has(call.roomId) ? call.roomId : null,
      memberId: isAdmin || call.memberId === member.id ? call.memberId : null,
    }))
    return { calls: shown, spent, budget: own.settings.budget }
  })

  return router

  async function statusFor(member: Member) {
    const [open, status] = await Promise.all([openRooms(member), engines.status(member.communityId)])
    return { ...status, localRooms: status.localRooms.filter((id) => open.has(id)) }
  }
}
