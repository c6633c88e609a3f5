import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { Webhook, WebhookDelivery, WebhookEvent } from '../../shared/webhooks.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { Queries } from '../platform/database.ts'
import type { Vault } from '../platform/vault.ts'
import { newWebhookSecret } from './sign.ts'
import { insertWebhookDelivery } from './webhook-outbox.ts'
import type { WebhookTables } from './webhook-tables.ts'

export interface WebhookServiceDeps {
  queries: Queries
  vault: Vault
  audit: AuditService
  nudgeSoon: () => void
  now: () => number
  newId: () => string
}

type Row = WebhookTables['webhooks']

/** Of one community. */
const MAX_WEBHOOKS = 20

/** The webhooks of a community, and the log of what was sent. Who may is checked by the caller. */
export class WebhookService {
  readonly #deps: WebhookServiceDeps

  constructor(deps: WebhookServiceDeps) {
    this.#deps = deps
  }

  async list(communityId: string): Promise<Webhook[]> {
    const rows = await this.#deps.queries
      .selectFrom('webhooks')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('id')
      .execute()
    return rows.map(toWebhook)
  }

  async create(admin: Member, input: { url: string; events: WebhookEvent[] }): Promise<Webhook & { secret: string }> {
    if ((await this.list(admin.communityId)).length >= MAX_WEBHOOKS) {
      throw new HubError('conflict', `A community has at most ${MAX_WEBHOOKS} webhooks.`)
    }
    const id = this.#deps.newId()
    const secret = newWebhookSecret()
    const row: Row = {
      id,
      community_id: admin.communityId,
      url: input.url,
      events: JSON.stringify(input.events),
      secret: this.#deps.vault.seal(id, secret),
      enabled: 1,
      disabled_reason: null,
      failing_since: null,
      created_at: this.#deps.now(),
    }
    await this.#deps.queries.insertInto('webhooks').values(row).execute()
    await this.#note(admin, 'webhook.created', id, { url: input.url, events: input.events })
    return { ...toWebhook(row), secret }
  }

  /** One that is turned on again begins with a clean record. @throws NotFoundError */
  async update(
    admin: Member,
    webhookId: string,
    change: { url?: string | undefined; events?: WebhookEvent[] | undefined; enabled?: boolean | undefined },
  ): Promise<Webhook> {
    const row = await this.#get(admin, webhookId)
    const changed = {
      url: change.url ?? row.url,
      events: change.events === undefined ? row.events : JSON.stringify(change.events),
      enabled: change.enabled === undefined ? row.enabled : Number(change.enabled),
      ...(change.enabled === undefined ? {} : { disabled_reason: null, failing_since: null }),
    }
    await this.#deps.queries.updateTable('webhooks').set(changed).where('id', '=', webhookId).execute()
    await this.#note(admin, 'webhook.changed', webhookId, { ...change })
    this.#deps.nudgeSoon()
    return toWebhook({ ...row, ...changed })
  }

  /** @throws NotFoundError */
  async remove(admin: Member, webhookId: string): Promise<void> {
    const { url } = await this.#get(admin, webhookId)
    await this.#deps.queries.deleteFrom('webhooks').where('id', '=', webhookId).execute()
    await this.#note(admin, 'webhook.removed', webhookId, { url })
  }

  /** @throws NotFoundError */
  async rotate(admin: Member, webhookId: string): Promise<Webhook & { secret: string }> {
    const row = await this.#get(admin, webhookId)
    const secret = newWebhookSecret()
    const sealed = this.#deps.vault.seal(webhookId, secret)
    await this.#deps.queries.updateTable('webhooks').set({ secret: sealed }).where('id', '=', webhookId).execute()
    await this.#note(admin, 'webhook.secret_renewed', webhookId, {})
    return { ...toWebhook(row), secret }
  }

  /** @throws NotFoundError; HubError 'conflict' when it is off. */
  async ping(admin: Member, webhookId: string): Promise<void> {
    const row = await this.#get(admin, webhookId)
    if (row.enabled === 0) throw new HubError('conflict', 'The webhook is off. Turn it on first.')
    await insertWebhookDelivery(this.#deps.queries, this.#deps, {
      webhookId,
      type: 'ping',
      data: { webhook: { id: webhookId, events: JSON.parse(row.events) as string[] }, by: admin.id },
      key: `ping:${this.#deps.newId()}`,
      subject: 'ping',
      dueAt: this.#deps.now(),
    })
    this.#deps.nudgeSoon()
  }

  /** Newest first. @throws NotFoundError */
  async deliveries(admin: Member, webhookId: string, limit: number): Promise<WebhookDelivery[]> {
    await this.#get(admin, webhookId)
    const rows = await this.#deps.queries
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('webhook_id', '=', webhookId)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    if (rows.length === 0) return []
    const attempts = await this.#deps.queries
      .selectFrom('webhook_attempts')
      .selectAll()
      .where(
        'delivery_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      event: row.event as WebhookDelivery['event'],
      state: row.state as WebhookDelivery['state'],
      createdAt: row.created_at,
      dueAt: row.due_at,
      body: row.body,
      attempts: attempts
        .filter(({ delivery_id }) => delivery_id === row.id)
        .map(({ at, status, duration_ms, message }) => ({ at, status, durationMs: duration_ms, message })),
    }))
  }

  /** @throws NotFoundError; HubError 'conflict' while it is on its way. */
  async resend(admin: Member, webhookId: string, deliveryId: string): Promise<void> {
    await this.#get(admin, webhookId)
    const sent = await this.#deps.queries
      .updateTable('webhook_deliveries')
      .set({ state: 'waiting', attempts: 0, due_at: this.#deps.now(), leased_until: null })
      .where('id', '=', deliveryId)
      .where('webhook_id', '=', webhookId)
      .where('state', '!=', 'leased')
      .executeTakeFirst()
    if (Number(sent.numUpdatedRows) === 0) {
      throw new HubError('conflict', 'This delivery is on its way already, or is not kept any more.')
    }
    this.#deps.nudgeSoon()
  }

  async #get(admin: Member, webhookId: string): Promise<Row> {
    const row = await this.#deps.queries
      .selectFrom('webhooks')
      .selectAll()
      .where('id', '=', webhookId)
      .where('community_id', '=', admin.communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('webhook', webhookId)
    return row
  }

  async #note(admin: Member, action: string, subject: string, details: Record<string, unknown>): Promise<void> {
    await this.#deps.audit.record({ communityId: admin.communityId, actor: admin, action, subject, details })
  }
}

function toWebhook(row: Row): Webhook {
  return {
    id: row.id,
    communityId: row.community_id,
    url: row.url,
    events: JSON.parse(row.events) as WebhookEvent[],
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since,
    createdAt: row.created_at,
  }
}
