import type { ChatDigest } from '../../shared/bot-digests.ts'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { DigestSettingsService } from '../digests/digest-settings-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Asker, Membership } from './asker.ts'

export interface DigestsForPeopleDeps {
  digests: DigestSettingsService
  members: MemberService
  publicUrl: () => string
}

interface Answer {
  digests: ChatDigest[]
  settingsUrl: string
}

/** A person's digests, as bots show and change them. */
export class DigestsForPeople {
  readonly #deps: DigestsForPeopleDeps

  constructor(deps: DigestsForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<Answer> {
    const digests: ChatDigest[] = []
    for (const { member, community } of await this.#membershipsOf(asker)) {
      digests.push({ ...(await this.#deps.digests.get(member)), communityName: community.name })
    }
    return { digests, settingsUrl: `${this.#deps.publicUrl()}/settings/notifications` }
  }

  /** @throws HubError 'conflict' for a way by which the person cannot be reached. */
  async change(asker: Asker, { include, leaveOut, by, stop }: BotRequest<'digests:change'>['change']): Promise<Answer> {
    const { digests } = this.#deps
    for (const { member } of await this.#membershipsOf(asker)) {
      if (stop === true) {
        await digests.stop(member)
        continue
      }
      const before = await digests.get(member)
      if (by !== undefined && !before.ways.includes(by)) {
        throw new HubError('conflict', 'You cannot be reached there: link that account first, or choose another way.')
      }
      const kinds = new Set(before.kinds)
      if (include !== undefined) kinds.add(include)
      if (leaveOut !== undefined) kinds.delete(leaveOut)
      const { hour, day, timeZone } = before
      await digests.save(member, { kinds: [...kinds], by: by ?? before.by, hour, day }, timeZone)
    }
    return await this.read(asker)
  }

  async #membershipsOf({ accountId, communityId }: Asker): Promise<Membership[]> {
    const all = await this.#deps.members.membershipsOf(accountId, communityId)
    return all.filter(({ member }) => atLeast(member.role, 'member'))
  }
}
