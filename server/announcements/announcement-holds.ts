import { NotFoundError } from '../../shared/errors.ts'
import type { Hold, HoldDecision } from '../../shared/holds.ts'
import type { Member } from '../../shared/members.ts'
import type { HeldSource } from '../moderation/hold-service.ts'
import { type Holdable, type Holds, waitsNoMore } from '../moderation/holds.ts'
import type { Queries } from '../platform/database.ts'
import { momentOf } from '../platform/moment-of.ts'
import type { AnnouncementAccess } from './announcement-access.ts'
import { pathOf, textFor } from './announcement-cards.ts'
import { fromRow, type StoredAnnouncement } from './announcement-rows.ts'

const MOST_LISTED = 50

export interface AnnouncementHoldsDeps {
  queries: Queries
  access: AnnouncementAccess
  holds: Holds
  now: () => number
}

/** Announcements that wait for a moderator because of what they say. */
export class AnnouncementHolds implements HeldSource {
  readonly #deps: AnnouncementHoldsDeps

  constructor(deps: AnnouncementHoldsDeps) {
    this.#deps = deps
  }

  /** In any of its languages. */
  async of(announcement: StoredAnnouncement): Promise<Hold | null> {
    const text = announcement.texts
      .flatMap(({ title, markdown, labels, alts }) => [title, markdown, ...labels, ...alts])
      .join('\n')
    return await this.#deps.holds.of(announcement, text, announcement.hold)
  }

  async held(communityId: string): Promise<Holdable[]> {
    const rows = await this.#deps.queries
      .selectFrom('announcements')
      .selectAll()
      .where('community_id', '=', communityId)
      .where('state', '=', 'held')
      .orderBy('id')
      .limit(MOST_LISTED)
      .execute()
    return rows.map((row) => holdableOf(fromRow(row)))
  }

  /** What passes goes out at the time that its author chose, or at once when that is over; else it is a draft again. */
  async decideHeld(moderator: Member, announcementId: string, decision: HoldDecision): Promise<Holdable> {
    const { queries, access, holds, now } = this.#deps
    const found = await access.run(moderator, announcementId)
    if (found.state !== 'held') throw waitsNoMore(found.hold)
    const held = holdableOf(found)
    const open = await holds.requireOpen(moderator, held)
    const at = now()
    const hold: Hold = { ...open, decision: { ...decision, by: moderator.name, at } }
    const dueAt = Math.max(at, (found.schedule === null ? undefined : momentOf(found.schedule)) ?? at)
    const set = decision.passed
      ? { state: 'scheduled', due_at: dueAt }
      : { state: 'draft', schedule: null, due_at: null }
    await queries.transaction().execute(async (transaction) => {
      const updated = await transaction
        .updateTable('announcements')
        .set({ ...set, hold: JSON.stringify(hold) })
        .where('id', '=', announcementId)
        .where('state', '=', 'held')
        .where('texts', '=', JSON.stringify(found.texts))
        .executeTakeFirst()
      if (Number(updated.numUpdatedRows) === 0) throw new NotFoundError('announcement', announcementId)
      await holds.decided(transaction, moderator, held, decision)
    })
    await holds.tellAuthor(moderator, held, decision)
    return held
  }
}

export function holdableOf(announcement: StoredAnnouncement): Holdable {
  const { id, communityId, authorId, nicheId, hold, language } = announcement
  const { title, markdown } = textFor(announcement, language)
  const path = pathOf(id)
  return { kind: 'announcement', id, communityId, authorId, nicheId, title, text: markdown, path, hold }
}
