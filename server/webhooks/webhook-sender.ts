import { WEBHOOK_STOPS, type WebhookStop } from '../../shared/notices.ts'
import type { Queries } from '../platform/database.ts'
import type { GuardedFetch } from '../platform/http/guarded-fetch.ts'
import type { Log } from '../platform/log.ts'
import type { Vault } from '../platform/vault.ts'
import { signedHeaders } from './sign.ts'

export interface WebhookSenderDeps {
  queries: Queries
  vault: Vault
  fetch: GuardedFetch
  /** The hub has turned a webhook off; says so to the community's admins. */
  disabled: (webhook: { id: string; communityId: string; url: string; reason: WebhookStop }) => Promise<void>
  log: Log
  now: () => number
  newId: () => string
  random: () => number
}

interface Due {
  id: string
  webhook_id: string
  community_id: string
  url: string
  secret: string
  body: string
  attempts: number
  failing_since: number | null
}

const LEASE_MS = 60_000
const TIMEOUT_MS = 10_000
const MAX_ANSWER_BYTES = 64 * 1024
/** How many addresses are sent to at once; each gets one request at a time, so a slow one holds up only itself. */
const MAX_AT_ONCE = 8
/** The waits between attempts grow to an hour; together they last some ten hours. */
const MAX_ATTEMPTS = 16
const BACKOFF_MS = 5_000
const BACKOFF_CAP_MS = 3_600_000
/** An address that has answered nothing well for so long is sent nothing more. */
const GIVE_UP_MS = 3 * 86_400_000
const KEEP_MS = 30 * 86_400_000
const GONE = 410

/** Sends what waits in the outbox of webhooks. At least once: a receiver knows a repetition by its `webhook-id`. */
export class WebhookSender {
  readonly #deps: WebhookSenderDeps
  /** By webhook. */
  readonly #sending = new Map<string, Promise<void>>()
  #isClosed = false

  constructor(deps: WebhookSenderDeps) {
    this.#deps = deps
  }

  /** Begins to send what is due, as far as there is room. */
  async look(): Promise<void> {
    if (this.#isClosed) return
    for (const due of await this.#due()) {
      if (this.#sending.size >= MAX_AT_ONCE || this.#sending.has(due.webhook_id)) continue
      const sending = this.#send(due)
        .catch((error: unknown) => this.#deps.log.warn({ err: error, webhookId: due.webhook_id }, 'webhook not sent'))
        .finally(() => this.#sending.delete(due.webhook_id))
      this.#sending.set(due.webhook_id, sending)
    }
  }

  /** Deletes what is done and old. */
  async forget(): Promise<void> {
    await this.#deps.queries
      .deleteFrom('webhook_deliveries')
      .where('state', 'in', ['sent', 'dead'])
      .where('created_at', '<', this.#deps.now() - KEEP_MS)
      .execute()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.#sending.values())
  }

  /** The oldest of each webhook that is sent to. */
  async #due(): Promise<Due[]> {
    const now = this.#deps.now()
    const rows = await this.#deps.queries
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhooks', 'webhooks.id', 'd.webhook_id')
      .select(['d.id', 'd.webhook_id', 'd.body', 'd.attempts'])
      .select(['community_id', 'url', 'secret', 'failing_since'])
      .where('webhooks.enabled', '=', 1)
      .where((eb) =>
        eb.or([
          eb.and([eb('d.state', '=', 'waiting'), eb('d.due_at', '<=', now)]),
          // Its sender did not come back.
          eb.and([eb('d.state', '=', 'leased'), eb('d.leased_until', '<=', now)]),
        ]),
      )
      .orderBy('d.due_at')
      .orderBy('d.id')
      .limit(200)
      .execute()
    const first = new Map<string, Due>()
    for (const row of rows) if (!first.has(row.webhook_id)) first.set(row.webhook_id, row)
    return [...first.values()]
  }

  async #send(due: Due): Promise<void> {
    const { queries, now } = this.#deps
    const attempts = due.attempts + 1
    const taken = await queries
      .updateTable('webhook_deliveries')
      .set({ state: 'leased', leased_until: now() + LEASE_MS, attempts })
      .where('id', '=', due.id)
      .where('attempts', '=', due.attempts)
      .executeTakeFirst()
    if (Number(taken.numUpdatedRows) === 0) return
    const startedAt = performance.now()
    const { status, message } = await this.#post(due)
    const durationMs = Math.round(performance.now() - startedAt)
    const isSent = status !== null && status >= 200 && status < 300
    const failingSince = isSent ? null : (due.failing_since ?? now())
    const reason = isSent ? undefined : reasonToStop(status, now() - (failingSince ?? now()))
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('webhook_attempts')
        .values({ id: this.#deps.newId(), delivery_id: due.id, at: now(), status, duration_ms: durationMs, message })
        .execute()
      const isOver = attempts >= MAX_ATTEMPTS || reason !== undefined
      await transaction
        .updateTable('webhook_deliveries')
        .set({
          state: isSent ? 'sent' : isOver ? 'dead' : 'waiting',
          leased_until: null,
          ...(isSent || isOver ? {} : { due_at: this.#nextAt(attempts) }),
        })
        .where('id', '=', due.id)
        .execute()
      await transaction
        .updateTable('webhooks')
        .set({
          failing_since: failingSince,
          ...(reason === undefined ? {} : { enabled: 0, disabled_reason: WEBHOOK_STOPS[reason] }),
        })
        .where('id', '=', due.webhook_id)
        .execute()
    })
    if (reason !== undefined) {
      await this.#deps.disabled({ id: due.webhook_id, communityId: due.community_id, url: due.url, reason })
    }
  }

  async #post({ id, webhook_id, url, secret, body }: Due): Promise<{ status: number | null; message: string }> {
    try {
      const timestampS = Math.floor(this.#deps.now() / 1000)
      const key = this.#deps.vault.open(webhook_id, secret)
      const answer = await this.#deps.fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Guildhall-Webhooks/1',
          ...signedHeaders(key, id, timestampS, body),
        },
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
      })
      const isRedirect = answer.status >= 300 && answer.status < 400
      return { status: answer.status, message: isRedirect ? 'Redirects are not followed; enter where it leads.' : '' }
    } catch (error) {
      return { status: null, message: error instanceof Error ? error.message.slice(0, 300) : 'no answer' }
    }
  }

  #nextAt(attempts: number): number {
    const wait = Math.min(BACKOFF_MS * 2 ** (attempts - 1), BACKOFF_CAP_MS)
    return Math.round(this.#deps.now() + wait * (1 + this.#deps.random() / 2))
  }
}

function reasonToStop(status: number | null, failingForMs: number): WebhookStop | undefined {
  if (status === GONE) return 'webhookGone'
  if (failingForMs >= GIVE_UP_MS) return 'webhookFailing'
  return undefined
}
