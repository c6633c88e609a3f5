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

/** Between two looks there are few; after a storm, or a start, it is not known who wrote what came before these. */
const MOST_UPDATES = 8_000

/** Who wrote a document's updates after `seq`; what was compacted meanwhile is looked up in its history. */
export async function authorsSince(
  seq: number,
  documentId: string,
  stored: StoredDocument,
  log: Pick<UpdateLog, 'history'>,
  authorship: Authorship,
): Promise<Authors> {
  const after = Math.max(seq, stored.seq - MOST_UPDATES)
  const tail = stored.tail.filter((update) => update.seq > after)
  const isCompacted = stored.snapshot !== undefined && stored.snapshot.seq > after
  const segments = isCompacted ? (await log.history(documentId, stored.seq, after)).segments : []
  const pieces = [...segments.flatMap(decode), ...authorship.of(tail)]
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
