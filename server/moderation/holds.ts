import { HubError } from '../../shared/errors.ts'
import type { HeldKind, Hold, HoldDecision } from '../../shared/holds.ts'
import type { Member } from '../../shared/members.ts'
import { NOTICES } from '../../shared/notices.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { Queries } from '../platform/database.ts'
import { otherModerators } from './other-moderators.ts'
import type { PostingGuard } from './posting-guard.ts'

export interface HoldsDeps {
  posting: PostingGuard
  niches: NicheService
  members: MemberService
  audit: AuditService
  notices: AdminNotices
  now: () => number
}

/** What can be held: an announcement or an event. */
export interface Holdable {
  kind: HeldKind
  id: string
  communityId: string
  authorId: string
  nicheId: string | null
  title: string
  text: string
  path: string
  hold: Hold | null
}

/** What has a blocked word waits for a moderator: when that is, who that is, and what its author hears. */
export class Holds {
  readonly #deps: HoldsDeps

  constructor(deps: HoldsDeps) {
    this.#deps = deps
  }

  /** @param before what was said of it; a word that a moderator let pass holds nothing up again. */
  async of(
    { communityId, nicheId }: Pick<Holdable, 'communityId' | 'nicheId'>,
    text: string,
    before: Hold | null,
  ): Promise<Hold | null> {
    const passed = before?.decision?.passed === true ? before : null
    const word = await this.#deps.posting.blockedIn(
      communityId,
      nicheId === null ? [] : [nicheId],
      text,
      passed === null ? [] : [passed.word],
    )
    return word === undefined ? passed : { word, at: this.#deps.now(), decision: null }
  }

  /** In the transaction that holds it. */
  async record(queries: Queries, member: Member, { kind, id, title, hold }: Holdable): Promise<void> {
    const { communityId } = member
    const entry = { communityId, actor: member, action: `${kind}.held`, subject: id }
    await this.#deps.audit.record({ ...entry, details: { title, word: hold?.word ?? '' } }, queries)
  }

  async tellModerators(held: Holdable): Promise<void> {
    const { id, communityId, title, hold } = held
    await this.#deps.notices.tellThese(communityId, await this.#moderatorsOf(held), {
      title,
      excerpt: NOTICES.held,
      path: '/moderation/held',
      key: `held:${id}:${hold?.at ?? 0}`,
    })
  }

  /** Not for its author, while another can. */
  async mayDecide(member: Member, held: Holdable): Promise<boolean> {
    if (!(await this.#deps.niches.mayModerate(member, nichesOf(held)))) return false
    return member.id !== held.authorId || (await this.#moderatorsOf(held)).length === 0
  }

  /** @throws HubError 'forbidden', or 'conflict' for what waits no more. */
  async requireOpen(moderator: Member, held: Holdable): Promise<Hold> {
    if (held.hold === null || held.hold.decision !== null) throw waitsNoMore(held.hold)
    if (await this.mayDecide(moderator, held)) return held.hold
    throw new HubError('forbidden', 'Another moderator decides this.')
  }

  /** In the transaction that lets it pass, or not. */
  async decided(queries: Queries, moderator: Member, held: Holdable, { passed, reason }: HoldDecision): Promise<void> {
    const { kind, id, communityId, title } = held
    const entry = { communityId, actor: moderator, action: `${kind}.${passed ? 'passed' : 'refused'}`, subject: id }
    await this.#deps.audit.record({ ...entry, details: { title, reason } }, queries)
  }

  async tellAuthor(moderator: Member, held: Holdable, { passed }: HoldDecision): Promise<void> {
    if (moderator.id === held.authorId) return
    await this.#deps.notices.tellThese(held.communityId, [held.authorId], {
      title: held.title,
      excerpt: passed ? NOTICES.heldPassed : NOTICES.heldRefused,
      path: held.path,
      key: `held-decided:${held.id}:${this.#deps.now()}`,
    })
  }

  /** All but its author. */
  async #moderatorsOf(held: Holdable): Promise<string[]> {
    return await otherModerators(this.#deps, { ...held, nicheIds: nichesOf(held) })
  }
}

export function waitsNoMore(hold: Hold | null): HubError {
  const decision = hold?.decision ?? null
  const how = decision === null ? '' : `: ${decision.by} ${decision.passed ? 'let it pass' : 'did not let it pass'}`
  return new HubError('conflict', `It waits no more${how}.`)
}

export function isWaiting(hold: Hold | null): hold is Hold {
  return hold !== null && hold.decision === null
}

function nichesOf({ nicheId }: Pick<Holdable, 'nicheId'>): string[] {
  return nicheId === null ? [] : [nicheId]
}
