import type { ChatNiche } from '../../shared/bot-niches.ts'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import { type Asker } from './asker.ts'

export interface NichesForPeopleDeps {
  niches: NicheService
  members: MemberService
  publicUrl: () => string
}

interface Answer {
  niches: ChatNiche[]
  nichesUrl: string
}

/** The niches of a person's communities, as bots show them and let people in and out. */
export class NichesForPeople {
  readonly #deps: NichesForPeopleDeps

  constructor(deps: NichesForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<Answer> {
    const niches: ChatNiche[] = []
    for (const { community, member } of await this.#memberships(asker)) {
      for (const { id, name, description, earlyHours, members, mine } of await this.#deps.niches.list(member)) {
        niches.push({ id, name, description, earlyHours, members, mine, communityName: community.name })
      }
    }
    return { niches, nichesUrl: `${this.#deps.publicUrl()}/niches` }
  }

  /** @throws NotFoundError for a niche of none of their communities. */
  async set(asker: Asker, nicheId: string, joined: boolean): Promise<Answer> {
    const { niches } = this.#deps
    for (const { member } of await this.#memberships(asker)) {
      const own = await niches.list(member)
      if (!own.some(({ id }) => id === nicheId)) continue
      await (joined ? niches.join(member, nicheId) : niches.leave(member, nicheId))
      return await this.read(asker)
    }
    throw new NotFoundError('niche', nicheId)
  }

  /** @throws NotFoundError for a niche of none of their communities, HubError 'forbidden' for who is no admin there. */
  async postGigs(
    platform: string,
    asker: Asker,
    { nicheId, channel, gigs }: Omit<BotRequest<'niches:postGigs'>, 'person'>,
  ): Promise<{ nicheName: string; earlyHours: number }> {
    const { niches } = this.#deps
    for (const { member } of await this.#memberships(asker)) {
      const found = (await niches.list(member)).find(({ id }) => id === nicheId)
      if (found === undefined) continue
      if (!atLeast(member.role, 'admin'))
        throw new HubError('forbidden', 'Admins say where gigs of a niche are posted.')
      await niches.postGigsIn(member, nicheId, { platform, kind: 'channel', ...channel }, gigs)
      return { nicheName: found.name, earlyHours: found.earlyHours }
    }
    throw new NotFoundError('niche', nicheId)
  }

  async #memberships(asker: Asker) {
    const all = await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)
    return all.filter(({ member }) => atLeast(member.role, 'member'))
  }
}
