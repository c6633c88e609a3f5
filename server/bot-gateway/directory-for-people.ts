import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { atLeast } from '../../shared/members.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { DirectoryService } from '../members/directory-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Asker } from './asker.ts'

const MOST_PEOPLE = 20

export interface DirectoryForPeopleDeps {
  directory: DirectoryService
  profiles: ProfileService
  members: MemberService
  publicUrl: () => string
}

type Answer = Omit<Extract<BotAnswer<'people:find'>, { linked: true }>, 'linked'>

/** The members of a person's communities, as they show themselves. */
export class DirectoryForPeople {
  readonly #deps: DirectoryForPeopleDeps

  constructor(deps: DirectoryForPeopleDeps) {
    this.#deps = deps
  }

  async find(
    asker: Asker,
    { text, skill, language, near, available }: Omit<BotRequest<'people:find'>, 'person'>,
  ): Promise<Answer> {
    const { directory, profiles, members, publicUrl } = this.#deps
    const memberships = await members.membershipsOf(asker.accountId, asker.communityId)
    const answer: Answer = { people: [], total: 0, skills: [], directoryUrl: `${publicUrl()}/directory` }
    for (const { community, member } of memberships.filter((one) => atLeast(one.member.role, 'member'))) {
      const zone = near === null ? undefined : ((await profiles.get(member.id))?.timeZone ?? 'UTC')
      const hours = near ?? 0
      const wanted = { text, skill, language, near: zone, hours, available, offset: 0, limit: MOST_PEOPLE }
      const found = await directory.find(community.id, wanted)
      answer.total += found.total
      answer.people.push(...found.members.map((entry) => ({ ...entry, communityName: community.name })))
      answer.skills.push(...found.skills)
    }
    return { ...answer, people: answer.people.slice(0, MOST_PEOPLE), skills: [...new Set(answer.skills)] }
  }
}
