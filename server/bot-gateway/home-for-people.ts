import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { MemberService } from '../members/member-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import { type Asker } from './asker.ts'
import type { BoardsForPeople } from './boards-for-people.ts'
import type { GigsForPeople } from './gigs-for-people.ts'

const GIGS = 5

export interface HomeForPeopleDeps {
  boards: BoardsForPeople
  gigs: GigsForPeople
  members: MemberService
  profiles: ProfileService
  publicUrl: () => string
}

type Home = Omit<Extract<BotAnswer<'home:read'>, { linked: true }>, 'linked'>

/** What a person finds about themselves in a chat: their cards, their gigs, their settings. */
export class HomeForPeople {
  readonly #deps: HomeForPeopleDeps

  constructor(deps: HomeForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<Home> {
    const { boards, gigs, members, profiles } = this.#deps
    const hub = this.#deps.publicUrl()
    const memberships = await members.membershipsOf(asker.accountId, asker.communityId)
    const [first] = memberships
    const profile = first === undefined ? undefined : await profiles.get(first.member.id)
    return {
      name: first?.member.name ?? '',
      cards: await boards.own(asker),
      gigs: await gigs.best(asker, GIGS),
      settings:
        profile === undefined
          ? null
          : {
              alerts: profile.alerts.enabled,
              threshold: profile.alerts.threshold,
              platforms: profile.alerts.platforms,
            },
      urls: { hub, profile: `${hub}/profile`, boards: `${hub}/boards` },
    }
  }
}
