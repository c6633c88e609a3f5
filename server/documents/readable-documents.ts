import { type RawBuilder, sql } from 'kysely'
import { atLeast, type Member } from '../../shared/members.ts'

/**
 * The rule of `DocumentService` as SQL, for queries that look at many documents: whether a member may read the row of
 * `documents` at hand. `document_grants` must be joined for that member.
 */
export function readableBy(member: Pick<Member, 'id' | 'role'>): RawBuilder<boolean> {
  if (atLeast(member.role, 'admin')) return sql<boolean>`documents.id is not null`
  const openToRole = atLeast(member.role, 'member') ? sql`documents.visibility = 'community'` : sql`1 = 0`
  return sql<boolean>`(documents.created_by = ${member.id}
    or (document_grants.access is not null and document_grants.access <> 'none')
    or (document_grants.access is null and ${openToRole}))`
}
