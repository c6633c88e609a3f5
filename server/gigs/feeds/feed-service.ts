import type { z } from 'zod'
import { HubError, NotFoundError } from '../../../shared/errors.ts'
import type { FeedHealth, newFeed } from '../../../shared/gigs.ts'
import type { Member } from '../../../shared/members.ts'
import type { AuditService } from '../../members/audit-service.ts'
import type { FeedPoller } from './feed-poller.ts'
import type { FeedStore } from './feed-store.ts'

const MAX_FEEDS = 100

export interface FeedServiceDeps {
  store: FeedStore
  poller: FeedPoller
  audit: AuditService
  now: () => number
  newId: () => string
}

/** The sources of gigs of a community. */
export class FeedService {
  readonly #deps: FeedServiceDeps

  constructor(deps: FeedServiceDeps) {
    this.#deps = deps
  }

  list(communityId: string): Promise<FeedHealth[]> {
    return this.#deps.store.list(communityId)
  }

  /** @throws HubError 'conflict' for an address that is there already, or when there are too many. */
  async add(admin: Member, input: z.output<typeof newFeed>): Promise<FeedHealth> {
    const { communityId } = admin
    if ((await this.list(communityId)).length >= MAX_FEEDS) {
      throw new HubError('conflict', `A community has at most ${MAX_FEEDS} feeds.`)
    }
    const feed = await this.#deps.store.add({ ...input, id: this.#deps.newId(), communityId }, this.#deps.now())
    if (feed === undefined) throw new HubError('conflict', 'This feed is there already.')
    await this.#record(admin, 'feed.added', feed)
    return feed
  }

  /** Its gigs stay. @throws NotFoundError */
  async remove(admin: Member, feedId: string): Promise<void> {
    const { health } = await this.#get(admin.communityId, feedId)
    await this.#deps.store.remove(admin.communityId, feedId)
    await this.#record(admin, 'feed.removed', health)
  }

  /** Asks it now and answers with how it is afterwards. @throws NotFoundError */
  async poll(communityId: string, feedId: string): Promise<FeedHealth> {
    await this.#deps.poller.poll((await this.#get(communityId, feedId)).row)
    return (await this.#get(communityId, feedId)).health
  }

  async #get(communityId: string, feedId: string) {
    const found = await this.#deps.store.get(communityId, feedId)
    if (found === undefined) throw new NotFoundError('feed', feedId)
    return found
  }

  async #record(admin: Member, action: string, { id, name, url }: FeedHealth): Promise<void> {
    await this.#deps.audit.record({
      communityId: admin.communityId,
      actor: admin,
      action,
      subject: id,
      details: { name, url },
    })
  }
}
