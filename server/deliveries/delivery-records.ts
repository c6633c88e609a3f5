import { sql } from 'kysely'
import {
  type Delivery,
  type DeliveryAttempt,
  type DeliveryContent,
  type DeliveryTarget,
  targetKey,
} from '../../shared/deliveries.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { contentOf, DONE_STATES, type DeliveryRow, note, receiptOf, toDelivery } from './delivery-rows.ts'

const RESENT_EXPIRES_MS = 24 * 3_600_000
/** More than any announcement has targets. */
const MOST_ABOUT = 20_000
/** It is posted once, and then changed. */
const MOST_OF_A_MESSAGE = 20
/** Deleted at once, so that no transaction is long. */
const FORGOTTEN_AT_ONCE = 500

export interface DeliveryRecordsDeps {
  queries: Queries
  /** Those of some gigs that are not there for a member. */
  hiddenGigs: (member: Member, gigIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** Of some rooms and messages, by their ids, those that a member may see. */
  openRooms: (member: Member, ids: readonly string[]) => Promise<ReadonlySet<string>>
  events: EventBus
  now: () => number
  newId: () => string
}

/** The outbox as people see it: every delivery, its state, its history, and 'send again'. */
export class DeliveryRecords {
  readonly #deps: DeliveryRecordsDeps

  constructor(deps: DeliveryRecordsDeps) {
    this.#deps = deps
  }

  /** Newest first; a member's own, or all for an admin. */
  async list(member: Member, limit: number, state?: Delivery['state']): Promise<Delivery[]> {
    let query = this.#deps.queries.selectFrom('deliveries').selectAll().where('community_id', '=', member.communityId)
    if (!atLeast(member.role, 'admin')) query = query.where('member_id', '=', member.id)
    if (state !== undefined) query = query.where('state', '=', state)
    return await this.#asSeenBy(member, await query.orderBy('id', 'desc').limit(limit).execute())
  }

  /** What a message that a bot posted is about; undefined: it is none, or so old that it was forgotten. */
  async subjectOf(
    target: DeliveryTarget,
    messageId: string,
  ): Promise<{ communityId: string; subject: string } | undefined> {
    const rows = await this.#deps.queries
      .selectFrom('deliveries')
      .select(['community_id', 'subject', 'receipt'])
      .where('target_key', '=', targetKey(target))
      .where(sql<boolean>`state = 'sent'`)
      .where('subject', 'is not', null)
      // A wildcard in it finds too much, of which what it is not is left out below.
      .where('receipt', 'like', `%"${messageId}"%`)
      .orderBy('id', 'desc')
      .limit(MOST_OF_A_MESSAGE)
      .execute()
    const found = rows.find((row) => receiptOf(row)?.parts.some((part) => part.messageId === messageId))
    return found?.subject == null ? undefined : { communityId: found.community_id, subject: found.subject }
  }

  /** Every message about a subject with what became of its last change, newest first. */
  async about(
    communityId: string,
    subject: string,
  ): Promise<{ delivery: Delivery; memberId: string | null; change: Delivery['state'] | null }[]> {
    const rows = await this.#deps.queries
      .selectFrom('deliveries')
      .selectAll()
      .where('community_id', '=', communityId)
      .where('subject', '=', subject)
      .orderBy('id', 'desc')
      .limit(MOST_ABOUT)
      .execute()
    const changes = rows.filter(({ edits }) => edits !== null).map((row) => ({ of: row.edits, ...toDelivery(row) }))
    return rows
      .filter(({ edits }) => edits === null)
      .map((row) => ({
        delivery: toDelivery(row),
        memberId: row.member_id,
        change: changes.find((change) => change.of === row.id)?.state ?? null,
      }))
  }

  /** Oldest first. @throws NotFoundError also when it is not the member's to see. */
  async history(member: Member, deliveryId: string): Promise<DeliveryAttempt[]> {
    const row = await this.#find(member.communityId, deliveryId)
    if (!atLeast(member.role, 'admin') && row.member_id !== member.id) throw new NotFoundError('delivery', deliveryId)
    const attempts = await this.#deps.queries
      .selectFrom('delivery_attempts')
      .select(['at', 'outcome', 'message'])
      .where('delivery_id', '=', deliveryId)
      .orderBy('id')
      .execute()
    const history = attempts.map(({ at, outcome, message }) => ({ at, outcome, message }) as DeliveryAttempt)
    const { sent_at: sentAt } = row
    const isTold = sentAt === null || history.some(({ outcome }) => outcome === 'sent')
    // That it was sent is said by its row: nothing comes after that.
    return isTold ? history : [...history, { at: sentAt, outcome: 'sent', message: '' }]
  }

