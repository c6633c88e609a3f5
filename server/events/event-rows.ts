import { eventInput, type EventInput, type HubEvent, type Occurrence } from '../../shared/events.ts'
import { hold, type Hold } from '../../shared/holds.ts'
import type { EventTables } from './event-tables.ts'
import type { Series } from './occurrences.ts'

type EventRow = EventTables['events']

/** What a row says, whoever asks. */
export interface StoredEvent {
  id: string
  communityId: string
  authorId: string
  input: EventInput
  skipped: readonly string[]
  /** held: waits for a moderator. refused: one did not let it pass. Of neither anybody else knows. */
  state: HubEvent['state']
  hold: Hold | null
  next: Occurrence | null
  sequence: number
  movedAt: number
  createdAt: number
  updatedAt: number
}

export function fromRow(row: EventRow): StoredEvent {
  const { next_local: local, next_at: startsAt, next_ends_at: endsAt } = row
  return {
    id: row.id,
    communityId: row.community_id,
    authorId: row.author_id,
    // Parsed anew, so that an event of an older version has the defaults of what came since.
    input: eventInput.parse(JSON.parse(row.data)),
    skipped: JSON.parse(row.skipped) as string[],
    state: row.state as StoredEvent['state'],
    hold: row.hold === null ? null : hold.parse(JSON.parse(row.hold)),
    next: local === null || startsAt === null || endsAt === null ? null : { local, startsAt, endsAt },
    sequence: row.sequence,
    movedAt: row.moved_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function seriesOf({ input, skipped }: Pick<StoredEvent, 'input' | 'skipped'>): Series {
  const { start, end, timeZone, repeat, until } = input
  return { start, end, timeZone, repeat, until, skipped }
}

export function nextColumns(next: Occurrence | null | undefined) {
  return {
    next_local: next?.local ?? null,
    next_at: next?.startsAt ?? null,
    next_ends_at: next?.endsAt ?? null,
  }
}
