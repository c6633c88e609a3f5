import type { GigPost } from '../../../shared/gig-posts.ts'
import { HubError, NotFoundError } from '../../../shared/errors.ts'
import type { Gig, GigTrust, ParsedGig } from '../../../shared/gigs.ts'
import { atLeast, type Member } from '../../../shared/members.ts'
import type { PostingGuard } from '../../moderation/posting-guard.ts'
import type { NicheService } from '../../niches/niche-service.ts'
import type { GigAccess } from '../early-access/gig-access.ts'
import type { GigIngest } from '../gig-ingest.ts'
import { trustFor } from '../trust/trust-for.ts'
import type { GigStore } from '../gig-store.ts'
import type { IncomingGig } from '../incoming-gig.ts'
import { parseGig } from '../parsing/parse-gig.ts'

export interface GigPostingDeps {
  store: GigStore
  ingest: GigIngest
  access: GigAccess
  niches: NicheService
  posting: PostingGuard
  now: () => number
  newId: () => string
}

/** What member posts are called where a source is named. */
const SOURCE = 'this community'

/** Gigs that members post themselves: read as any other, corrected by them, and held by the same rules. */
export class GigPosting {
  readonly #deps: GigPostingDeps

  constructor(deps: GigPostingDeps) {
    this.#deps = deps
  }

  preview({ title, company, text }: Pick<GigPost, 'title' | 'company' | 'text'>): {
    parsed: ParsedGig
    trust: GigTrust
  } {
    return { parsed: parseGig(title, text, this.#deps.now()), trust: trustFor({ title, text, company }) }
  }

  /** @throws HubError 'conflict' for a gig that the community has already; 'forbidden' for a niche that is not the member's. */
  async post(member: Member, post: GigPost): Promise<Gig> {
    await this.#requireOwnNiches(member, post)
    await this.#admit(member, post)
    const gig = await this.#deps.ingest.take(member.communityId, this.#incoming(this.#deps.newId(), member.id, post))
    if (gig === undefined) throw new HubError('conflict', 'This gig is here already.')
    return gig
  }

  /** @throws NotFoundError, or HubError 'forbidden' for somebody else's. */
  async edit(member: Member, gigId: string, post: GigPost): Promise<Gig> {
    const own = await this.#own(member, gigId)
    await this.#requireOwnNiches(member, post, own.nicheIds)
    if (own.status === 'closed') throw new HubError('conflict', 'This gig is closed. Post it anew.')
    await this.#admit(member, post, false)
    const item = this.#incoming(await this.#externalId(own), own.postedBy ?? member.id, post)
    return (await this.#deps.ingest.take(member.communityId, item)) ?? own
  }

  async close(member: Member, gigId: string): Promise<Gig> {
    const own = await this.#own(member, gigId)
    if (own.status === 'closed') return own
    return await this.#deps.ingest.close(own)
  }

  async #admit({ id: memberId, communityId }: Member, { text }: GigPost, counts = true): Promise<void> {
    await this.#deps.posting.admit({ communityId, memberId, kind: 'gig', text, counts })
  }

  async #own(member: Member, gigId: string): Promise<Gig> {
    const gig = await this.#deps.access.require(member, await this.#deps.store.get(gigId), gigId)
    if (!this.#mayChange(member, gig)) throw new HubError('forbidden', 'Only who posted a gig may change it.')
    return gig
  }

  /** `before`: those of a gig that is changed, which may stay. */
  async #requireOwnNiches(member: Member, post: GigPost, before: readonly string[] = []): Promise<void> {
    if (post.membersOnly && post.nicheIds.length === 0) {
      throw new HubError('invalid_input', 'Name the niches whose members it is for.')
    }
    if (post.nicheIds.length === 0) return
    const own = await this.#deps.niches.nichesOf(member.id)
    if (post.nicheIds.some((nicheId) => !own.has(nicheId) && !before.includes(nicheId))) {
      throw new HubError('forbidden', 'You can post to niches that you have joined.')
    }
  }

  #mayChange(member: Member, { postedBy }: Gig): boolean {
    return postedBy !== null && (postedBy === member.id || atLeast(member.role, 'admin'))
  }

  async #externalId(gig: Gig): Promise<string> {
    const id = await this.#deps.store.externalIdOf(gig.communityId, SOURCE, gig.id)
    if (id === undefined) throw new NotFoundError('gig', gig.id)
    return id
  }

  #incoming(externalId: string, postedBy: string, post: GigPost): IncomingGig {
    return {
      externalId,
      title: post.title,
      company: post.company === '' ? null : post.company,
      text: post.text,
      url: post.url,
      source: { feedId: null, name: SOURCE, url: null },
      postedAt: this.#deps.now(),
      closesAt: post.closesAt,
      postedBy,
      corrections: post.corrections,
      nicheIds: post.nicheIds,
      membersOnly: post.membersOnly,
    }
  }
}
