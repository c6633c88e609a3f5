import { DateTime } from 'luxon'
import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { CoffeeSaid } from '../../shared/coffee.ts'
import { NotFoundError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { CoffeeService } from '../coffee/coffee-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Asker } from './asker.ts'

export interface CoffeeForPeopleDeps {
  coffee: CoffeeService
  profiles: ProfileService
  members: MemberService
  publicUrl: () => string
}

type Answer = Omit<Extract<BotAnswer<'coffee:read'>, { linked: true }>, 'linked'>

/** Virtual coffee in a person's communities. */
export class CoffeeForPeople {
  readonly #deps: CoffeeForPeopleDeps

  constructor(deps: CoffeeForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<Answer> {
    const communities: Answer['communities'] = []
    for (const { community, member } of await this.#memberships(asker)) {
      const { settings, mine, nextAt } = await this.#deps.coffee.read(member)
      const zone = (await this.#deps.profiles.get(member.id))?.timeZone ?? 'UTC'
      const next = nextAt === null ? null : DateTime.fromMillis(nextAt, { zone }).toFormat('cccc, d LLLL')
      const { on, skipsNext } = mine
      communities.push({ id: community.id, name: community.name, enabled: settings.enabled, on, skipsNext, next })
    }
    return { communities, coffeeUrl: `${this.#deps.publicUrl()}/coffee` }
  }

  async choose(asker: Asker, on: boolean): Promise<Answer> {
    for (const { member } of await this.#memberships(asker)) {
      const { settings, mine } = await this.#deps.coffee.read(member)
      if (settings.enabled || mine.on) await this.#deps.coffee.choose(member, { on, languages: mine.languages })
    }
    return await this.read(asker)
  }

  /** @throws NotFoundError for a community that is not theirs. */
  async say(asker: Asker, communityId: string, said: CoffeeSaid): Promise<Answer> {
    const found = (await this.#memberships(asker)).find(({ community }) => community.id === communityId)
    if (found === undefined) throw new NotFoundError('community', communityId)
    await this.#deps.coffee.say(found.member, said)
    return await this.read(asker)
  }

  async #memberships(asker: Asker) {
    const all = await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)
    return all.filter(({ member }) => atLeast(member.role, 'member'))
  }
}
