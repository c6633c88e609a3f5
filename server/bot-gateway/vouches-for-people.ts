import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { NotFoundError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { Vouch } from '../../shared/vouches.ts'
import type { VouchService } from '../gigs/vouches/vouch-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Asker, Membership } from './asker.ts'

const MOST_PEOPLE = 25

export interface VouchesForPeopleDeps {
  vouches: VouchService
  niches: NicheService
  members: MemberService
  publicUrl: () => string
}

type Answer = Omit<Extract<BotAnswer<'vouches:read'>, { linked: true }>, 'linked'>
type Given = Omit<Extract<BotAnswer<'vouches:give'>, { linked: true }>, 'linked'>

/** What members of niches say of each other, as bots show and take it. */
export class VouchesForPeople {
  readonly #deps: VouchesForPeopleDeps

  constructor(deps: VouchesForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<Answer> {
    const { vouches, niches, publicUrl } = this.#deps
    const answer: Answer = { about: [], given: [], niches: [], profileUrl: `${publicUrl()}/profile` }
    for (const { community, member } of await this.#memberships(asker)) {
      const present = (vouch: Vouch, memberName: string) => {
        const { id, skill, words, answer: answered, niche, author } = vouch
        const names = { nicheName: niche.name, authorName: author.name, memberName, communityName: community.name }
        return { id, skill, words, answer: answered, ...names }
      }
      answer.about.push(...(await vouches.of(member, member.id)).map((vouch) => present(vouch, member.name)))
      answer.given.push(...(await vouches.givenBy(member)).map((vouch) => present(vouch, vouch.memberName)))
      const own = (await niches.list(member)).filter(({ mine }) => mine !== null)
      answer.niches.push(...own.map(({ id, name }) => ({ id, name })))
    }
    return answer
  }

  /** @throws NotFoundError for a niche that the person is not in. */
  async people(asker: Asker, nicheId: string, query: string): Promise<{ id: string; name: string }[]> {
    const { member } = await this.#inNiche(asker, nicheId)
    const words = query.trim().toLowerCase()
    const all = await this.#deps.niches.members(member.communityId, nicheId)
    return all
      .filter(({ memberId, name }) => memberId !== member.id && name.toLowerCase().includes(words))
      .slice(0, MOST_PEOPLE)
      .map(({ memberId, name }) => ({ id: memberId, name }))
  }

  /** @throws NotFoundError, HubError 'forbidden' or 'conflict' */
  async give(
    asker: Asker,
    { nicheId, memberId, skill, words }: Omit<BotRequest<'vouches:give'>, 'person'>,
  ): Promise<Given> {
    const { vouches, members } = this.#deps
    const { member } = await this.#inNiche(asker, nicheId)
    const given = await vouches.give(member, nicheId, memberId, { skill, words })
    const memberName = (await members.get(memberId))?.name ?? ''
    return { skill: given.skill, memberName, nicheName: given.niche.name }
  }

  /** @throws NotFoundError for what is not the person's own. */
  async withdraw(asker: Asker, vouchId: string): Promise<Answer> {
    const { vouches } = this.#deps
    for (const { member } of await this.#memberships(asker)) {
      if (!(await vouches.givenBy(member)).some(({ id }) => id === vouchId)) continue
      await vouches.withdraw(member, vouchId)
      return await this.read(asker)
    }
    throw new NotFoundError('vouch', vouchId)
  }

  async #inNiche(asker: Asker, nicheId: string): Promise<Membership> {
    for (const membership of await this.#memberships(asker)) {
      const own = await this.#deps.niches.list(membership.member)
      if (own.some(({ id, mine }) => id === nicheId && mine !== null)) return membership
    }
    throw new NotFoundError('niche', nicheId)
  }

  async #memberships(asker: Asker): Promise<Membership[]> {
    const all = await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)
    return all.filter(({ member }) => atLeast(member.role, 'member'))
  }
}
