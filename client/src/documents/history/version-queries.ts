import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type DocumentVersion, versionEndpoints } from '../../../../shared/document-versions.ts'
import { api } from '../../lib/api.ts'
import { diffVersions, type VersionDiff } from './version-diff.ts'

const PAGE = 50

export function versionsQuery(documentId: string) {
  return infiniteQueryOptions({
    queryKey: ['versions', documentId],
    queryFn: async ({ pageParam }) =>
      (
        await api.call(versionEndpoints.list, {
          params: { documentId },
          query: { limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        })
      ).versions,
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.seq),
  })
}

export interface ComparedVersion extends VersionDiff {
  /** Ids of members who wrote since the other version; null: the hub itself, or not known any more. */
  authors: (string | null)[]
}

/** A version beside another one, older or newer; undefined: beside an empty page. */
export function comparedQuery(documentId: string, version: DocumentVersion, base: DocumentVersion | undefined) {
  return queryOptions({
    queryKey: ['version-diff', documentId, version.id, base?.id ?? null],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async ({ signal }): Promise<ComparedVersion> => {
      const [after, before, authors] = await Promise.all([
        stateOf(documentId, version),
        base === undefined ? new Uint8Array() : stateOf(documentId, base),
        authorsOf(documentId, version, base),
      ])
      return { ...(await diffVersions({ before, after }, signal)), authors }
    },
  })
}

async function authorsOf(documentId: string, version: DocumentVersion, base: DocumentVersion | undefined) {
  // Beside a newer version, nobody wrote what this one has more of.
  if (base !== undefined && base.seq > version.seq) return []
  const query = { to: version.id, ...(base === undefined ? {} : { from: base.id }) }
  const { changes } = await api.call(versionEndpoints.compare, { params: { documentId }, query })
  return [...new Set(changes.map(({ author }) => author))]
}

async function stateOf(documentId: string, { id: versionId }: DocumentVersion): Promise<Uint8Array> {
  const { state } = await api.call(versionEndpoints.get, { params: { documentId, versionId } })
  return Uint8Array.from(atob(state), (letter) => letter.codePointAt(0) ?? 0)
}
