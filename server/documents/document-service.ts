import type { z } from 'zod'
import {
  type DocumentAccess,
  type documentEndpoints,
  type DocumentInfo,
  type DocumentKind,
} from '../../shared/documents.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { Scope } from '../../shared/tokens.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { Principal } from '../platform/principal.ts'
import type { DocumentTables } from './document-tables.ts'

export interface DocumentServiceDeps {
  queries: Queries
  members: MemberService
  events: EventBus
  live: Live
  now: () => number
  newId: () => string
}

type Row = DocumentTables['documents']

/** What a principal may do with one document, and as whom. */
export interface DocumentPermit {
  documentId: string
  communityId: string
  kind: DocumentKind
  memberId: string
  access: DocumentAccess
  /** Tells a document from an earlier one of the same id. */
  generation: string
}

/** Which boards and documents there are, and who may read and write them. What is in them is the sync layer's. */
export class DocumentService {
  readonly #deps: DocumentServiceDeps

  constructor(deps: DocumentServiceDeps) {
    this.#deps = deps
  }

  async create(
    member: Pick<Member, 'id' | 'communityId' | 'role'>,
    input: { kind: DocumentKind; title: string; visibility: 'community' | 'private'; id?: string },
    queries: Queries = this.#deps.queries,
  ): Promise<DocumentInfo> {
    if (!atLeast(member.role, 'member')) throw new HubError('forbidden', 'Guests do not make documents.')
    const now = this.#deps.now()
    const row: Row = {
      id: input.id ?? this.#deps.newId(),
      community_id: member.communityId,
      kind: input.kind,
      title: input.title,
      visibility: input.visibility,
      created_by: member.id,
      created_at: now,
      updated_at: now,
      archived_at: null,
      seq: 0,
    }
    await queries.insertInto('documents').values(row).execute()
    this.#tellChanged(row)
    return toInfo(row, 'write')
  }

  /** Those that the member may read, last changed first; at most 1000. */
  async list(member: Member, filter: { kind?: DocumentKind | undefined; archived: boolean }): Promise<DocumentInfo[]> {
    let query = this.#deps.queries
      .selectFrom('documents')
      .leftJoin('document_grants', (join) =>
        join.onRef('document_grants.document_id', '=', 'documents.id').on('document_grants.member_id', '=', member.id),
      )
      .selectAll('documents')
      .select('document_grants.access as granted')
      .where('community_id', '=', member.communityId)
      .where('archived_at', filter.archived ? 'is not' : 'is', null)
    if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
    const rows = await query.orderBy('updated_at', 'desc').orderBy('documents.id').limit(1000).execute()
    return rows
      .map((row) => toInfo(row, accessOf(member, row, row.granted)))
      .filter((document) => document.access !== 'none')
  }

  /** @throws NotFoundError also when the document is there and the principal may not read it: the two look alike. */
  async get(principal: Principal, documentId: string): Promise<DocumentInfo> {
    const { row, access } = await this.#permitted(principal, documentId, 'read')
    return toInfo(row, access)
  }

  async update(
    principal: Principal,
    documentId: string,
    change: z.output<(typeof documentEndpoints)['update']['body']>,
  ): Promise<DocumentInfo> {
    const { row, access, member } = await this.#permitted(principal, documentId, 'write')
    if (change.visibility !== undefined) requireKeeper(member, row)
    const now = this.#deps.now()
    const changed: Row = {
      ...row,
      title: change.title ?? row.title,
      visibility: change.visibility ?? row.visibility,
      archived_at: change.archived === undefined ? row.archived_at : change.archived ? now : null,
      updated_at: now,
    }
    await this.#deps.queries
      .updateTable('documents')
      .set({
        title: changed.title,
        visibility: changed.visibility,
        archived_at: changed.archived_at,
        updated_at: now,
      })
      .where('id', '=', documentId)
      .execute()
    this.#tellChanged(changed)
    if (change.visibility !== undefined) this.#tellAccessChanged(documentId)
    return toInfo(changed, access)
  }

  /** Gives one member more or less than their role gives. */
  async grant(principal: Principal, documentId: string, memberId: string, access: DocumentAccess): Promise<void> {
    const { row, member } = await this.#permitted(principal, documentId, 'write')
    requireKeeper(member, row)
    const target = await this.#deps.members.get(memberId)
    if (target?.communityId !== row.community_id) throw new NotFoundError('member', memberId)
    await this.#deps.queries
      .insertInto('document_grants')
      .values({ document_id: documentId, member_id: memberId, access })
      .onConflict((conflict) => conflict.columns(['document_id', 'member_id']).doUpdateSet({ access }))
      .execute()
    this.#tellAccessChanged(documentId)
  }

  /**
   * What a principal may do with a document over a socket.
   * A token with the scope `sync:create` makes a plain document of an id that is not there yet.
   * @throws NotFoundError where it may do nothing.
   */
  async permitForSync(principal: Principal, documentId: string): Promise<DocumentPermit> {
    requireScope(principal, 'sync:read')
    let found = await this.#find(principal, documentId)
    if (found === undefined && principal.kind === 'token' && principal.scopes.has('sync:create')) {
      await this.#createPlain(principal, documentId)
      found = await this.#find(principal, documentId)
    }
    if (found === undefined) throw new NotFoundError('document', documentId)
    const mayWrite =
      principal.kind !== 'token' || principal.scopes.has('sync:write') || principal.scopes.has('sync:create')
    const access = found.access === 'write' && !mayWrite ? 'read' : found.access
    return {
      documentId,
      communityId: found.row.community_id,
      kind: found.row.kind as DocumentKind,
      memberId: found.member.id,
      access,
      generation: generationOf(found.row),
    }
  }

