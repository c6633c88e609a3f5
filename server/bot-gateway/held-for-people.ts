import type { HeldThing } from '../../shared/bot-moderation.ts'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { Gig } from '../../shared/gigs.ts'
import type { HeldPost } from '../../shared/holds.ts'
import type { Member } from '../../shared/members.ts'
import type { GigModeration } from '../gigs/gig-moderation.ts'
import type { MemberService } from '../members/member-service.ts'
import type { HoldService } from '../moderation/hold-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Asker } from './asker.ts'
import { moderatedBy } from './moderated-by.ts'

const LONGEST_TEXT = 300
const MOST_SIGNALS = 2

export interface HeldForPeopleDeps {
  held: HoldService
  moderation: GigModeration
  members: MemberService
  niches: NicheService
  publicUrl: () => string
}

/** Announcements, events and gigs that wait for a moderator, as they are decided about in a chat. */
export class HeldForPeople {
  readonly #deps: HeldForPeopleDeps

  constructor(deps: HeldForPeopleDeps) {
    this.#deps = deps
  }

  /** What this moderator sees of them, the oldest first. */
  async waiting(member: Member, most: number): Promise<HeldThing[]> {
    const { held, moderation } = this.#deps
    const posts = (await held.list(member)).map((post) => this.#ofPost(post))
    const gigs: HeldThing[] = []
    for (const gig of await moderation.held(member)) gigs.push(await this.#ofGig(member, gig))
    return [...posts, ...gigs].toSorted((a, b) => a.at - b.at).slice(0, most)
  }

  /** @throws NotFoundError, HubError 'forbidden' for who does not decide it, 'conflict' for what waits no more. */
  async decide(
    asker: Asker,
    { kind, id, passed, reason }: Omit<BotRequest<'moderation:decideHeld'>, 'person'>,
  ): Promise<{ title: string }> {
    const { held, moderation } = this.#deps
    for (const { member } of await moderatedBy(this.#deps, asker)) {
      try {
        if (kind !== 'gig') return await held.decide(member, kind, id, { passed, reason })
        return await moderation.decideHeld(member, id, { decision: passed ? 'release' : 'close', reason })
      } catch (error) {
        // It may be of another of their communities.
        if (!(error instanceof NotFoundError)) throw error
      }
    }
    throw new NotFoundError(kind, id)
  }

  #ofPost({ kind, id, title, text, path, author, word, at, mayDecide }: HeldPost): HeldThing {
    const url = `${this.#deps.publicUrl()}${path}`
    const why = `has the blocked word ‘${word}’`
    return { kind, id, title, text: text.slice(0, LONGEST_TEXT), url, by: author.name, why, at, mayDecide }
  }

  async #ofGig(member: Member, gig: Gig): Promise<HeldThing> {
    const { id, title, text, company, source, postedBy, trust, postedAt } = gig
    const poster = postedBy === null ? undefined : await this.#deps.members.get(postedBy)
    const against = trust.signals.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
    return {
      kind: 'gig',
      id,
      title,
      text: text.slice(0, LONGEST_TEXT),
      url: `${this.#deps.publicUrl()}/gigs/${id}`,
      by: poster?.name ?? company ?? source.name,
      why: against
        .slice(0, MOST_SIGNALS)
        .map((signal) => signal.text)
        .join('; '),
      at: postedAt,
      mayDecide: await this.#deps.moderation.mayRelease(member, gig),
    }
  }
}
