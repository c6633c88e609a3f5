import { HubError } from '../../shared/errors.ts'
import type { Queries } from '../platform/database.ts'
import type { EventAudience } from './event-audience.ts'
import type { EventClock } from './event-clock.ts'
import { fromRow, nextColumns, seriesOf, type StoredEvent } from './event-rows.ts'
import type { EventSender } from './event-sender.ts'
import type { EventTables } from './event-tables.ts'
import { endOfSeries, nextOccurrence } from './occurrences.ts'

export interface EventPlannerDeps {
  queries: Queries
  audience: EventAudience
  sender: EventSender
  clock: EventClock
  nudgeSoon: () => void
  now: () => number
}

/** Invites to events: to a new one at once, to one that waited for a moderator once it may be. */
export class EventPlanner {
  readonly #deps: EventPlannerDeps

  constructor(deps: EventPlannerDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'invalid_input' for days that there are not, and for what is over. */
  timesOf({ input, skipped }: Pick<StoredEvent, 'input' | 'skipped'>) {
    const series = seriesOf({ input, skipped })
    const first = nextOccurrence(series, 0)
    if (first === undefined) throw new HubError('invalid_input', 'There is no such day.')
    const next = nextOccurrence(series, this.#deps.now())
    if (next === undefined) throw new HubError('invalid_input', 'This time is over already.')
    return { first_at: first.startsAt, last_ends_at: endOfSeries(series) ?? null, ...nextColumns(next) }
  }

  /** @param write in the transaction that invites; one that waits invites nobody. */
  async add(event: StoredEvent, write: (transaction: Queries) => Promise<void>): Promise<void> {
    const { queries, audience, sender } = this.#deps
    const [around, readers] = [await audience.around(event), await audience.invited(event)]
    const show = await queries.transaction().execute(async (transaction) => {
      await write(transaction)
      return event.state === 'planned' ? await sender.invite(transaction, event, around, readers) : undefined
    })
    await this.after(show)
  }

  /** One that waited goes on. @throws HubError 'conflict' when somebody was faster, 'invalid_input' for what is over. */
  async resume(
    before: StoredEvent,
    set: Pick<EventTables['events'], 'data' | 'hold' | 'state' | 'niche_id'>,
    record: (transaction: Queries, event: StoredEvent) => Promise<void>,
  ): Promise<StoredEvent> {
    const { queries, now } = this.#deps
    const row = await queries.selectFrom('events').selectAll().where('id', '=', before.id).executeTakeFirstOrThrow()
    const changed = fromRow({ ...row, ...set })
    const at = now()
    const changes = { ...set, ...this.timesOf(changed), sequence: before.sequence + 1, moved_at: at, updated_at: at }
    const event = fromRow({ ...row, ...changes })
    await this.add(event, async (transaction) => {
      const written = await transaction
        .updateTable('events')
        .set(changes)
        .where('id', '=', before.id)
        .where('sequence', '=', before.sequence)
        .executeTakeFirst()
      if (Number(written.numUpdatedRows) === 0) throw changedMeanwhile()
      await record(transaction, event)
    })
    return event
  }

  async after(show: (() => Promise<void>) | undefined): Promise<void> {
    this.#deps.clock.changed()
    this.#deps.nudgeSoon()
    await show?.()
  }
}

export function changedMeanwhile(): HubError {
  return new HubError('conflict', 'Somebody changed it meanwhile. Look at it again.')
}