  /** Tries anew, also where the target was paused. @throws HubError 'conflict' when it is on its way or was sent. */
  async resend(admin: Member, deliveryId: string): Promise<Delivery> {
    const { communityId } = admin
    const now = this.#deps.now()
    const row = await this.#deps.queries.transaction().execute(async (transaction) => {
      const updated = await transaction
        .updateTable('deliveries')
        .set({
          state: 'waiting',
          failures: 0,
          due_at: now,
          expires_at: now + RESENT_EXPIRES_MS,
          lease_id: null,
          leased_until: null,
        })
        .where('id', '=', deliveryId)
        .where('community_id', '=', communityId)
        .where('state', 'in', ['dead', 'expired'])
        .executeTakeFirst()
      const found = await this.#find(communityId, deliveryId, transaction)
      if (Number(updated.numUpdatedRows) === 0) {
        throw new HubError('conflict', `This delivery is ${found.state}; only one that was given up is sent again.`)
      }
      await transaction
        .deleteFrom('paused_targets')
        .where('community_id', '=', communityId)
        .where('target_key', '=', found.target_key)
        .execute()
      const entry = { id: this.#deps.newId(), at: now, outcome: 'resent', message: `By ${admin.name}.` } as const
      await note(transaction, deliveryId, entry)
      return found
    })
    this.#deps.events.publish('deliveries:available', { platform: row.platform })
    const [resent = toDelivery(row)] = await this.#asSeenBy(admin, [row])
    return resent
  }

  /** Deletes what has been done for longer than `keepMs`, with its history. */
  async forget(keepMs: number): Promise<void> {
    const { queries, now } = this.#deps
    for (;;) {
      const old = await queries
        .selectFrom('deliveries')
        .select('id')
        .where('state', 'in', DONE_STATES)
        .where('created_at', '<', now() - keepMs)
        .limit(FORGOTTEN_AT_ONCE)
        .execute()
      if (old.length === 0) return
      const ids = old.map(({ id }) => id)
      await queries.deleteFrom('deliveries').where('id', 'in', ids).execute()
      if (old.length < FORGOTTEN_AT_ONCE) return
    }
  }

  /** An admin sees that something was sent to others, but not what of it is not there for the admin. */
  async #asSeenBy(member: Member, rows: readonly DeliveryRow[]): Promise<Delivery[]> {
    const toOthers = rows.filter(({ member_id }) => member_id !== member.id)
    const [gigs, open] = await Promise.all([
      this.#deps.hiddenGigs(member, [...new Set(toOthers.flatMap(gigsIn))]),
      this.#deps.openRooms(member, [...new Set(rows.flatMap(roomsIn))]),
    ])
    return rows.map((row) => {
      const delivery = toDelivery(row)
      if (roomsIn(row).some((id) => !open.has(id))) return { ...delivery, content: SOME_WORDS }
      if (row.member_id === member.id) return delivery
      // It tells of what people wrote to its reader.
      if (delivery.content.type === 'digest') return { ...delivery, content: SOME_DIGEST }
      if (row.dedupe_key?.startsWith(FOLLOWED) === true) return { ...delivery, content: SOME_WORDS }
      return gigsIn(row).some((id) => gigs.has(id)) ? { ...delivery, content: NOT_SHOWN } : delivery
    })
  }

  async #find(communityId: string, deliveryId: string, queries: Queries = this.#deps.queries): Promise<DeliveryRow> {
    const row = await queries
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', deliveryId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('delivery', deliveryId)
    return row
  }
}

const SOME_DIGEST: DeliveryContent = { type: 'text', markdown: 'A digest.' }
const SOME_WORDS: DeliveryContent = { type: 'text', markdown: 'A message that is not for everybody.' }
/** Begins the dedupe key of what one has translated for oneself. */
const FOLLOWED = 'follow:'
const NOT_SHOWN: DeliveryContent = { type: 'text', markdown: 'A message about gigs that not everybody sees.' }

/** Cards and digests alike link to their gigs. */
function gigsIn({ content }: Pick<DeliveryRow, 'content'>): string[] {
  return [...content.matchAll(/\/gigs\/([\w.~-]+)/g)].flatMap(([, gigId]) => gigId ?? [])
}

/** Rooms that it leads to, and the message of a room that it is. */
function roomsIn(row: DeliveryRow): string[] {
  const content = contentOf(row)
  const links = [...row.content.matchAll(/\/chat\/([\w.~-]+)/g)].flatMap(([, roomId]) => roomId ?? [])
  return content.type === 'chat_post' || content.type === 'chat_reactions' ? [...links, content.messageId] : links
}
