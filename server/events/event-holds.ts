import type { EventInput } from '../../shared/events.ts'
import type { Hold, HoldDecision } from '../../shared/holds.ts'
import type { Member } from '../../shared/members.ts'
import type { HeldSource } from '../moderation/hold-service.ts'
import { type Holdable, type Holds, waitsNoMore } from '../moderation/holds.ts'
import type { Queries } from '../platform/database.ts'
import type { EventAccess } from './event-access.ts'
import { pathOf } from './event-cards.ts'
import { changedMeanwhile, type EventPlanner } from './event-planner.ts'
import { fromRow, type StoredEvent } from './event-rows.ts'

const MOST_LISTED = 50

export interface EventHoldsDeps {
  queries: Queries
  access: EventAccess
  planner: EventPlanner
  holds: Holds
  now: () => number
}

/** Events that wait for a moderator because of what they say: nobody was invited to them yet. */
export class EventHolds implements HeldSource {
  readonly #deps: EventHoldsDeps

  constructor(deps: EventHoldsDeps) {
    this.#deps = deps
  }

  async of(communityId: string, input: EventInput, before: Hold | null): Promise<Hold | null> {
    const { nicheId, title, markdown, place } = input
    const text = [title, markdown, place.kind === 'address' ? place.text : ''].join('\n')
    return await this.#deps.holds.of({ communityId, nicheId }, text, before)
  }

  async held(communityId: string): Promise<Holdable[]> {
    const rows = await this.#deps.queries
      .selectFrom('events')
      .selectAll()
      .where('community_id', '=', communityId)
      .where('state', '=', 'held')
      .orderBy('id')
      .limit(MOST_LISTED)
      .execute()
    return rows.map((row) => holdableOf(fromRow(row)))
  }

  /** People are invited to what passes; what does not stays for its author to change. */
  async decideHeld(moderator: Member, eventId: string, decision: HoldDecision): Promise<Holdable> {
    const { queries, access, planner, holds, now } = this.#deps
    const found = await access.run(moderator, eventId)
    if (found.state !== 'held') throw waitsNoMore(found.hold)
    const held = holdableOf(found)
    const open = await holds.requireOpen(moderator, held)
    const hold: Hold = { ...open, decision: { ...decision, by: moderator.name, at: now() } }
    const record = (transaction: Queries) => holds.decided(transaction, moderator, held, decision)
    if (decision.passed) {
      const { nicheId: niche_id } = found.input
      const set = { data: JSON.stringify(found.input), niche_id, state: 'planned', hold: JSON.stringify(hold) }
      await planner.resume(found, set, record)
    } else {
      await queries.transaction().execute(async (transaction) => {
        const refused = await transaction
          .updateTable('events')
          .set({ state: 'refused', hold: JSON.stringify(hold) })
          .where('id', '=', eventId)
          .where('state', '=', 'held')
          .where('sequence', '=', found.sequence)
          .executeTakeFirst()
        if (Number(refused.numUpdatedRows) === 0) throw changedMeanwhile()
        await record(transaction)
      })
    }
    await holds.tellAuthor(moderator, held, decision)
    return held
  }
}

export function holdableOf({ id, communityId, authorId, input, hold }: StoredEvent): Holdable {
  const { nicheId, title, markdown } = input
  return { kind: 'event', id, communityId, authorId, nicheId, title, text: markdown, path: pathOf(id), hold }
}
