import { MAX_TITLE } from '../../shared/announcement-card.ts'
import { announcementPosting } from '../../shared/announcement-posting.ts'
import type { DeliveryContent, DeliveryReceipt, DeliveryTarget } from '../../shared/deliveries.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Queries } from '../platform/database.ts'
import { subjectOf } from './announcement-sender.ts'

const EXPIRES_MS = 24 * 3_600_000

export interface AnnouncementStepsDeps {
  deliveries: () => DeliveryService
}

/** What is to be done with a message once it stands: enqueued in the transaction that says that it does. */
export class AnnouncementSteps {
  readonly #deps: AnnouncementStepsDeps

  constructor(deps: AnnouncementStepsDeps) {
    this.#deps = deps
  }

  /** Once for each message, also when it is changed later. */
  async sent(
    queries: Queries,
    target: DeliveryTarget,
    content: DeliveryContent,
    { parts: [place] }: DeliveryReceipt,
  ): Promise<void> {
    if (content.type !== 'announcement' || place === undefined) return
    const { announcementId, title } = content
    const { afterwards } = announcementPosting.parse(content.posting ?? {})
    if (afterwards.length === 0) return
    const row = await queries
      .selectFrom('announcements')
      .select('community_id')
      .where('id', '=', announcementId)
      .executeTakeFirst()
    if (row === undefined) return
    for (const step of afterwards) {
      await this.#deps.deliveries().enqueue(queries, {
        communityId: row.community_id,
        memberId: null,
        target,
        lane: step,
        content: { type: 'announcement_step', announcementId, step, place, title: title.slice(0, MAX_TITLE) },
        dedupeKey: `${subjectOf(announcementId)}:${step}:${place.channelId}:${place.messageId}`,
        expiresInMs: EXPIRES_MS,
        subject: subjectOf(announcementId),
      })
    }
  }
}
