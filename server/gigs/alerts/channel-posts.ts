import type { Gig } from '../../../shared/gigs.ts'
import type { ChannelPost } from '../../deliveries/alert-delivery.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { NicheService } from '../../niches/niche-service.ts'
import type { Queries } from '../../platform/database.ts'
import { isTakeable } from '../early-access/gig-access.ts'
import { channelCardOf } from '../gig-card.ts'
import { isNews } from './gig-news.ts'

export interface ChannelPostsDeps {
  niches: NicheService
  members: MemberService
  postInChannel: (queries: Queries, post: ChannelPost) => Promise<void>
  publicUrl: () => string
  now: () => number
}

/**
 * Cards of a niche's gigs in its channels: while only its members see a gig, in those that they alone read; then in the others.
 * They are edited with the alerts of their gig.
 */
export class ChannelPosts {
  readonly #deps: ChannelPostsDeps

  constructor(deps: ChannelPostsDeps) {
    this.#deps = deps
  }

  /** In the transaction that stores the gig. `since`: when it became news. */
  async plan(queries: Queries, gig: Gig, since: number): Promise<void> {
    const { niches, members, postInChannel, publicUrl, now } = this.#deps
    if (!isTakeable(gig) || !isNews(since, now())) return
    const places = await niches.gigChannelsOf(queries, gig.nicheIds, gig.status === 'early')
    if (places.length === 0) return
    const communityName = (await members.community(gig.communityId, queries))?.name ?? ''
    const content = channelCardOf(gig, { communityName, publicUrl: publicUrl() })
    for (const { platform, workspaceId, channelId } of places) {
      await postInChannel(queries, {
        communityId: gig.communityId,
        target: { kind: 'channel', platform, workspaceId, channelId },
        content,
        dedupeKey: `gig-in-channel:${gig.id}:${platform}:${workspaceId}:${channelId}`,
      })
    }
  }
}
