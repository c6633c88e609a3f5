import type { HeldKind, HeldPost, HoldDecision } from '../../shared/holds.ts'
import type { Member } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import { type Holdable, type Holds, isWaiting } from './holds.ts'

/** What one kind of them says to moderators, and does with what they decide. */
export interface HeldSource {
  /** The oldest first. */
  held(communityId: string): Promise<Holdable[]>
  /** @throws NotFoundError, HubError 'forbidden' or 'conflict' */
  decideHeld(moderator: Member, id: string, decision: HoldDecision): Promise<Holdable>
}

export interface HoldServiceDeps {
  holds: Holds
  sources: Record<HeldKind, HeldSource>
  members: MemberService
  niches: NicheService
}

/** The queue of announcements and events that wait because of a blocked word. */
export class HoldService {
  readonly #deps: HoldServiceDeps

  constructor(deps: HoldServiceDeps) {
    this.#deps = deps
  }

  /** Those that this member moderates. @throws HubError 'forbidden' for who moderates nothing. */
  async list(member: Member): Promise<HeldPost[]> {
    const { holds, sources, members, niches } = this.#deps
    await niches.requireModerator(member)
    const posts: HeldPost[] = []
    for (const source of Object.values(sources)) {
      for (const held of await source.held(member.communityId)) {
        const { kind, id, title, text, path, authorId, nicheId, hold } = held
        if (!isWaiting(hold) || !(await niches.mayModerate(member, nicheId === null ? [] : [nicheId]))) continue
        const author = { memberId: authorId, name: (await members.get(authorId))?.name ?? '' }
        const mayDecide = await holds.mayDecide(member, held)
        posts.push({ kind, id, title, text, path, author, nicheId, word: hold.word, at: hold.at, mayDecide })
      }
    }
    return posts.toSorted((a, b) => a.at - b.at)
  }

  /** @returns what was decided about. */
  async decide(moderator: Member, kind: HeldKind, id: string, decision: HoldDecision): Promise<Holdable> {
    return await this.#deps.sources[kind].decideHeld(moderator, id, decision)
  }
}
