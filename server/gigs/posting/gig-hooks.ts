import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import express, { type Router } from 'express'
import { z } from 'zod'
import { HubError, NotFoundError } from '../../../shared/errors.ts'
import { type GigHook, HOOK_SIGNATURE_HEADER, hookGig } from '../../../shared/gig-posts.ts'
import type { Member } from '../../../shared/members.ts'
import type { AuditService } from '../../members/audit-service.ts'
import type { Queries } from '../../platform/database.ts'
import type { GigIngest } from '../gig-ingest.ts'
import type { GigTables } from '../gig-tables.ts'
import type { IncomingGig } from '../incoming-gig.ts'

/** A signed request that was caught on its way is of no use later. */
const FRESH_MS = 5 * 60_000
const MAX_BODY = '2mb'
const MAX_HOOKS = 50
const batch = z.array(hookGig).min(1).max(100)

export interface GigHooksDeps {
  queries: Queries
  ingest: GigIngest
  audit: AuditService
  /** The hub's; a hook's own secret is derived from it, so that none is stored. */
  secret: string
  publicUrl: () => string
  now: () => number
  newId: () => string
}

/** Doors through which other programs bring gigs, by signed requests. */
export class GigHooks {
  readonly #deps: GigHooksDeps

  constructor(deps: GigHooksDeps) {
    this.#deps = deps
  }

  async list(communityId: string): Promise<GigHook[]> {
    const rows = await this.#deps.queries
      .selectFrom('gig_hooks')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('created_at')
      .limit(MAX_HOOKS)
      .execute()
    return rows.map((row) => this.#toHook(row))
  }

  /** @throws HubError 'conflict' where there are too many. */
  async add(admin: Member, name: string): Promise<GigHook & { secret: string }> {
    const { queries, audit, now, newId } = this.#deps
    if ((await this.list(admin.communityId)).length >= MAX_HOOKS) {
      throw new HubError('conflict', `A community has at most ${MAX_HOOKS} webhooks.`)
    }
    const row = {
      id: newId(),
      community_id: admin.communityId,
      name,
      created_at: now(),
      last_used_at: null,
      last_error: null,
    }
    await queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('gig_hooks').values(row).execute()
      await audit.record(
        { communityId: admin.communityId, actor: admin, action: 'webhook.added', subject: row.id, details: { name } },
        transaction,
      )
    })
    return { ...this.#toHook(row), secret: this.#secretOf(row.id) }
  }

  /** @throws NotFoundError */
  async remove(admin: Member, hookId: string): Promise<void> {
    const { queries, audit } = this.#deps
    await queries.transaction().execute(async (transaction) => {
      const gone = await transaction
        .deleteFrom('gig_hooks')
        .where('id', '=', hookId)
        .where('community_id', '=', admin.communityId)
        .executeTakeFirst()
      if (gone.numDeletedRows === 0n) throw new NotFoundError('webhook', hookId)
      await audit.record(
        { communityId: admin.communityId, actor: admin, action: 'webhook.removed', subject: hookId },
        transaction,
      )
    })
  }

  /** To be mounted before anything reads bodies: the signature is over the bytes. */
  receiver(): Router {
    const router = express.Router()
    router.post('/:hookId', express.raw({ type: () => true, limit: MAX_BODY }), async (req, res) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
      res.json(await this.#receive(req.params.hookId, req.get(HOOK_SIGNATURE_HEADER), body))
    })
    return router
  }

  async #receive(
    hookId: string,
    signature: string | undefined,
    body: Buffer,
  ): Promise<{ taken: number; same: number }> {
    const { queries, ingest, now } = this.#deps
    const hook = await queries.selectFrom('gig_hooks').selectAll().where('id', '=', hookId).executeTakeFirst()
    // Whoever has no secret learns nothing of which doors there are.
    if (hook === undefined || !this.#isSigned(hookId, signature, body)) {
      throw new HubError('unauthenticated', 'The signature is missing, wrong, or older than five minutes.')
    }
    const note = (last_error: string | null) =>
      queries.updateTable('gig_hooks').set({ last_used_at: now(), last_error }).where('id', '=', hookId).execute()
    let items: z.output<typeof batch>
    try {
      items = readItems(body)
    } catch (error) {
      await note(error instanceof Error ? error.message.slice(0, 300) : 'unreadable')
      throw error
    }
    let taken = 0
    for (const item of items) {
      const gig = await ingest.take(hook.community_id, toIncoming(item, hook, now()))
      if (gig !== undefined) taken += 1
    }
    await note(null)
    return { taken, same: items.length - taken }
  }

  /** `t=<Unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">` */
  #isSigned(hookId: string, header: string | undefined, body: Buffer): boolean {
    const parts = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/u.exec(header ?? '')
    if (parts?.[1] === undefined || parts[2] === undefined) return false
    if (Math.abs(this.#deps.now() - Number(parts[1]) * 1000) > FRESH_MS) return false
    const expected = createHmac('sha256', this.#secretOf(hookId)).update(`${parts[1]}.`).update(body).digest()
    return timingSafeEqual(expected, Buffer.from(parts[2], 'hex'))
  }

  #secretOf(hookId: string): string {
    return `ghw_${Buffer.from(hkdfSync('sha256', this.#deps.secret, '', `gig webhook ${hookId}`, 32)).toString('base64url')}`
  }

  #toHook(row: GigTables['gig_hooks']): GigHook {
    return {
      id: row.id,
      name: row.name,
      url: `${this.#deps.publicUrl()}/api/hooks/gigs/${row.id}`,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      lastError: row.last_error,
    }
  }
}

function readItems(body: Buffer): z.output<typeof batch> {
  let json: unknown
  try {
    json = JSON.parse(body.toString())
  } catch (error) {
    throw new HubError('invalid_input', 'The request is no JSON.', { cause: error })
  }
  const parsed = batch.safeParse(Array.isArray(json) ? json : [json])
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HubError('invalid_input', `${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'is not valid'}`)
}

function toIncoming(
  item: z.output<typeof hookGig>,
  hook: Pick<GigTables['gig_hooks'], 'id' | 'name'>,
  now: number,
): IncomingGig {
  const timeOf = (value: string | null | undefined) => (value == null ? null : Date.parse(value))
  return {
    externalId: `${hook.id}:${item.id}`,
    title: item.title,
    company: item.company ?? null,
    text: item.text,
    url: item.url ?? null,
    source: { feedId: null, name: hook.name, url: item.url ?? null },
    postedAt: timeOf(item.postedAt) ?? now,
    closesAt: item.closed ? now : timeOf(item.closesAt),
  }
}
