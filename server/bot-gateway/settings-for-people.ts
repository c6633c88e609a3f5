import type { AlertChange, Mute } from '../../shared/alerts.ts'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import type { ChatProfile } from '../../shared/bot-settings.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import { type Profile, profileInput } from '../../shared/profiles.ts'
import type { AlertService } from '../gigs/alerts/alert-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { type Asker, type Membership } from './asker.ts'

export interface SettingsForPeopleDeps {
  alerts: AlertService
  profiles: ProfileService
  members: MemberService
  publicUrl: () => string
}

interface Answer {
  profiles: ChatProfile[]
  profileUrl: string
}

/** A person's own profile and alerts, as bots show and change them. */
export class SettingsForPeople {
  readonly #deps: SettingsForPeopleDeps

  constructor(deps: SettingsForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<Answer> {
    const found = await this.#profilesOf(asker)
    return {
      profiles: found.map(({ community, profile }) => toChatProfile(community.name, profile)),
      profileUrl: `${this.#deps.publicUrl()}/profile`,
    }
  }

  /** @throws HubError 'forbidden' for a guest. */
  async changeProfile(asker: Asker, change: BotRequest<'profiles:change'>['change']): Promise<Answer> {
    const { profiles, members } = this.#deps
    const [known] = await this.#profilesOf(asker)
    const member =
      known?.member ?? (await members.membershipsOf(asker.accountId, asker.communityId)).find(canHaveOne)?.member
    if (member === undefined) throw new HubError('forbidden', 'Only members of a community have a profile.')
    const before = profileInput.parse(known?.profile ?? {})
    const skills = change.skills.map(
      (name) => before.skills.find((skill) => isSameText(skill.name, name)) ?? { name, level: 'working' as const },
    )
    await profiles.save(member, { ...before, ...change, skills })
    return await this.read(asker)
  }

  async changeAlerts(asker: Asker, change: AlertChange): Promise<Answer> {
    return await this.#each(asker, (member) => this.#deps.alerts.change(member, change))
  }

  async mute(asker: Asker, mute: Mute): Promise<Answer> {
    return await this.#each(asker, (member) => this.#deps.alerts.mute(member, mute))
  }

  async unmute(asker: Asker, { kind, value }: Pick<Mute, 'kind' | 'value'>): Promise<Answer> {
    return await this.#each(asker, async (member, { alerts }) => {
      const muted = alerts.mutes.find((one) => one.kind === kind && isSameText(one.value, value))
      if (muted !== undefined) await this.#deps.alerts.unmute(member, muted)
    })
  }

  async #each(asker: Asker, work: (member: Member, profile: Profile) => Promise<unknown>): Promise<Answer> {
    for (const { member, profile } of await this.#profilesOf(asker)) await work(member, profile)
    return await this.read(asker)
  }

  async #profilesOf(asker: Asker): Promise<(Membership & { profile: Profile })[]> {
    const found: (Membership & { profile: Profile })[] = []
    for (const membership of await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)) {
      const profile = canHaveOne(membership) ? await this.#deps.profiles.get(membership.member.id) : undefined
      if (profile !== undefined) found.push({ ...membership, profile })
    }
    return found
  }
}

function canHaveOne({ member }: Membership): boolean {
  return atLeast(member.role, 'member')
}

function isSameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function toChatProfile(communityName: string, profile: Profile): ChatProfile {
  const { headline, skills, rateFloor, available, timeZone, alerts } = profile
  return { communityName, headline, skills: skills.map(({ name }) => name), rateFloor, available, timeZone, alerts }
}
