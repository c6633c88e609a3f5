import type { WebhookEvent } from '../../shared/webhooks.ts'
import type { Queries } from '../platform/database.ts'

export interface WebhookOutboxDeps {
  now: () => number
  newId: () => string
  /** Something was put in by a transaction that is about to end. */
  nudgeSoon: () => void
}

export interface OutgoingEvent {
  communityId: string
  type: WebhookEvent
  data: object
  /** What is told twice under one key is sent once. */
  key: string
  subject: string
  /** Of two events of one subject, the second waits until this has passed since the first; a third is the second. */
  quietMs?: number
  /** Webhooks that were made later are not told. Unix epoch, ms. */
  happenedAt?: number
}

/** Of one webhook. An address that has been away for so long will not read them. */
const MAX_WAITING = 5_000

/** Puts events into the outbox of webhooks, in the transaction that caused them. */
export class WebhookOutbox {
  readonly #deps: WebhookOutboxDeps

  constructor(deps: WebhookOutboxDeps) {
    this.#deps = deps
  }

  async put(queries: Queries, event: OutgoingEvent): Promise<void> {
    const webhooks = await queries
      .selectFrom('webhooks')
      .select(['id', 'events', 'created_at'])
      .where('community_id', '=', event.communityId)
      .where('enabled', '=', 1)
      .execute()
    for (const webhook of webhooks) {
      const isWanted = (JSON.parse(webhook.events) as string[]).includes(event.type)
      const isLate = event.happenedAt !== undefined && event.happenedAt < webhook.created_at
      if (isWanted && !isLate) await this.#putFor(queries, webhook.id, event)
    }
  }

  async #putFor(queries: Queries, webhookId: string, event: OutgoingEvent): Promise<void> {
    const dueAt = await this.#dueAt(queries, webhookId, event)
    if (dueAt === undefined || (await isFull(queries, webhookId))) return
    const { type, data, key, subject } = event
    await insertWebhookDelivery(queries, this.#deps, { webhookId, type, data, key, subject, dueAt })
    this.#deps.nudgeSoon()
  }

  /** @returns undefined where one that waits already will say so. */
  async #dueAt(
    queries: Queries,
    webhookId: string,
    { type, subject, quietMs }: OutgoingEvent,
  ): Promise<number | undefined> {
    const now = this.#deps.now()
    if (quietMs === undefined) return now
    const last = await queries
      .selectFrom('webhook_deliveries')
      .select(['state', 'attempts', 'due_at', 'created_at'])
      .where('webhook_id', '=', webhookId)
      .where('event', '=', type)
      .where('subject', '=', subject)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last === undefined) return now
    if (last.state === 'waiting') return undefined
    return Math.max(now, last.due_at + quietMs)
  }
}

export async function insertWebhookDelivery(
  queries: Queries,
  { now, newId }: Pick<WebhookOutboxDeps, 'now' | 'newId'>,
  input: {
    webhookId: string
    type: WebhookEvent | 'ping'
    data: object
    key: string
    subject: string
    dueAt: number
  },
): Promise<void> {
  const { type, data } = input
  await queries
    .insertInto('webhook_deliveries')
    .values({
      id: newId(),
      webhook_id: input.webhookId,
      event: type,
      body: JSON.stringify({ type, timestamp: new Date(now()).toISOString(), data }),
      dedupe_key: input.key,
      subject: input.subject,
      state: 'waiting',
      attempts: 0,
      created_at: now(),
      due_at: input.dueAt,
      leased_until: null,
    })
    .onConflict((conflict) => conflict.columns(['webhook_id', 'dedupe_key']).doNothing())
    .execute()
}

async function isFull(queries: Queries, webhookId: string): Promise<boolean> {
  const { count } = await queries
    .selectFrom('webhook_deliveries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('webhook_id', '=', webhookId)
    .where('state', 'in', ['waiting', 'leased'])
    .executeTakeFirstOrThrow()
  return count >= MAX_WAITING
}
