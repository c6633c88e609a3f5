import { queryOptions } from '@tanstack/react-query'
import { documentEndpoints } from '../../../shared/documents.ts'
import { memberEndpoints } from '../../../shared/members.ts'
import { api } from '../lib/api.ts'

export type PageKind = 'board' | 'text'

export function documentsQuery(communityId: string, kind: PageKind, archived = false) {
  return queryOptions({
    queryKey: ['documents', communityId, kind, archived],
    queryFn: async () => {
      const query = { kind, archived: archived ? 'true' : 'false' }
      return (await api.call(documentEndpoints.list, { params: { communityId }, query })).documents
    },
  })
}

export function documentQuery(documentId: string) {
  return queryOptions({
    queryKey: ['document', documentId],
    queryFn: () => api.call(documentEndpoints.get, { params: { documentId } }),
  })
}

export function membersQuery(communityId: string) {
  return queryOptions({
    queryKey: ['members', communityId],
    queryFn: async () => (await api.call(memberEndpoints.list, { params: { communityId } })).members,
  })
}

/** Where a board or document is shown. */
export function pathOf(kind: string, documentId: string): string {
  return kind === 'board' ? `/boards/${documentId}` : `/documents/${documentId}`
}
