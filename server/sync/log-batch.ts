import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { LogEntry } from './update-log.ts'

/**
 * A group commit as one piece of memory, which goes to a thread without being copied. Cloning it as objects took longer than
 * all else that the event loop does for an edit.
 */
export function encodeBatch(entries: readonly LogEntry[]): Uint8Array<ArrayBuffer> {
  const authors = new Map<string | null, number>()
  for (const { updates } of entries) {
    for (const { author } of updates) if (!authors.has(author)) authors.set(author, authors.size)
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, authors.size)
    for (const author of authors.keys()) encoding.writeVarString(encoder, author ?? '')
    encoding.writeVarUint(encoder, entries.length)
    for (const { documentId, updates } of entries) {
      encoding.writeVarString(encoder, documentId)
      encoding.writeVarUint(encoder, updates.length)
      for (const { bytes, author } of updates) {
        encoding.writeVarUint(encoder, authors.get(author) ?? 0)
        encoding.writeVarUint8Array(encoder, bytes)
      }
    }
  })
}

/** The updates' bytes are views into the batch. */
export function decodeBatch(batch: Uint8Array): LogEntry[] {
  const decoder = decoding.createDecoder(batch)
  const authors = times(decoding.readVarUint(decoder), () => decoding.readVarString(decoder) || null)
  return times(decoding.readVarUint(decoder), () => ({
    documentId: decoding.readVarString(decoder),
    updates: times(decoding.readVarUint(decoder), () => ({
      author: authors[decoding.readVarUint(decoder)] ?? null,
      bytes: decoding.readVarUint8Array(decoder),
    })),
  }))
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}
