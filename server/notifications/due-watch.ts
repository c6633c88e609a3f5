import { DateTime } from 'luxon'
import type { SeenCard } from '../changes/happenings.ts'
import { pathOf } from '../../shared/links.ts'
import type { Queries } from '../platform/database.ts'
import type { Notifier } from './notifier.ts'

export interface DueWatchDeps {
  queries: Queries
  notifier: Notifier
  now: () => number
}

/** Nobody is told in their night. */
const FROM_HOUR = 8
/** What has been overdue for longer is known by now. */
const PAST_DAYS = 7
const MAX_CARDS = 5000
const MAX_HANDLED = 100_000

interface DueCard {
  document_id: string
  card_id: string
  due_on: string | null
  state: string
  community_id: string
}

/** Tells the people on a card in the morning of the day it is due, and once more when that day is over. */
export class DueWatch {
  readonly #deps: DueWatchDeps
  /** Keys that this process has seen to: the store would say so, too, but slower. */
  readonly #handled = new Set<string>()

  constructor(deps: DueWatchDeps) {
    this.#deps = deps
  }

  async look(): Promise<void> {
    const now = DateTime.fromMillis(this.#deps.now(), { zone: 'utc' })
    const cards = await this.#deps.queries
      .selectFrom('seen_cards')
      .innerJoin('documents', 'documents.id', 'seen_cards.document_id')
      .select(['seen_cards.document_id', 'card_id', 'due_on', 'state', 'documents.community_id'])
      .where('due_on', '>=', now.minus({ days: PAST_DAYS }).toISODate())
      // East of Greenwich it may be tomorrow.
      .where('due_on', '<=', now.plus({ days: 1 }).toISODate())
      .orderBy('due_on', 'desc')
      .limit(MAX_CARDS)
      .execute()
    if (this.#handled.size > MAX_HANDLED) this.#handled.clear()
    const times = new Map<string, DateTime>()
    for (const card of cards) {
      const seen = JSON.parse(card.state) as SeenCard
      for (const memberId of seen.assignees) {
        const local = times.get(memberId) ?? now.setZone(await this.#zoneOf(memberId))
        times.set(memberId, local)
        const kind = kindAt(local, card.due_on ?? '')
        const key = `${kind}:${card.card_id}:${card.due_on}`
        if (kind === undefined || this.#handled.has(memberId + key)) continue
        this.#handled.add(memberId + key)
        await this.#tell(card, seen.title, memberId, kind, key)
      }
    }
  }

  /** Of the member's profile; without one, UTC. */
  async #zoneOf(memberId: string): Promise<string> {
    const row = await this.#deps.queries
      .selectFrom('profiles')
      .select('data')
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return row === undefined ? 'utc' : (JSON.parse(row.data) as { timeZone: string }).timeZone
  }

  async #tell(card: DueCard, title: string, memberId: string, kind: 'due' | 'overdue', key: string): Promise<void> {
    const { document_id: documentId, card_id: cardId } = card
    const then = await this.#deps.queries.transaction().execute((transaction) =>
      this.#deps.notifier.tell(transaction, {
        communityId: card.community_id,
        memberId,
        kind,
        actorId: null,
        documentId,
        cardId,
        title,
        excerpt: '',
        path: pathOf({ documentId, cardId }),
        key,
      }),
    )
    then?.()
  }
}

function kindAt(local: DateTime, dueOn: string): 'due' | 'overdue' | undefined {
  const today = local.toISODate() ?? ''
  if (today < dueOn || local.hour < FROM_HOUR) return undefined
  return today === dueOn ? 'due' : 'overdue'
}