  /** For routes that read or change what is in a document. */
  async permit(principal: Principal, documentId: string, needed: 'read' | 'write'): Promise<DocumentPermit> {
    const { row, access, member } = await this.#permitted(principal, documentId, needed)
    return {
      documentId,
      communityId: row.community_id,
      kind: row.kind as DocumentKind,
      memberId: member.id,
      access,
      generation: generationOf(row),
    }
  }

  /** Of these members, those that may read the document, each once. */
  async readersAmong(documentId: string, memberIds: readonly string[]): Promise<string[]> {
    const { queries, members } = this.#deps
    const row = await queries.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirst()
    const readers: string[] = []
    for (const memberId of new Set(memberIds)) {
      const member = await members.get(memberId)
      if (row === undefined || member?.communityId !== row.community_id) continue
      const access = accessOf(member, row, await this.#granted(documentId, memberId))
      if (access !== 'none') readers.push(memberId)
    }
    return readers
  }

  /** None, for a document that the hub made itself. */
  async creatorOf(documentId: string): Promise<string[]> {
    const row = await this.#deps.queries
      .selectFrom('documents')
      .select('created_by')
      .where('id', '=', documentId)
      .executeTakeFirst()
    return row === undefined || row.created_by === null ? [] : [row.created_by]
  }

  async #createPlain(principal: Extract<Principal, { kind: 'token' }>, documentId: string): Promise<void> {
    const member = await this.#deps.members.memberOf(principal, principal.communityId)
    if (!atLeast(member.role, 'member')) return
    const now = this.#deps.now()
    // Two sockets may open the same new id at once: the first makes it, the second finds it.
    await this.#deps.queries
      .insertInto('documents')
      .values({
        id: documentId,
        community_id: member.communityId,
        kind: 'plain',
        title: documentId,
        visibility: 'community',
        created_by: member.id,
        created_at: now,
        updated_at: now,
        archived_at: null,
        seq: 0,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    this.#deps.live.toCommunity(member.communityId, 'document:changed', { communityId: member.communityId, documentId })
  }

  async #permitted(principal: Principal, documentId: string, needed: 'read' | 'write') {
    const found = await this.#find(principal, documentId)
    if (found === undefined) throw new NotFoundError('document', documentId)
    if (needed === 'write' && found.access !== 'write') {
      throw new HubError('forbidden', 'You may read this document, not change it.')
    }
    return found
  }

  async #find(principal: Principal, documentId: string) {
    const row = await this.#deps.queries
      .selectFrom('documents')
      .selectAll()
      .where('id', '=', documentId)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const member = await this.#deps.members.find(principal, row.community_id)
    if (member === undefined) return undefined
    const access = accessOf(member, row, await this.#granted(documentId, member.id))
    return access === 'none' ? undefined : { row, member, access }
  }

  async #granted(documentId: string, memberId: string): Promise<string | null> {
    const grant = await this.#deps.queries
      .selectFrom('document_grants')
      .select('access')
      .where('document_id', '=', documentId)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return grant?.access ?? null
  }

  #tellChanged(row: Row): void {
    const { community_id: communityId, id: documentId } = row
    this.#deps.live.toCommunity(communityId, 'document:changed', { communityId, documentId })
  }

  #tellAccessChanged(documentId: string): void {
    this.#deps.events.publish('access:changed', { accountId: null, memberId: null, documentId, tokenId: null })
  }
}

/** Admins and the creator keep a document: they decide who else may. */
function requireKeeper(member: Member, row: Row): void {
  if (atLeast(member.role, 'admin') || row.created_by === member.id) return
  throw new HubError('forbidden', 'Only its creator or an admin changes who may see this document.')
}

function accessOf(member: Member, row: Row, granted: string | null): DocumentAccess {
  if (atLeast(member.role, 'admin') || row.created_by === member.id) return 'write'
  if (granted !== null) return granted as DocumentAccess
  return row.visibility === 'community' && atLeast(member.role, 'member') ? 'write' : 'none'
}

function generationOf(row: Row): string {
  return row.created_at.toString(36)
}

function requireScope(principal: Principal, scope: Scope): void {
  if (principal.kind !== 'token' || principal.scopes.has(scope)) return
  // Who may write or create may read back what was written.
  if (scope === 'sync:read' && (principal.scopes.has('sync:write') || principal.scopes.has('sync:create'))) return
  throw new HubError('forbidden', `The token lacks the scope '${scope}'.`)
}

function toInfo(row: Row, access: DocumentAccess): DocumentInfo {
  return {
    id: row.id,
    communityId: row.community_id,
    kind: row.kind as DocumentKind,
    title: row.title,
    visibility: row.visibility as 'community' | 'private',
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
    access,
  }
}
