import type { Authored } from '../sync/authorship.ts'
import type { HistorySegment, StoredDocument, StoredUpdate, UpdateLog } from '../sync/update-log.ts'
import type { ItemId } from './contents.ts'

/** The sync module's knowledge of who wrote what. */
export interface Authorship {
  of: (updates: readonly StoredUpdate[]) => Authored[]
  decode: (authorship: Uint8Array) => Authored[]
}

export interface Authors {
  /** Everybody who wrote. */
  all: string[]
  of: (item: ItemId | undefined) => string | null
}

/** Who wrote a document's updates after `seq`; what was compacted meanwhile is looked up in its history. */
export async function authorsSince(
  seq: number,
  documentId: string,
  stored: StoredDocument,
  log: Pick<UpdateLog, 'history'>,
  authorship: Authorship,
): Promise<Authors> {
  const tail = stored.tail.filter((update) => update.seq > seq)
  const isCompacted = stored.snapshot !== undefined && stored.snapshot.seq > seq
  const segments = isCompacted ? (await log.history(documentId, stored.seq)).segments : []
  const pieces = [...segments.filter(({ to }) => to > seq).flatMap(decode), ...authorship.of(tail)]
  return {
    all: [...new Set(pieces.flatMap(({ author }) => author ?? []))],
    of: (item) => (item === undefined ? null : (pieces.find((piece) => wrote(piece, item))?.author ?? null)),
  }

  function decode(segment: HistorySegment): Authored[] {
    return authorship.decode(segment.authorship)
  }
}

function wrote({ structs }: Authored, { client, clock }: ItemId): boolean {
  return structs.some((range) => range.client === client && range.from <= clock && clock < range.to)
}
