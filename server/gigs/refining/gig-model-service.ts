import { HubError, NotFoundError } from '../../../shared/errors.ts'
import type { GigModels, GigModelSettings } from '../../../shared/gig-models.ts'
import type { Gig } from '../../../shared/gigs.ts'
import { atLeast, type Member } from '../../../shared/members.ts'
import { hostAndPort, isThisMachine, type ModelBudget } from '../../../shared/models.ts'
import type { AuditService } from '../../members/audit-service.ts'
import type { ModelEndpoint } from '../../models/chat-model.ts'
import type { Queries } from '../../platform/database.ts'
import type { GigAccess } from '../early-access/gig-access.ts'
import type { GigIngest } from '../gig-ingest.ts'
import type { GigStore } from '../gig-store.ts'

/** The model that a community has, and what it may spend on it. */
export interface CommunityModel {
  endpoint: ModelEndpoint
  budget: ModelBudget
  /** Its texts must not go to other machines. */
  localOnly: boolean
}

/** The model that tells what is near in meaning, at the address of the community's model. */
export type EmbeddingChoice = Omit<CommunityModel, 'localOnly'>

export interface GigModelServiceDeps {
  queries: Queries
  store: GigStore
  ingest: GigIngest
  access: GigAccess
  audit: AuditService
  /** Undefined: none is configured. */
  modelOf: (communityId: string) => Promise<CommunityModel | undefined>
  /** There may be something to read now. */
  wake: () => void
  now: () => number
}

/** What a community lets a model do with its gigs, and what a person says against it. */
export class GigModelService {
  readonly #deps: GigModelServiceDeps

  constructor(deps: GigModelServiceDeps) {
    this.#deps = deps
  }

  async look(communityId: string): Promise<GigModels> {
    const row = await this.#deps.queries
      .selectFrom('gig_model_settings')
      .selectAll()
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    const model = await this.#deps.modelOf(communityId)
    const usable = usableModel(model)
    return {
      settings: {
        refine: row?.refine === 1,
        embeddingModel: row?.embedding_model ?? null,
        embeddingPrice: row?.embedding_price ?? 0,
      },
      model: usable === undefined ? null : `${usable.endpoint.model} · ${hostAndPort(usable.endpoint.baseUrl) ?? ''}`,
      localOnly: model !== undefined && usable === undefined,
    }
  }

  async configure(admin: Member, settings: GigModelSettings): Promise<GigModels> {
    const { queries, audit, now } = this.#deps
    const { communityId } = admin
    const change = {
      refine: Number(settings.refine),
      embedding_model: settings.embeddingModel,
      embedding_price: settings.embeddingPrice,
      updated_at: now(),
    }
    await queries
      .insertInto('gig_model_settings')
      .values({ community_id: communityId, ...change })
      .onConflict((conflict) => conflict.column('community_id').doUpdateSet(change))
      .execute()
    await audit.record({
      communityId,
      actor: admin,
      action: 'gig.models_configured',
      subject: communityId,
      details: { ...settings },
    })
    this.#deps.wake()
    return await this.look(communityId)
  }

  /** Communities that want their gigs read by a model, each with the model that it may use now. */
  async refining(): Promise<Map<string, CommunityModel>> {
    const rows = await this.#deps.queries
      .selectFrom('gig_model_settings')
      .select('community_id')
      .where('refine', '=', 1)
      .execute()
    const models = new Map<string, CommunityModel>()
    for (const { community_id } of rows) {
      const model = usableModel(await this.#deps.modelOf(community_id))
      if (model !== undefined) models.set(community_id, model)
    }
    return models
  }

  /** Communities that want nearness in meaning to count, each with the model that it may use for it now. */
  async embedding(): Promise<Map<string, EmbeddingChoice>> {
    const rows = await this.#deps.queries
      .selectFrom('gig_model_settings')
      .selectAll()
      .where('embedding_model', 'is not', null)
      .execute()
    const choices = new Map<string, EmbeddingChoice>()
    for (const { community_id, embedding_model, embedding_price } of rows) {
      const model = usableModel(await this.#deps.modelOf(community_id))
      if (model === undefined || embedding_model === null) continue
      const price = isThisMachine(model.endpoint.baseUrl) ? 0 : embedding_price
      const endpoint = { ...model.endpoint, model: embedding_model, inputPrice: price, outputPrice: 0 }
      choices.set(community_id, { endpoint, budget: model.budget })
    }
    return choices
  }

  /** `use` false: as the rules read it, for good; true: the model may try anew. @throws HubError 'forbidden' */
  async overrule(member: Member, gigId: string, use: boolean): Promise<Gig> {
    const { queries, store, ingest, access, audit, now } = this.#deps
    const gig = await access.require(member, await store.get(gigId), gigId)
    if (gig.postedBy !== member.id && !atLeast(member.role, 'admin'))
      throw new HubError('forbidden', 'Only admins and who posted it decide how a gig is read.')
    const { numUpdatedRows } = await queries
      .updateTable('gig_refinements')
      .set({ state: use ? 'stale' : 'overruled', at: now() })
      .where('gig_id', '=', gigId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new NotFoundError('refinement', gigId)
    await audit.record({
      communityId: member.communityId,
      actor: member,
      action: use ? 'gig.refinement_allowed' : 'gig.refinement_overruled',
      subject: gigId,
      details: { title: gig.title, model: gig.refinedBy },
    })
    return await ingest.reread(gig)
  }
}

/** @returns undefined where asking it would send texts off a machine that they must not leave. */
function usableModel(model: CommunityModel | undefined): CommunityModel | undefined {
  return model?.localOnly === true && !isThisMachine(model.endpoint.baseUrl) ? undefined : model
}
