import type { AnnouncementAudience } from '../../shared/announcement-places.ts'
import type { DeliveryTarget } from '../../shared/deliveries.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import { primaryLanguage } from '../../shared/translation.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { StoredAnnouncement } from './announcement-rows.ts'

export interface AnnouncementAudiencesDeps {
  members: MemberService
  niches: NicheService
  profiles: ProfileService
  links: PlatformLinkService
}

export interface Reader {
  memberId: string
  /** In which they read it. */
  language: string
  /** Their linked accounts. */
  targets: readonly DeliveryTarget[]
}

interface Facts {
  role: Member['role']
  languages: readonly string[]
  platforms: readonly string[]
}

/** For which members an announcement is. */
export class AnnouncementAudiences {
  readonly #deps: AnnouncementAudiencesDeps

  constructor(deps: AnnouncementAudiencesDeps) {
    this.#deps = deps
  }

  /** All but its author, each with the language in which they read it. */
  async readers(announcement: StoredAnnouncement): Promise<Reader[]> {
    const { communityId, nicheId, authorId, language, audience } = announcement
    const { members, niches, profiles, links } = this.#deps
    const inNiche = nicheId === null ? undefined : await niches.membersOf([nicheId])
    const languages = await profiles.languagesIn(communityId)
    const targets = await links.targetsIn(communityId)
    return (await members.list(communityId)).flatMap(({ id, role }) => {
      if (id === authorId || !atLeast(role, 'member') || inNiche?.has(id) === false) return []
      const [spoken, linked] = [languages.get(id) ?? [], targets.get(id) ?? []]
      if (!holds(audience, { role, languages: spoken, platforms: linked.map(({ platform }) => platform) })) return []
      return [{ memberId: id, language: languageOf(announcement, spoken) ?? language, targets: linked }]
    })
  }

  /** @returns whether the member is in an audience. */
  async audiencesOf({ id, role }: Member): Promise<(audience: AnnouncementAudience) => boolean> {
    const { members, profiles, links } = this.#deps
    const profile = await profiles.get(id)
    const accountId = await members.accountOf(id)
    const linked = accountId === undefined ? [] : await links.linksOf(accountId)
    const platforms = linked.map(({ platform }) => platform)
    return (audience) => holds(audience, { role, languages: profile?.languages ?? [], platforms })
  }
}

function holds({ roles, languages, platforms }: AnnouncementAudience, facts: Facts): boolean {
  const speaks = (wanted: string) => facts.languages.some((own) => primaryLanguage(own) === primaryLanguage(wanted))
  return (
    (roles.length === 0 || roles.some((role) => role === facts.role)) &&
    (languages.length === 0 || languages.some(speaks)) &&
    (platforms.length === 0 || platforms.some((platform) => facts.platforms.includes(platform)))
  )
}

/** The first of a reader's languages in which there is a text; else their own, for the small print. */
function languageOf({ texts }: Pick<StoredAnnouncement, 'texts'>, languages: readonly string[]): string | undefined {
  const has = (language: string) => texts.some((text) => primaryLanguage(text.language) === primaryLanguage(language))
  return languages.find(has) ?? languages[0]
}
