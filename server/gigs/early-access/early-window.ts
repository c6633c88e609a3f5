import { HubError } from '../../../shared/errors.ts'
import type { Gig } from '../../../shared/gigs.ts'
import type { Member } from '../../../shared/members.ts'
import { MAX_EARLY_HOURS } from '../../../shared/niches.ts'
import type { AuditService } from '../../members/audit-service.ts'
import type { Queries } from '../../platform/database.ts'
import type { NicheService } from '../../niches/niche-service.ts'
import type { GigIngest } from '../gig-ingest.ts'
import type { GigStore } from '../gig-store.ts'
import type { GigPipeline } from '../pipeline/gig-pipeline.ts'
import type { GigAccess } from './gig-access.ts'

const HOUR_MS = 3_600_000

export interface EarlyWindowDeps {
  store: GigStore
  ingest: GigIngest
  access: GigAccess
  pipeline: GigPipeline
  niches: NicheService
  audit: AuditService
  now: () => number
}

/** How long only members of its niches see a gig: moderators may end or move that; at its end the gig opens by itself. */
export class EarlyWindow {
  readonly #deps: EarlyWindowDeps

  constructor(deps: EarlyWindowDeps) {
    this.#deps = deps
  }

  /** Null: it opens now. @throws NotFoundError, HubError 'forbidden', 'conflict' or 'invalid_input' */
  async set(member: Member, gigId: string, until: number | null): Promise<Gig> {
    const { store, ingest, access, niches, audit, now } = this.#deps
    const gig = await access.require(member, await store.get(gigId), gigId)
    if (!(await niches.mayModerate(member, gig.nicheIds))) {
      throw new HubError('forbidden', 'Only moderators of its niches and admins may do that.')
    }
    if (gig.status !== 'early' || gig.early === null) throw new HubError('conflict', 'Everybody sees this gig already.')
    if (gig.early.until === null)
      throw new HubError('conflict', 'This gig is for members of its niches only, and stays so.')
    if (until !== null && (until <= now() || until > now() + MAX_EARLY_HOURS * HOUR_MS)) {
      throw new HubError('invalid_input', `The window ends after now, and within ${MAX_EARLY_HOURS / 24} days.`)
    }
    // Without its title: whoever reads the audit log need not be in the niche.
    const action = until === null ? 'gig.early_released' : 'gig.early_moved'
    const entry = { communityId: gig.communityId, actor: member, action, subject: gigId, details: { until } }
    const moved = until === null ? undefined : { ...gig, early: { until }, updatedAt: now() }
    if (moved === undefined) return await this.#open(gig, (transaction) => audit.record(entry, transaction))
    await ingest.decide(gig, moved, (transaction) => audit.record(entry, transaction))
    return moved
  }

  /** Opens what is due. */
  async openDue(): Promise<void> {
    for (const gig of await this.#deps.store.earlyDue(this.#deps.now())) await this.#open(gig)
  }

  async #open(gig: Gig, record?: (transaction: Queries) => Promise<void>): Promise<Gig> {
    const opened = await this.#deps.ingest.open(gig, record)
    await this.#deps.pipeline.reveal(opened)
    return opened
  }
}
