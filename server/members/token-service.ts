import { createHash } from 'node:crypto'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { ApiToken, CreatedToken, newToken, Scope } from '../../shared/tokens.ts'
import type { z } from 'zod'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { newSecret } from '../platform/ids.ts'
import type { Principal } from '../platform/principal.ts'
import type { AuditService } from './audit-service.ts'
import type { MemberTables } from './member-tables.ts'

const PREFIX = 'gh_'
/** Last use is shown to the minute; writing it on every request would make every read a write. */
const LAST_USE_EVERY_MS = 60_000
const CACHED_TOKENS = 10_000
const CACHE_MS = 30_000

export interface TokenServiceDeps {
  queries: Queries
  audit: AuditService
  events: EventBus
  now: () => number
  newId: () => string
}

type TokenPrincipal = Extract<Principal, { kind: 'token' }>

export class TokenService {
  readonly #deps: TokenServiceDeps
  /** By hash of the secret. Emptied of a token at once, on every process, when it is revoked. */
  readonly #cache = new Map<string, { principal: TokenPrincipal; expiresAt: number | null; readAt: number }>()
  readonly #lastUseWritten = new Map<string, number>()

  constructor(deps: TokenServiceDeps) {
    this.#deps = deps
    deps.events.subscribe('access:changed', () => this.#cache.clear())
  }

  /** @throws HubError 'forbidden' when a scope exceeds the member's role. */
  async create(member: Member, input: z.output<typeof newToken>): Promise<CreatedToken> {
    const tooMuch = input.scopes.find((scope) => !mayHold(member, scope))
    if (tooMuch !== undefined) throw new HubError('forbidden', `Your role does not allow the scope '${tooMuch}'.`)
    const secret = PREFIX + newSecret()
    const now = this.#deps.now()
    const row = {
      id: this.#deps.newId(),
      community_id: member.communityId,
      member_id: member.id,
      name: input.name,
      secret_hash: hash(secret),
      prefix: secret.slice(0, 7),
      scopes: JSON.stringify([...new Set(input.scopes)]),
      created_at: now,
      last_used_at: null,
      expires_at: input.expiresInDays === undefined ? null : now + input.expiresInDays * 86_400_000,
      revoked_at: null,
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('api_tokens').values(row).execute()
      await this.#deps.audit.record(
        {
          communityId: member.communityId,
          actor: member,
          action: 'token.created',
          subject: row.id,
          details: { name: input.name, scopes: input.scopes },
        },
        transaction,
      )
    })
    return { ...toToken(row), secret }
  }

  /** A member's own, or all of the community for an admin. Newest first. */
  async list(member: Member): Promise<ApiToken[]> {
    let query = this.#deps.queries.selectFrom('api_tokens').selectAll().where('community_id', '=', member.communityId)
    if (!atLeast(member.role, 'admin')) query = query.where('member_id', '=', member.id)
    return (await query.orderBy('id', 'desc').limit(500).execute()).map(toToken)
  }

  /** @throws NotFoundError also where it is another's and the member is no admin. */
  async revoke(member: Member, tokenId: string): Promise<void> {
    const row = await this.#deps.queries
      .selectFrom('api_tokens')
      .selectAll()
      .where('id', '=', tokenId)
      .where('community_id', '=', member.communityId)
      .executeTakeFirst()
    if (row === undefined || (row.member_id !== member.id && !atLeast(member.role, 'admin'))) {
      throw new NotFoundError('token', tokenId)
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('api_tokens')
        .set({ revoked_at: this.#deps.now() })
        .where('id', '=', tokenId)
        .where('revoked_at', 'is', null)
        .execute()
      await this.#deps.audit.record(
        {
          communityId: member.communityId,
          actor: member,
          action: 'token.revoked',
          subject: tokenId,
          details: { name: row.name },
        },
        transaction,
      )
    })
    this.#deps.events.publish('access:changed', { accountId: null, memberId: null, documentId: null, tokenId })
  }

  /** @returns undefined for a token that is unknown, revoked or expired. */
  async authenticate(secret: string): Promise<TokenPrincipal | undefined> {
    if (!secret.startsWith(PREFIX) || secret.length > 200) return undefined
    const key = hash(secret)
    const now = this.#deps.now()
    let known = this.#cache.get(key)
    if (known === undefined || now - known.readAt > CACHE_MS) {
      known = await this.#read(key, now)
      if (known === undefined) return undefined
      if (this.#cache.size >= CACHED_TOKENS) this.#cache.clear()
      this.#cache.set(key, known)
    }
    if (known.expiresAt !== null && known.expiresAt <= now) return undefined
    this.#noteUse(known.principal.tokenId, now)
    return known.principal
  }

  /** For sockets that were opened with it. */
  async isValid(tokenId: string): Promise<boolean> {
    const row = await this.#deps.queries
      .selectFrom('api_tokens')
      .select('expires_at')
      .where('id', '=', tokenId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return row !== undefined && (row.expires_at === null || row.expires_at > this.#deps.now())
  }

  async #read(key: string, now: number) {
    const row = await this.#deps.queries
      .selectFrom('api_tokens')
      .selectAll()
      .where('secret_hash', '=', key)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const principal: TokenPrincipal = {
      kind: 'token',
      tokenId: row.id,
      memberId: row.member_id,
      communityId: row.community_id,
      scopes: new Set(JSON.parse(row.scopes) as Scope[]),
    }
    return { principal, expiresAt: row.expires_at, readAt: now }
  }

  #noteUse(tokenId: string, now: number): void {
    if (now - (this.#lastUseWritten.get(tokenId) ?? 0) < LAST_USE_EVERY_MS) return
    if (this.#lastUseWritten.size >= CACHED_TOKENS) this.#lastUseWritten.clear()
    this.#lastUseWritten.set(tokenId, now)
    this.#deps.queries
      .updateTable('api_tokens')
      .set({ last_used_at: now })
      .where('id', '=', tokenId)
      .execute()
      .catch(() => this.#lastUseWritten.delete(tokenId)) // written at its next use instead
  }
}

function mayHold(member: Member, scope: Scope): boolean {
  if (scope === 'community:admin' || scope === 'bot') return atLeast(member.role, 'admin')
  if (scope === 'sync:create') return atLeast(member.role, 'member')
  return true
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function toToken(row: MemberTables['api_tokens']): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    memberId: row.member_id,
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
