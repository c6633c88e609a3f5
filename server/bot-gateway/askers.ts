import type { PlatformPerson, Unlinked } from '../../shared/platform-person.ts'
import type { Asker } from './asker.ts'
import type { PlatformLinkService } from './platform-link-service.ts'
import type { PlatformRoles } from './platform-roles.ts'

export interface AskersDeps {
  links: PlatformLinkService
  roles: PlatformRoles
}

/** Who of the hub a person of a platform is. What their roles there grant is given before they are served. */
export class Askers {
  readonly #deps: AskersDeps

  constructor(deps: AskersDeps) {
    this.#deps = deps
  }

  async find(platform: string, person: PlatformPerson, communityId: string | undefined): Promise<Asker | undefined> {
    const accountId = await this.#deps.links.accountOf(platform, person)
    if (accountId === undefined) return undefined
    await this.#deps.roles.apply(platform, person, accountId)
    return { accountId, communityId }
  }

  /** Serves a linked person; another one gets a link to become one. */
  async serve<T extends object>(
    platform: string,
    person: PlatformPerson,
    communityId: string | undefined,
    work: (asker: Asker) => Promise<T>,
  ): Promise<(T & { linked: true }) | Unlinked> {
    const asker = await this.find(platform, person, communityId)
    if (asker !== undefined) return { linked: true, ...(await work(asker)) }
    return { linked: false, ...(await this.#deps.links.start(platform, person)) }
  }
}
